import typescriptParser from '@typescript-eslint/parser'
import vue from 'eslint-plugin-vue'
import accessibility from 'eslint-plugin-vuejs-accessibility'

/** Biome formats and lints; ESLint adds only what it knows about templates. */
export default [
  { ignores: ['node_modules/**'] },
  ...vue.configs['flat/essential'],
  ...accessibility.configs['flat/recommended'],
  {
    files: ['**/*.vue', '**/*.ts'],
    languageOptions: { parserOptions: { parser: typescriptParser, sourceType: 'module' } },
  },
  {
    files: ['**/*.ts'],
    languageOptions: { parser: typescriptParser },
  },
  {
    files: ['**/*.vue'],
    rules: {
      'vue/multi-word-component-names': 'off',
      'vuejs-accessibility/label-has-for': ['error', { required: { some: ['nesting', 'id'] } }],
    },
  },
]
