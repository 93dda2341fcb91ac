/** An amount of yuan in ten thousands where that is shorter: 50000 → 5万. Never rounded. */
export function tenThousands(yuan: string): string {
  if (!/^[1-9]\d*00$/.test(yuan) || yuan.length < 5) return yuan
  const part = yuan.slice(-4).replace(/0+$/, '')
  return `${yuan.slice(0, -4)}${part ? `.${part}` : ''}万`
}
