import { utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startCore } from '#core/client.ts'
import { type TemporaryFolder, temporaryFolder } from '#core/folders.ts'
import { hasEnded } from '#core/jobs.ts'
import { VERSION } from '#core/version.ts'
import { writeCardFile } from '#exchange/sync/keys/key-file.ts'
import { contract, type Method } from '#shared/contract/contract.ts'
import type { Job } from '#shared/contract/jobs.ts'
import type { Reply } from '#shared/contract/reply.ts'
import type { ProblemCode } from '#shared/domain/problem.ts'
import { startWebHost } from '#web/host.ts'
import { buildShell, startShell } from '../../fixtures/shell/desktop-shell.ts'
import { OFFICE } from '../../unit/exchange/sync/parties.ts'
import { CASES_CSV, type Known, REQUESTS } from './requests.ts'

export interface ParityFixture {
  /** The core thread's entry; the app's own when absent. */
  readonly coreEntry?: string
  /**
   * How each valid request ends, its job included. Without it, two shells that fail alike would look like two that
   * work alike.
   */
  readonly outcome: (method: Method) => 'ok' | ProblemCode
}

/** One shell with a core of its own. */
interface Shell {
  readonly folder: TemporaryFolder
  call(method: unknown, request: unknown): Promise<Reply<unknown>>
  close(): Promise<void>
}

interface Answer {
  readonly invalid: Reply<unknown>
  readonly valid: Reply<unknown>
  /** How the job ended, for methods that start one. */
  readonly job: Job | null
}

const HOUR_AGO = new Date(Date.now() - 3_600_000)
const METHODS = Object.keys(REQUESTS) as readonly Method[]

/** Asks every method of the contract through Electron's IPC and through the web host, and compares what comes back. */
export function describeParity(name: string, fixture: () => ParityFixture): void {
  describe(name, () => {
    const given = fixture()
    const shells: Shell[] = []
    let desktop: ReadonlyMap<Method, Answer>
    let web: ReadonlyMap<Method, Answer>

    beforeAll(async () => {
      shells.push(await startDesktop(given), await startWeb(given))
      const [first, second] = await Promise.all(shells.map(askEverything))
      desktop = first ?? new Map()
      web = second ?? new Map()
    })
    afterAll(async () => {
      for (const shell of shells) await shell.close()
    })

    test('the plan asks every method of the contract', () => {
      expect([...METHODS].sort()).toEqual(Object.keys(contract).sort())
    })

    test.each(METHODS)('%s', (method) => {
      const answer = desktop.get(method)
      expect(answer?.invalid).toMatchObject({ ok: false, error: { code: 'bad-request' } })
      expect(outcomeOf(answer), JSON.stringify(answer)).toBe(given.outcome(method))
      expect(answer).toStrictEqual(web.get(method))
    })

    test('a method that does not exist', async () => {
      const replies = await Promise.all(shells.map((shell) => shell.call('cases.burn', {})))
      expect(replies[0]).toMatchObject({ ok: false, error: { code: 'unknown-method' } })
      expect(replies[0]).toStrictEqual(replies[1])
    })
  })
}

function outcomeOf(answer: Answer | undefined): string {
  if (answer === undefined) return 'not asked'
  if (!answer.valid.ok) return answer.valid.error.code
  return answer.job === null || answer.job.state === 'done' ? 'ok' : (answer.job.error?.code ?? answer.job.state)
}

async function askEverything(shell: Shell): Promise<ReadonlyMap<Method, Answer>> {
  const answers = new Map<Method, Answer>()
  const values = new Map<Method, unknown>()
  let jobId = ''
  const known: Known = {
    folder: shell.folder.path,
    value: (method) => values.get(method),
    get jobId() {
      return jobId
    },
  }
  for (const method of METHODS) {
    const invalid = await shell.call(method, REQUESTS[method].invalid)
    const valid = await shell.call(method, REQUESTS[method].valid(known))
    let job: Job | null = null
    if (contract[method].job && valid.ok) {
      const started = (valid.value as { readonly jobId: string }).jobId
      jobId = started
      if (method === 'book.createDemo') {
        // At work, so that what it needs was found; six hundred thousand lines twice would prove no more.
        await jobWhen(shell, started, (now) => now.progress.done > 0)
        await shell.call('jobs.cancel', { jobId })
      }
      job = await jobWhen(shell, started, hasEnded)
    }
    values.set(method, job === null ? (valid.ok ? valid.value : undefined) : job.value)
    answers.set(method, withoutChance({ invalid, valid, job }, shell.folder.path))
  }
  return answers
}

