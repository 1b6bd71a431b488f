import { startCore } from '#core/client.ts'
import { configFolder, keepsKeysInSystem, temporaryFolder } from '#core/folders.ts'
import { runJob } from '#core/run-job.ts'
import { VERSION } from '#core/version.ts'
import type { JobMethod, Method, ReplyValueOf, RequestOf, ValueOf } from '#shared/contract/contract.ts'
import { unwrap } from '#shared/contract/reply.ts'
import { showProgress } from './progress.ts'

/** A core for the length of one command; calls return the value or throw the problem. */
export interface CommandCore {
  call<M extends Method>(method: M, request: RequestOf<M>): Promise<ReplyValueOf<M>>
  job<M extends JobMethod>(method: M, request: RequestOf<M>): Promise<ValueOf<M>>
}

/** Runs a command against a book (or none), cancels its job on Ctrl-C, and always closes what it opened. */
export async function withCore<T>(bookPath: string | null, run: (core: CommandCore) => Promise<T>): Promise<T> {
  const folder = await temporaryFolder('export')
  const client = startCore({
    settingsFile: null,
    identityFolder: configFolder(),
    systemSecrets: keepsKeysInSystem(),
    exportFolder: folder.path,
    version: VERSION,
  })
  const interrupt = new AbortController()
  const onInterrupt = () => interrupt.abort()
  process.once('SIGINT', onInterrupt)
  const core: CommandCore = {
    call: async (method, request) => unwrap(await client.call(method, request)),
    job: async (method, request) => {
      const progress = showProgress()
      try {
        return unwrap(await runJob(client, method, request, { signal: interrupt.signal, onProgress: progress.update }))
      } finally {
        progress.clear()
      }
    },
  }
  try {
    if (bookPath !== null) await core.call('book.open', { path: bookPath })
    return await run(core)
  } finally {
    process.removeListener('SIGINT', onInterrupt)
    await client.close()
    await folder.remove()
  }
}
