import { setImmediate as turn } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { toProblem } from '#core/internal-error.ts'
import { createJobQueue, JOBS_KEPT } from '#core/jobs.ts'
import type { Job } from '#shared/contract/jobs.ts'

const LABEL = { zh: '导入', en: 'Import' }
const READING = { zh: '读取', en: 'Reading' }

/** A queue on a clock that only moves when told to. */
function queue() {
  const events: Job[] = []
  let clock = 0
  const jobs = createJobQueue({
    emit: (job) => events.push(job),
    toProblem: (thrown, method) => toProblem(thrown, method, () => {}),
    now: () => clock,
  })
  const ended = async (id: string) => {
    await expect.poll(() => jobs.get(id)?.state, { interval: 2 }).toMatch(/done|failed|cancelled/)
    return jobs.get(id) as Job
  }
  return {
    ...jobs,
    events,
    ended,
    tick: (ms: number) => {
      clock += ms
    },
  }
}

test('jobs run one after another, in the order they came', async () => {
  const { start, ended } = queue()
  const trace: string[] = []
  const job = (name: string, turns: number) =>
    start('imports.commit', LABEL, async () => {
      trace.push(`${name} begins`)
      for (let i = 0; i < turns; i++) await turn()
      trace.push(`${name} ends`)
    })
  const ids = [job('a', 5), job('b', 1), job('c', 3)]
  for (const id of ids) expect((await ended(id)).state).toBe('done')
  expect(trace).toEqual(['a begins', 'a ends', 'b begins', 'b ends', 'c begins', 'c ends'])
})

test('a job tells queued, running, done, and its value', async () => {
  const { start, ended, events } = queue()
  const id = start('recompute.run', LABEL, () => ({ cases: 3 }))
  expect((await ended(id)).value).toEqual({ cases: 3 })
  expect(events.map(({ state }) => state)).toEqual(['queued', 'running', 'done'])
})

test('progress of one phase is sent at most ten times a second, and jobs.get is always up to date', async () => {
  const { start, ended, events, get, tick } = queue()
  let latest: Job | undefined
  const id = start('imports.commit', LABEL, (context) => {
    for (let done = 1; done <= 2000; done++) {
      tick(1)
      context.report({ phase: READING, done, total: 2000 })
    }
    latest = get(id)
  })
  await ended(id)
  const sent = events.filter(({ state, progress }) => state === 'running' && progress.phase === READING)
  // 2,000 ms of work: one event when the phase begins, then one per 100 ms.
  expect(sent.length).toBe(20)
  expect(latest?.progress.done).toBe(2000)
})

test('rate and time left are measured from the beginning of the phase', async () => {
  const { start, ended, events, tick } = queue()
  const id = start('imports.commit', LABEL, ({ report }) => {
    report({ phase: READING, done: 0, total: 1000 })
    tick(400)
    report({ phase: READING, done: 100, total: 1000 })
    tick(600)
    report({ phase: READING, done: 250, total: 1000 })
    tick(200)
    report({ phase: { zh: '汇总', en: 'Summing' }, done: 7, total: null })
  })
  await ended(id)
  const progress = events.filter(({ state }) => state === 'running').map((job) => job.progress)
  expect(progress.slice(1)).toMatchObject([
    { done: 0, rate: null, secondsLeft: null },
    // 0.4 s in, any rate would be noise.
    { done: 100, rate: null, secondsLeft: null },
    // 250 units in 1 s, 750 left.
    { done: 250, rate: 250, secondsLeft: 3 },
    { phase: { en: 'Summing' }, done: 7, rate: null, secondsLeft: null },
  ])
})