/** The job as soon as it is so, or has ended. */
async function jobWhen(shell: Shell, jobId: string, isSo: (job: Job) => boolean): Promise<Job> {
  for (;;) {
    const reply = await shell.call('jobs.get', { jobId })
    if (!reply.ok) throw new Error(reply.error.message.en)
    const job = reply.value as Job
    if (isSo(job) || hasEnded(job)) return job
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}

/**
 * The same answer with what differs from run to run replaced: ids, times, measured durations and rates, and the
 * folders that are temporary. Nothing else: a missing field must not look like one that is undefined.
 */
function withoutChance(answer: Answer, folder: string): Answer {
  const plain = (text: string) =>
    text
      .replaceAll(folder, '<folder>')
      .replace(/[^\s"]*keheng-export-[^\\/\s"]+/g, '<exports>')
      .replace(/[^\s"]*keheng-paste-[^\\/\s"]+/g, '<paste>')
      .replace(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, '<id>')
      // A defect's id is made from its place in the code, which differs between the bundle and the source.
      .replace(/(^|编号 |\(id )[0-9a-f]{8}(?=$|[）)])/g, '$1<id>')
      .replace(/\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)?/g, '<time>')
      // Keys and items are made anew by each shell; packages are known by what is in them.
      .replace(/\b(\d{5} ){7}\d{5}\b|\b\d{40}\b/g, '<fingerprint>')
      .replace(/\b[ERCAS]-[0-9a-f]{12}\b/g, '<item>')
      .replace(/SHA-256 [0-9a-f]{16}/g, 'SHA-256 <hash>')
      .replace(/\d{8}[-_T]?\d{4,6}/g, '<time>')
      // The second backup of a second.
      .replace(/_\d(?=\.keheng-backup)/g, '')
  const walk = (value: unknown): unknown => {
    if (typeof value === 'string') return plain(value)
    if (Array.isArray(value)) return value.map(walk)
    if (typeof value !== 'object' || value === null) return value
    // A backup holds its time, so its hash is chance; those of files taken in are not.
    const isChance = (key: string) => isMeasured(key) || (key === 'sha256' && 'appVersion' in value)
    return Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, isChance(key) ? '<n>' : walk(entry)]))
  }
  return walk(answer) as Answer
}

function isMeasured(key: string): boolean {
  return ['at', 'packageId', 'milliseconds', 'rate', 'secondsLeft', 'settingsFile', 'progress', 'freeBytes'].includes(
    key,
  )
}

async function prepared(): Promise<TemporaryFolder> {
  const folder = await temporaryFolder('parity')
  const cases = join(folder.path, 'cases.csv')
  writeFileSync(cases, CASES_CSV)
  // The inbox lists what nobody has written to for a moment.
  utimesSync(cases, HOUR_AGO, HOUR_AGO)
  await writeCardFile(join(folder.path, 'office.khid'), OFFICE.card)
  return folder
}

async function startDesktop({ coreEntry }: ParityFixture): Promise<Shell> {
  const folder = await prepared()
  const build = await buildShell(coreEntry)
  const shell = await startShell(build, { KEHENG_CONFIG_DIR: folder.path })
  const hasDone = (step: string) => async () => (await shell.ask({ do: 'state' })).log.includes(step)
  await until(hasDone('load'))
  return {
    folder,
    call: shell.call,
    async close() {
      await shell.ask({ do: 'closeWindow' })
      await until(hasDone('ended'))
      await shell.kill()
      await build.remove()
      await folder.remove()
    },
  }
}

async function startWeb({ coreEntry }: ParityFixture): Promise<Shell> {
  const folder = await prepared()
  const exports = await temporaryFolder('export')
  const client = startCore(
    {
      settingsFile: join(folder.path, 'settings.json'),
      exportFolder: exports.path,
      version: VERSION,
    },
    coreEntry === undefined ? {} : { workerFile: coreEntry },
  )
  const host = await startWebHost({ client, rendererDir: folder.path, exportFolder: exports.path })
  const { origin, hash } = new URL(host.url)
  const headers = { 'Content-Type': 'application/json', Authorization: `Bearer ${hash.replace('#token=', '')}` }
  return {
    folder,
    async call(method, request) {
      const body = JSON.stringify({ method, request })
      const response = await fetch(`${origin}/api/call`, { method: 'POST', headers, body })
      return (await response.json()) as Reply<unknown>
    },
    async close() {
      await host.close()
      await client.close()
      await exports.remove()
      await folder.remove()
    },
  }
}

async function until(isSo: () => Promise<boolean>): Promise<void> {
  const deadline = performance.now() + 10_000
  while (!(await isSo())) {
    if (performance.now() > deadline) throw new Error('the desktop shell did not get that far')
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}
