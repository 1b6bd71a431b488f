import type { CoreEvent, Job } from '#shared/contract/jobs.ts'

export interface EventSource {
  readonly open: () => Promise<Response>
  readonly emit: (event: CoreEvent) => void
  /** Asked after a gap, because a job's end may have fallen into it. */
  readonly jobs: () => Promise<readonly Job[]>
}

const FIRST_WAIT_MS = 250
const LONGEST_WAIT_MS = 5_000

/**
 * Reads the host's event lines until unsubscribed. A line that breaks is opened again, after growing pauses; then the
 * page is told to ask for everything anew and gets the present state of each job, so that no missed event leaves it
 * waiting. Returns the function that ends it.
 */
export function subscribeEvents(source: EventSource): () => void {
  const ended = new AbortController()
  void follow(source, ended.signal)
  return () => ended.abort()
}

async function follow(source: EventSource, ended: AbortSignal): Promise<void> {
  let wait = FIRST_WAIT_MS
  let afterGap = false
  while (!ended.aborted) {
    try {
      const response = await source.open()
      if (response.ok && response.body !== null) {
        if (afterGap) await catchUp(source)
        wait = FIRST_WAIT_MS
        await readLines(response.body, ended, source.emit)
      }
    } catch {
      // The host is gone for now; the pause below decides when to look again.
    }
    afterGap = true
    if (!ended.aborted) await pause(wait)
    wait = Math.min(wait * 2, LONGEST_WAIT_MS)
  }
}

async function catchUp(source: EventSource): Promise<void> {
  source.emit({ type: 'book-changed' })
  for (const job of await source.jobs()) source.emit({ type: 'job', job })
}

async function readLines(
  body: ReadableStream<Uint8Array<ArrayBuffer>>,
  ended: AbortSignal,
  emit: (event: CoreEvent) => void,
): Promise<void> {
  const reader = body.pipeThrough(new TextDecoderStream()).getReader()
  const stop = () => void reader.cancel().catch(() => {})
  ended.addEventListener('abort', stop, { once: true })
  if (ended.aborted) stop()
  try {
    let rest = ''
    for (;;) {
      const { done, value } = await reader.read()
      if (done || ended.aborted) return
      const lines = (rest + value).split('\n')
      rest = lines.pop() ?? ''
      for (const line of lines) if (line !== '') emit(JSON.parse(line) as CoreEvent)
    }
  } finally {
    ended.removeEventListener('abort', stop)
  }
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds))
}
