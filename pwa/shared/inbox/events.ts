/** One server-sent event. `id` is the number of a message; other events have none. */
export interface StreamEvent {
  id: number | null
  name: string
  data: string
}

/**
 * The events of a `text/event-stream`, as they come.
 *
 * `EventSource` cannot send the Authorization header, so the stream is fetched and taken apart here.
 * Comments, by which the server keeps the line open, are passed over.
 */
export async function* eventsOf(body: ReadableStream<Uint8Array>): AsyncGenerator<StreamEvent> {
  const reader = body
    .pipeThrough(new TextDecoderStream() as ReadableWritablePair<string, Uint8Array>)
    .getReader()
  let rest = ''
  try {
    for (;;) {
      const { done, value } = await reader.read()
      if (done) return
      const blocks = (rest + value).split('\n\n')
      rest = blocks.pop() ?? ''
      for (const block of blocks) {
        const event = eventOf(block)
        if (event) yield event
      }
    }
  } finally {
    await reader.cancel().catch(() => undefined)
  }
}

function eventOf(block: string): StreamEvent | null {
  const event: StreamEvent = { id: null, name: 'message', data: '' }
  for (const line of block.split('\n')) {
    const [, field, value] = /^(id|event|data): ?(.*)$/.exec(line) ?? []
    if (field === 'id') event.id = Number(value)
    if (field === 'event') event.name = value ?? ''
    if (field === 'data') event.data += value ?? ''
  }
  return event.data ? event : null
}
