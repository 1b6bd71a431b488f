import type { Bridge } from '#shared/contract/bridge.ts'
import type { CoreEvent } from '#shared/contract/jobs.ts'
import type { Reply } from '#shared/contract/reply.ts'
import type { Problem, ProblemCode } from '#shared/domain/problem.ts'
import { subscribeEvents } from './event-stream.ts'

/** Talks to the local web host that served this page. Nothing here throws: what goes wrong is a reply. */
export function createWebBridge(token: string | null): Bridge {
  const listeners = new Set<(event: CoreEvent) => void>()
  let unsubscribe: (() => void) | null = null

  async function post(path: string, body: BodyInit | null, headers: Record<string, string> = {}): Promise<Response> {
    return fetch(path, {
      method: 'POST',
      body,
      headers: { ...headers, Authorization: `Bearer ${token ?? ''}` },
      cache: 'no-store',
      credentials: 'omit',
      redirect: 'error',
    })
  }
  const postJson = (path: string, value: unknown) =>
    post(path, JSON.stringify(value), { 'Content-Type': 'application/json' })

  const bridge: Bridge = {
    shell: 'web',
    call: (method, request) => asReply(() => postJson('/api/call', { method, request })),
    onEvent(listener) {
      listeners.add(listener)
      unsubscribe ??= subscribeEvents({
        open: () => post('/api/events', null),
        emit: (event) => {
          for (const each of [...listeners]) notify(each, event)
        },
        jobs: async () => {
          const jobs = await bridge.call('jobs.list', {})
          return jobs.ok ? jobs.value : []
        },
      })
      return () => {
        listeners.delete(listener)
        if (listeners.size > 0) return
        unsubscribe?.()
        unsubscribe = null
      }
    },
    offerFile: (file) =>
      asReply(() =>
        post('/api/files', file, {
          'Content-Type': 'application/octet-stream',
          'X-File-Name': encodeURIComponent(file.name.toWellFormed()),
        }),
      ),
    async deliverFile(path, suggestedName) {
      try {
        const response = await postJson('/api/download', { path })
        if (!response.ok) return asReply(async () => response)
        saveBlob(await response.blob(), suggestedName)
        return { ok: true, value: { saved: true } }
      } catch {
        return { ok: false, error: unreachable }
      }
    },
  }
  return bridge
}

/** A page's own mistake must not look like a broken line, which would be opened again and again. */
function notify(listener: (event: CoreEvent) => void, event: CoreEvent): void {
  try {
    listener(event)
  } catch (thrown) {
    reportError(thrown)
  }
}

/** The reply in a response's body, or the problem of there being none. */
async function asReply<T>(ask: () => Promise<Response>): Promise<Reply<T>> {
  try {
    const response = await ask()
    if (response.status === 401) return { ok: false, error: strangerHere }
    return (await response.json()) as Reply<T>
  } catch {
    return { ok: false, error: unreachable }
  }
}

/** The browser's own download, which puts the file where the person's browser puts files. */
function saveBlob(blob: Blob, name: string): void {
  const address = URL.createObjectURL(blob)
  const link = document.createElement('a')
  link.href = address
  link.download = name
  link.click()
  // The download reads the address after this turn; a minute is ample and frees the memory.
  setTimeout(() => URL.revokeObjectURL(address), 60_000)
}

function fixed(code: ProblemCode, zh: string, en: string): Problem {
  return { code, message: { zh, en } }
}

const unreachable = fixed(
  'internal',
  '科衡已经退出或没有回应，请重新启动它，再从它打开的窗口继续。',
  'Keheng has ended or does not answer; start it again and go on in the window it opens.',
)
const strangerHere = fixed(
  'not-allowed',
  '这个窗口不是科衡打开的，或科衡已重新启动；请使用它打开的窗口。',
  'Keheng did not open this window, or was restarted since; use the window it opens.',
)
