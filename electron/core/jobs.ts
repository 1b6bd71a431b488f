import { randomUUID } from 'node:crypto'
import type { Job } from '#shared/contract/jobs.ts'
import type { Bilingual } from '#shared/domain/bilingual.ts'
import { type Problem, type ProblemError, problem } from '#shared/domain/problem.ts'
import { createBreather } from './breather.ts'
import type { CallContext } from './handler.ts'
import { createProgressMeter } from './progress.ts'

/** Finished jobs that can still be asked for. */
export const JOBS_KEPT = 50
/** Shortest time between two progress events of the same phase, in milliseconds. */
const EVENT_GAP_MS = 100

const WAITING: Bilingual = { zh: '等待前面的任务', en: 'Waiting for the job before it' }

export interface JobQueue {
  /** Puts a job at the end of the queue and returns its id; it starts when all earlier ones have ended. */
  start(method: string, label: Bilingual, run: (context: CallContext) => unknown): string
  get(jobId: string): Job | undefined
  /** Newest first. */
  list(): readonly Job[]
  /** False when there is no such job or it has ended already. */
  cancel(jobId: string): boolean
  /** Runs a short write between jobs; throws `busy` while a job, or another such write, is queued or running. */
  runBetweenJobs<T>(write: () => Promise<T>): Promise<T>
  /** Cancels everything and resolves when nothing runs any more. */
  close(): Promise<void>
}

interface Entry {
  job: Job
  readonly run: (context: CallContext) => unknown
  readonly abort: AbortController
}

export interface JobQueueOptions {
  readonly emit: (job: Job) => void
  readonly toProblem: (thrown: unknown, method: string) => Problem
  /** Milliseconds of a monotonic clock. */
  readonly now?: () => number
}

/** One writer at a time: jobs run one after another in the order they came. */
export function createJobQueue(options: JobQueueOptions): JobQueue {
  const now = options.now ?? (() => performance.now())
  const waiting: Entry[] = []
  const entries = new Map<string, Entry>()
  let running: Entry | null = null
  let writing = false
  let closed = false
  let idle: (() => void)[] = []

  function change(entry: Entry, change: Partial<Job>): void {
    entry.job = { ...entry.job, ...change }
    options.emit(entry.job)
  }

  function next(): void {
    if (running !== null || writing) return
    const entry = waiting.shift()
    if (entry === undefined) {
      for (const resolve of idle) resolve()
      idle = []
      return
    }
    running = entry
    void runEntry(entry).finally(() => {
      running = null
      forgetOldest()
      next()
    })
  }

  async function runEntry(entry: Entry): Promise<void> {
    const { signal } = entry.abort
    const meter = createProgressMeter(now)
    let lastEvent = now()
    let lastPhase = entry.job.label.en
    change(entry, { state: 'running', progress: meter.measure({ phase: entry.job.label, done: 0, total: null }) })
    try {
      const value = await entry.run({
        signal,
        breathe: createBreather(signal),
        report(report) {
          const progress = meter.measure(report)
          const due = report.phase.en !== lastPhase || now() - lastEvent >= EVENT_GAP_MS
          if (!due) {
            entry.job = { ...entry.job, progress }
            return
          }
          lastPhase = report.phase.en
          lastEvent = now()
          change(entry, { progress })
        },
      })
      // A job that finished before it noticed the cancellation has taken effect, and says so.
      change(entry, { state: 'done', value: value ?? null })
    } catch (thrown) {
      const error = options.toProblem(thrown, entry.job.method)
      const cancelled = signal.aborted && error.code === 'cancelled'
      change(entry, { state: cancelled ? 'cancelled' : 'failed', error })
    }
  }

  function forgetOldest(): void {
    const ended = [...entries.values()].filter(({ job }) => hasEnded(job))
    for (const { job } of ended.slice(0, Math.max(0, ended.length - JOBS_KEPT))) entries.delete(job.id)
  }

  function cancel(jobId: string): boolean {
    const entry = entries.get(jobId)
    if (entry === undefined || hasEnded(entry.job)) return false
    const reason = cancelledProblem()
    entry.abort.abort(reason)
    const place = waiting.indexOf(entry)
    if (place >= 0) {
      waiting.splice(place, 1)
      change(entry, { state: 'cancelled', error: reason.problem })
      forgetOldest()
    }
    return true
  }

  return {
    start(method, label, run) {
      if (closed) throw closedProblem()
      const progress = { phase: WAITING, done: 0, total: null, rate: null, secondsLeft: null }
      const job: Job = { id: randomUUID(), method, label, state: 'queued', progress }
      const entry: Entry = { job, run, abort: new AbortController() }
      entries.set(job.id, entry)
      waiting.push(entry)
      options.emit(job)
      // The reply with the id goes out before the job's first slice of work.
      setImmediate(next)
      return job.id
    },
    get: (jobId) => entries.get(jobId)?.job,
    list: () => [...entries.values()].map(({ job }) => job).reverse(),
    cancel,
    async runBetweenJobs(write) {
      if (closed) throw closedProblem()
      if (running !== null || waiting.length > 0 || writing) throw busyProblem(running?.job.label)
      writing = true
      try {
        return await write()
      } finally {
        writing = false
        next()
      }
    },
    async close() {
      closed = true
      for (const jobId of entries.keys()) cancel(jobId)
      if (running === null && !writing) return
      await new Promise<void>((resolve) => idle.push(resolve))
    },
  }
}

export function hasEnded(job: Job): boolean {
  return job.state === 'done' || job.state === 'failed' || job.state === 'cancelled'
}

function cancelledProblem(): ProblemError {
  return problem('cancelled', '任务已取消，没有留下任何改动。', 'The job was cancelled and left no change behind.')
}

function closedProblem(): ProblemError {
  return problem('busy', '程序正在关闭。', 'The program is closing.')
}

function busyProblem(label: Bilingual | undefined): ProblemError {
  const what = label ?? { zh: '另一项改动', en: 'another change' }
  return problem(
    'busy',
    `“${what.zh}”还在进行，请等它结束或先取消它，再试一次。`,
    `“${what.en}” is still under way; wait for it or cancel it, then try again.`,
  )
}
