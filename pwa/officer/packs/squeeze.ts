/** Bytes at rest on the phone, a twentieth of their size for JSON that repeats itself. */
export function squeezed(bytes: ArrayBuffer): Promise<ArrayBuffer> {
  return through(bytes, new CompressionStream('gzip'))
}

export function unsqueezed(bytes: ArrayBuffer): Promise<ArrayBuffer> {
  return through(bytes, new DecompressionStream('gzip'))
}

function through(bytes: ArrayBuffer, stream: CompressionStream | DecompressionStream): Promise<ArrayBuffer> {
  return new Response(new Blob([bytes]).stream().pipeThrough(stream)).arrayBuffer()
}
