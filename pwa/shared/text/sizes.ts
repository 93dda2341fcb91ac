/** Bytes in the unit a person would say: `820 B`, `312 KB`, `3.4 MB`. */
export function formatBytes(bytes: number): string {
  if (bytes < 1024) return `${bytes} B`
  const units = ['KB', 'MB', 'GB', 'TB']
  let value = bytes
  let unit = -1
  while (value >= 1024 && unit < units.length - 1) {
    value /= 1024
    unit += 1
  }
  return `${value < 10 ? value.toFixed(1) : Math.round(value)} ${units[unit]}`
}

/** Metres of accuracy: `±12 米`, `±1.5 公里`. */
export function formatAccuracy(metres: number): string {
  return metres < 1000 ? `±${Math.round(metres)} 米` : `±${(metres / 1000).toFixed(1)} 公里`
}

/** WGS-84 coordinates as a person reads them: `北纬 34.83021° 东经 111.21998°`. */
export function formatPlace(lat: number, lon: number): string {
  const ns = lat < 0 ? '南纬' : '北纬'
  const ew = lon < 0 ? '西经' : '东经'
  return `${ns} ${Math.abs(lat).toFixed(5)}° ${ew} ${Math.abs(lon).toFixed(5)}°`
}

/** The first and last characters of a hash, to compare by eye; the whole stands behind a copy button. */
export function shortHash(hash: string): string {
  return hash.length <= 16 ? hash : `${hash.slice(0, 8)}…${hash.slice(-6)}`
}

/** The word for a media type. */
export function fileKind(type: string): string {
  if (type.startsWith('image/')) return '照片'
  if (type.startsWith('video/')) return '录像'
  if (type.startsWith('audio/')) return '录音'
  return '文件'
}