test('cancelling a queued job ends it at once and it never runs', async () => {
  const { start, cancel, ended, get } = queue()
  const gate = Promise.withResolvers<void>()
  let ran = false
  const first = start('imports.commit', LABEL, () => gate.promise)
  const second = start('recompute.run', LABEL, () => {
    ran = true
  })
  expect(cancel(second)).toBe(true)
  expect(get(second)).toMatchObject({ state: 'cancelled', error: { code: 'cancelled' } })
  gate.resolve()
  expect((await ended(first)).state).toBe('done')
  await turn()
  expect(ran).toBe(false)
  expect(cancel(second)).toBe(false)
})

test('cancelling a running job makes its next breath throw, so that its transaction rolls back', async () => {
  const { start, cancel, ended } = queue()
  let rolledBack = false
  const id: string = start('imports.commit', LABEL, async ({ breathe, signal }) => {
    try {
      for (;;) await breathe()
    } catch (thrown) {
      rolledBack = signal.aborted
      throw thrown
    }
  })
  await turn()
  expect(cancel(id)).toBe(true)
  expect(await ended(id)).toMatchObject({ state: 'cancelled', error: { code: 'cancelled' } })
  expect(rolledBack).toBe(true)
})

test('a job that had finished before it noticed the cancellation is done, because it has taken effect', async () => {
  const { start, cancel, ended } = queue()
  const gate = Promise.withResolvers<number>()
  const id = start('imports.commit', LABEL, () => gate.promise)
  await turn()
  cancel(id)
  gate.resolve(12)
  expect(await ended(id)).toMatchObject({ state: 'done', value: 12 })
})

test('a cancelled job that fails for another reason says that reason', async () => {
  const { start, cancel, ended } = queue()
  const gate = Promise.withResolvers<void>()
  const id = start('imports.commit', LABEL, () => gate.promise)
  await turn()
  cancel(id)
  gate.reject(new Error('disk full'))
  expect(await ended(id)).toMatchObject({ state: 'failed', error: { code: 'internal' } })
})

test('a failed job does not stop the queue', async () => {
  const { start, ended } = queue()
  const first = start('imports.commit', LABEL, () => Promise.reject(new Error('broken')))
  const second = start('recompute.run', LABEL, () => 1)
  expect((await ended(second)).state).toBe('done')
  expect((await ended(first)).state).toBe('failed')
})

test('the last fifty ended jobs can be asked for, older ones are forgotten', async () => {
  const { start, ended, get, list } = queue()
  const ids = Array.from({ length: JOBS_KEPT + 5 }, (_, n) => start('recompute.run', LABEL, () => n))
  const last = ids.at(-1) as string
  await ended(last)
  expect(list().length).toBe(JOBS_KEPT)
  expect(list()[0]?.id).toBe(last)
  expect(get(ids[4] as string)).toBeUndefined()
  expect(get(ids[5] as string)?.value).toBe(5)
})

test('a short write waits for nobody: it runs when the queue is empty and is refused otherwise', async () => {
  const { start, ended, runBetweenJobs } = queue()
  const gate = Promise.withResolvers<void>()
  const write = runBetweenJobs(() => gate.promise.then(() => 'written'))
  // A job that arrives meanwhile waits; a second write is refused.
  const id = start('recompute.run', LABEL, () => 'computed')
  await expect(runBetweenJobs(async () => 1)).rejects.toMatchObject({ problem: { code: 'busy' } })
  await turn()
  gate.resolve()
  expect(await write).toBe('written')
  expect((await ended(id)).value).toBe('computed')
  expect(await runBetweenJobs(async () => 2)).toBe(2)
})

test('closing cancels everything, waits for the running job and takes no more', async () => {
  const { start, close, get } = queue()
  const running = start('imports.commit', LABEL, async ({ breathe }) => {
    for (;;) await breathe()
  })
  const waiting = start('recompute.run', LABEL, () => 1)
  await turn()
  await close()
  expect(get(running)?.state).toBe('cancelled')
  expect(get(waiting)?.state).toBe('cancelled')
  expect(() => start('recompute.run', LABEL, () => 1)).toThrow(/closing/)
})
