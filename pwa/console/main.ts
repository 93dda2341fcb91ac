import '@shared/ui/tokens.css'
import './style/base.css'
import './style/controls.css'
import './style/lists.css'
import './style/tables.css'
import { createPinia } from 'pinia'
import { createApp } from 'vue'
import { makeRouter } from './routes'
import App from './shell/App.vue'

createApp(App).use(createPinia()).use(makeRouter()).mount('#desk')
