import { describe, expect, it } from 'vitest'
import { createJobStore, isOver, runJob, untilOver } from '#renderer/data/jobs.ts'
import type { Bridge } from '#shared/contract/bridge.ts'
import type { Job } from '#shared/contract/jobs.ts'
import { ProblemError, problem } from '#shared/domain/problem.ts'

const job = (state: Job['state'], more: Partial<Job> = {}): Job => ({
  id: 'j1',
  method: 'recompute.run',
  label: { zh: '重新计算', en: 'Recompute' },
  state,
  progress: { phase: { zh: '', en: '' }, done: 0, total: null, rate: null, secondsLeft: null },
  ...more,
})

/** A core whose job is in the given state when asked, and which sends nothing by itself. */
function bridgeWith(current: Job): Bridge {
  const answers: Record<string, unknown> = { 'recompute.run': { jobId: current.id }, 'jobs.get': current }
  return {
    shell: 'web',
    call: (method) => Promise.resolve({ ok: true, value: answers[method] as never }),
    onEvent: () => () => {},
    offerFile: () => Promise.reject(new Error('not used')),
    deliverFile: () => Promise.reject(new Error('not used')),
  }
}

describe('the job store', () => {
  it('does not let a late answer revive a job that has ended', () => {
    const store = createJobStore()
    store.apply(job('done', { value: 1 }))
    store.apply(job('running'))
    expect(store.get('j1')?.state).toBe('done')
  })

  it('keeps the newest jobs only', () => {
    const store = createJobStore()
    for (let n = 0; n < 30; n++) store.apply(job('done', { id: `j${n}` }))
    expect(store.list()).toHaveLength(20)
    expect(store.get('j29')).toBeDefined()
    expect(store.get('j0')).toBeUndefined()
  })

  it('tells what is over', () => {
    expect((['queued', 'running', 'done', 'failed', 'cancelled'] as const).map((state) => isOver(job(state)))).toEqual([
      false,
      false,
      true,
      true,
      true,
    ])
  })

  it('wakes whoever waits when the end comes as an event', async () => {
    const store = createJobStore()
    store.apply(job('running'))
    const waiting = untilOver(store, 'j1')
    store.apply(job('done', { value: 7 }))
    expect((await waiting).value).toBe(7)
  })
})

describe('running a job', () => {
  it('finds the value of a job that ended before its first event was heard', async () => {
    const started: string[] = []
    const value = await runJob(bridgeWith(job('done', { value: 42 })), createJobStore(), 'recompute.run', {}, (id) =>
      started.push(id),
    )
    expect(value).toBe(42)
    expect(started).toEqual(['j1'])
  })

  it('throws the problem of a failed job', async () => {
    const { problem: missing } = problem('scheme-missing', '还没有方案', 'No scheme yet')
    await expect(
      runJob(bridgeWith(job('failed', { error: missing })), createJobStore(), 'recompute.run', {}),
    ).rejects.toMatchObject({ problem: { code: 'scheme-missing' } })
  })

  it('throws `cancelled` for a cancelled one', async () => {
    const run = runJob(bridgeWith(job('cancelled')), createJobStore(), 'recompute.run', {})
    await expect(run).rejects.toBeInstanceOf(ProblemError)
    await expect(run).rejects.toMatchObject({ problem: { code: 'cancelled' } })
  })
})
