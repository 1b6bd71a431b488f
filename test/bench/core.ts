import { join } from 'node:path'
import { type CoreClient, startCore } from '#core/client.ts'
import { runJob } from '#core/run-job.ts'
import type { JobMethod, Method, ReplyValueOf, RequestOf, ValueOf } from '#shared/contract/contract.ts'
import type { Reply } from '#shared/contract/reply.ts'
import { ProblemError } from '#shared/domain/problem.ts'
import { longestGap } from './statistics.ts'

/** The real core thread; calls return the value or throw the problem. */
export interface BenchCore {
  call<M extends Method>(method: M, request: RequestOf<M>): Promise<ReplyValueOf<M>>
  job<M extends JobMethod>(method: M, request: RequestOf<M>): Promise<ValueOf<M>>
  /** Runs some work while `app.ping` is asked every 50 ms; tells the longest stretch without an answer. */
  whilePinging<T>(work: () => Promise<T>): Promise<{ readonly value: T; readonly longestGapMs: number }>
  close(): Promise<void>
}

export function startBenchCore(folder: string): BenchCore {
  const client = startCore({
    settingsFile: null,
    exportFolder: join(folder, 'exports'),
    version: '0.0.0-bench',
  })
  return {
    call: async (method, request) => valueOrThrow(await client.call(method, request)),
    job: async (method, request) => valueOrThrow(await runJob(client, method, request)),
    whilePinging: (work) => whilePinging(client, work),
    close: () => client.close(),
  }
}

function valueOrThrow<T>(reply: Reply<T>): T {
  if (reply.ok) return reply.value
  throw new ProblemError(reply.error)
}

const PING_MS = 50

async function whilePinging<T>(client: CoreClient, work: () => Promise<T>) {
  const answered: number[] = []
  // The first answer waits for the core to start, which is not what is measured.
  await client.call('app.ping', {})
  const started = performance.now()
  const timer = setInterval(() => {
    void client.call('app.ping', {}).then(() => answered.push(performance.now()))
  }, PING_MS)
  try {
    const value = await work()
    return { value, longestGapMs: longestGap(started, [...answered, performance.now()]) }
  } finally {
    clearInterval(timer)
  }
}
