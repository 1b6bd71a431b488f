import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type CoreClient, startCore } from '#core/client.ts'
import { runJob } from '#core/run-job.ts'
import type { JobMethod, Method, ReplyValueOf, RequestOf, ValueOf } from '#shared/contract/contract.ts'
import { unwrap } from '#shared/contract/reply.ts'

/** The real core thread with the real services, in a folder of its own. */
export interface TestCore {
  readonly client: CoreClient
  readonly folder: string
  call<M extends Method>(method: M, request: RequestOf<M>): Promise<ReplyValueOf<M>>
  job<M extends JobMethod>(method: M, request: RequestOf<M>, signal?: AbortSignal): Promise<ValueOf<M>>
  close(): Promise<void>
}

/** @param settings keeps the settings of the machine in `settings.json` of its folder; else they are forgotten */
export function startTestCore({ settings = false }: { readonly settings?: boolean } = {}): TestCore {
  const folder = mkdtempSync(join(tmpdir(), 'keheng-core-'))
  const client = startCore({
    settingsFile: settings ? join(folder, 'settings.json') : null,
    exportFolder: join(folder, 'exports'),
    version: '0.0.0-test',
  })
  return {
    client,
    folder,
    call: async (method, request) => unwrap(await client.call(method, request)),
    job: async (method, request, signal) =>
      unwrap(await runJob(client, method, request, signal === undefined ? {} : { signal })),
    async close() {
      await client.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
