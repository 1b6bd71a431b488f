import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import type { Method, ReplyValueOf, RequestOf } from '#shared/contract/contract.ts'
import type { CoreEvent, Job } from '#shared/contract/jobs.ts'
import type { Reply } from '#shared/contract/reply.ts'
import type { Problem } from '#shared/domain/problem.ts'
import type { ServiceEnv } from './handler.ts'
import { logToStderr } from './internal-error.ts'
import { hasEnded } from './jobs.ts'
import type { FromCore, ToCore } from './wire.ts'

/** A shell's hold on the core thread. */
export interface CoreClient {
  call<M extends Method>(method: M, request: RequestOf<M>): Promise<Reply<ReplyValueOf<M>>>
  /** For what arrives over a wire: nothing is known about either argument, the core checks both. */
  forward(method: unknown, request: unknown): Promise<Reply<unknown>>
  onEvent(listener: (event: CoreEvent) => void): () => void
  /**
   * The core ended without being asked. It is not started again: what brought it down would most likely do so again,
   * and a person must know that their last action did not take effect. Every call from now on gets this problem.
   */
  onStopped(listener: (problem: Problem) => void): () => void
  /** Cancels the running job, closes the book and ends the thread. */
  close(): Promise<void>
}

export interface StartOptions {
  /** The thread's entry file, when it is not the app's own (tests bring their own services). */
  readonly workerFile?: string
}

/** How long a job gets to notice its cancellation before the thread is ended from outside. */
const CLOSE_WAIT_MS = 10_000

/**
 * Rows in passing die young: at V8's own 48 MB they only wait longer for it, and a large import holds 100 MB more for no speed.
 */
const YOUNG_GENERATION_MB = 24

/** Starts the core thread; resolves at once, calls wait until the services stand. */
export function startCore(env: ServiceEnv, options: StartOptions = {}): CoreClient {
  const worker = new Worker(options.workerFile ?? coreWorkerFile(), {
    workerData: env,
    name: 'keheng-core',
    resourceLimits: { maxYoungGenerationSizeMb: YOUNG_GENERATION_MB },
  })
  const pending = new Map<number, (reply: Reply<unknown>) => void>()
  const unfinished = new Map<string, Job>()
  const listeners = new Set<(event: CoreEvent) => void>()
  const stopListeners = new Set<(problem: Problem) => void>()
  let lastId = 0
  let state: 'running' | 'closing' | 'stopped' = 'running'
  let stopped: Problem | null = null

  const exited = new Promise<void>((resolve) => {
    worker.once('exit', (code) => {
      end(state === 'closing' ? closedProblem : crashProblem(`exit ${code}`))
      resolve()
    })
  })
  worker.on('error', (error) => {
    // The class and code only: an error's text may quote what it was working on.
    const code = 'code' in error && typeof error.code === 'string' ? error.code : error.name
    logToStderr(`keheng: the core thread stopped: ${code}`)
    end(crashProblem(code))
  })
  worker.on('message', (message: FromCore) => {
    if (message.type === 'reply') {
      pending.get(message.id)?.(message.reply)
      pending.delete(message.id)
    } else if (message.type === 'event') {
      emit(message.event)
    }
  })

  function emit(event: CoreEvent): void {
    if (event.type === 'job') {
      if (hasEnded(event.job)) unfinished.delete(event.job.id)
      else unfinished.set(event.job.id, event.job)
    }
    for (const listener of [...listeners]) listener(event)
  }

  function end(problem: Problem): void {
    if (stopped !== null) return
    stopped = problem
    const crashed = state !== 'closing'
    state = 'stopped'
    for (const settle of pending.values()) settle({ ok: false, error: problem })
    pending.clear()
    if (!crashed) return
    for (const job of [...unfinished.values()]) emit({ type: 'job', job: { ...job, state: 'failed', error: problem } })
    // Pages ask again, and each of them shows why it gets no answer.
    emit({ type: 'book-changed' })
    for (const listener of [...stopListeners]) listener(problem)
  }

  function forward(method: unknown, request: unknown): Promise<Reply<unknown>> {
    if (stopped !== null) return Promise.resolve({ ok: false, error: stopped })
    if (state === 'closing') return Promise.resolve({ ok: false, error: closedProblem })
    const id = ++lastId
    return new Promise((resolve) => {
      pending.set(id, resolve)
      try {
        worker.postMessage({ type: 'call', id, method, request } satisfies ToCore)
      } catch {
        pending.delete(id)
        resolve({ ok: false, error: unsendableProblem })
      }
    })
  }

  return {
    forward,
    // The core answers each method with that method's type; the wire in between is untyped.
    call: (method, request) => forward(method, request) as Promise<Reply<never>>,
    onEvent: (listener) => subscribe(listeners, listener),
    onStopped: (listener) => subscribe(stopListeners, listener),
    async close() {
      if (state === 'running') {
        state = 'closing'
        worker.postMessage({ type: 'close' } satisfies ToCore)
      }
      const timer = setTimeout(() => void worker.terminate(), CLOSE_WAIT_MS)
      await exited
      clearTimeout(timer)
    },
  }
}

function subscribe<T>(listeners: Set<(value: T) => void>, listener: (value: T) => void): () => void {
  listeners.add(listener)
  return () => {
    listeners.delete(listener)
  }
}

/** The worker lies beside this module in both forms: TypeScript source, and the bundle this module is part of. */
function coreWorkerFile(): string {
  return join(import.meta.dirname, import.meta.filename.endsWith('.ts') ? 'worker.ts' : 'core-worker.js')
}

function crashProblem(cause: string): Problem {
  return {
    code: 'internal',
    message: {
      zh: '数据核心意外停止，尚未完成的操作没有生效。请关闭并重新打开科衡。',
      en: 'The data core stopped unexpectedly; what was not finished did not take effect. Close Keheng and open it again.',
    },
    details: { cause },
  }
}

const closedProblem: Problem = {
  code: 'busy',
  message: { zh: '程序正在关闭。', en: 'The program is closing.' },
}

const unsendableProblem: Problem = {
  code: 'bad-request',
  message: { zh: '请求里有不能传送的内容。', en: 'The request holds something that cannot be sent.' },
}
