/** Where this application shows what a message is about; `null` for what it has no screen for. */
export function placeOf(target: { type: string; id: string }): string | null {
  switch (target.type) {
    case 'inspection':
      return `/records/${encodeURIComponent(target.id)}`
    case 'certificate':
      return '/certificate'
    case 'device':
      return '/mine'
    case 'benchmark':
    case 'benchmark_list':
      return '/benchmarks'
    case 'matter':
      return '/mine'
    default:
      return null
  }
}
