/**
 * Ends a request when nothing has been heard for a while. A large file may take as long as it needs,
 * provided that it keeps coming.
 */
export class Silence {
  private readonly controller = new AbortController()
  private timer: ReturnType<typeof setTimeout> | undefined

  constructor(private readonly patience: number) {
    this.heard()
  }

  get signal(): AbortSignal {
    return this.controller.signal
  }

  /** The same answer, whose body is listened to while it is read. */
  hear(response: Response): Response {
    if (!response.body) {
      this.end()
      return response
    }
    this.heard()
    const listening = new TransformStream<Uint8Array, Uint8Array>({
      transform: (piece, through) => {
        this.heard()
        through.enqueue(piece)
      },
      flush: () => this.end(),
    })
    const { status, statusText, headers } = response
    return new Response(response.body.pipeThrough(listening), { status, statusText, headers })
  }

  end(): void {
    clearTimeout(this.timer)
  }

  private heard(): void {
    this.end()
    this.timer = setTimeout(
      () => this.controller.abort(new DOMException('silence', 'TimeoutError')),
      this.patience,
    )
  }
}
