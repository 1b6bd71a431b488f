import { cpSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { type CoreClient, startCore } from '#core/client.ts'
import { runJob } from '#core/run-job.ts'
import { cardFingerprint } from '#exchange/sync/keys/fingerprint.ts'
import { writeCardFile, writeKeyFile } from '#exchange/sync/keys/key-file.ts'
import { writePackage } from '#exchange/sync/package/write-package.ts'
import type { JobMethod, Method, RequestOf } from '#shared/contract/contract.ts'
import { unwrap } from '#shared/contract/reply.ts'
import { fen } from '#shared/domain/money.ts'
import { aCase, aLine } from '../../fixtures/book.ts'
import {
  BACK,
  KNEE,
  THREE_GROUPS,
  type TinyCase,
  type TinyLine,
  writeCases,
  writeLines,
  writeTinyPolicy,
  writeTinyScheme,
} from '../../fixtures/tiny-department.ts'
import { draft, request } from '../../unit/exchange/sync/packages.ts'
import { OFFICE, ORTHO } from '../../unit/exchange/sync/parties.ts'
import { settingsOf } from './orders.ts'

/** One job that processes are killed in, and the book it begins with. */
export interface Operation {
  readonly name: string
  readonly method: JobMethod
  readonly request: unknown
  /** A folder with the book and its backups, not to be written to. */
  readonly state: string
  /** The job leaves the book as it is; what it makes lies beside it. */
  readonly keepsBook?: boolean
}

export const BOOK = 'a.keheng'

/**
 * Makes the books that operations begin with, and the files they need, under one folder.
 * @param cases in the book; as many come in with the file that is imported, half of them known already
 */
export async function makeOperations(folder: string, cases: number, lines: number): Promise<readonly Operation[]> {
  const file = (name: string) => join(folder, name)
  await writeKeyFile(file('identity.khkey'), ORTHO, null)
  await writeCardFile(file('identity.khid'), ORTHO.card)
  await writeCardFile(file('office.khid'), OFFICE.card)
  const live = file('live')
  mkdirSync(live)
  const book = join(live, BOOK)
  const env = { settingsFile: settingsOf(book), identityFolder: folder, exportFolder: folder, version: '0' }
  const client = startCore(env)
  const desk = deskOf(client)

  /** Keeps the book as it is now under a name, and goes on. */
  const keep = async (name: string): Promise<string> => {
    await desk.call('book.close', {})
    cpSync(live, file(name), { recursive: true })
    await desk.call('book.open', { path: book })
    return file(name)
  }
  /** The book of a kept state, in the place of the one at hand. */
  const goBack = async (state: string): Promise<void> => {
    await desk.call('book.close', {})
    cpSync(state, live, { recursive: true })
    await desk.call('book.open', { path: book })
  }
  const commit = (path: string, kind: 'cases' | 'charges') => ({ source: { path, kind }, skipRejected: false })

  await desk.call('book.create', { path: book, name: '骨科' })
  await desk.job('schemes.add', { path: writeTinyScheme(file('scheme')) })
  await desk.call('policies.add', { path: writeTinyPolicy(file('policy.json'), { validFrom: '2025-01' }) })
  await desk.job('imports.commit', commit(writeCases(file('cases.csv'), someCases('K', cases)), 'cases'))
  await desk.job('imports.commit', commit(writeLines(file('lines.csv'), someLines(cases, lines, '10.00')), 'charges'))
  await desk.job('recompute.run', {})
  await desk.job('schemes.add', { path: writeTinyScheme(file('next'), 'NEXT', THREE_GROUPS) })
  await desk.job('recompute.run', {})
  await desk.call('patients.renewKey', {})
  await desk.call('sync.addParty', { path: file('office.khid') })
  const fingerprint = cardFingerprint(OFFICE.card)
  await desk.call('sync.confirmParty', { fingerprint, spoken: fingerprint })
  await desk.job('schemes.try', { schemeId: 2 })
  const made = await desk.job('backups.create', { folder: file('kept') })
  const backup = (made as { backup: { path: string } }).backup.path
  const base = await keep('base')

  const importCases = commit(writeCases(file('more.csv'), someCases('K', cases, cases / 2)), 'cases')
  const importLines = commit(writeLines(file('more-lines.csv'), someLines(cases, lines, '2.50')), 'charges')
  const apply = { path: await somePackage(file('issue.khpkg'), cases) }
  await desk.job('imports.commit', importCases)
  const withCases = await keep('with-cases')
  await desk.job('backups.restore', { path: backup })
  const restored = await keep('restored')
  await goBack(base)
  await desk.job('imports.commit', importLines)
  const withLines = await keep('with-lines')
  await goBack(base)
  await desk.job('schemes.accept', { trialId: 1 })
  const accepted = await keep('accepted')
  await goBack(base)
  await desk.job('sync.apply', apply)
  const applied = await keep('applied')
  await client.close()

  return [
    { name: 'import of cases', method: 'imports.commit', request: importCases, state: base },
    { name: 'import of charges', method: 'imports.commit', request: importLines, state: base },
    { name: 'undo of cases', method: 'commands.undo', request: {}, state: withCases },
    { name: 'undo of charges', method: 'commands.undo', request: {}, state: withLines },
    { name: 'recompute', method: 'recompute.run', request: {}, state: withCases },
    { name: 'trial', method: 'schemes.try', request: { schemeId: 2, from: '2025-06' }, state: base },
    { name: 'accept', method: 'schemes.accept', request: { trialId: 1 }, state: base },
    { name: 'undo of accept', method: 'commands.undo', request: {}, state: accepted },
    { name: 'package', method: 'sync.apply', request: apply, state: base },
    { name: 'undo of package', method: 'commands.undo', request: {}, state: applied },
    { name: 'close of a month', method: 'periods.close', request: { month: '2025-03' }, state: base },
    { name: 'deletion of a year', method: 'periods.deleteYear', request: { year: '2025' }, state: base },
    { name: 'backup', method: 'backups.create', request: {}, state: base, keepsBook: true },
    { name: 'restore', method: 'backups.restore', request: { path: backup }, state: withCases },
    { name: 'undo of restore', method: 'backups.undoRestore', request: {}, state: restored },
  ]
}

function deskOf(client: CoreClient) {
  return {
    call: async <M extends Method>(method: M, asked: RequestOf<M>) => unwrap(await client.call(method, asked)),
    job: async <M extends JobMethod>(method: M, asked: RequestOf<M>): Promise<unknown> =>
      unwrap(await runJob(client, method, asked)),
  }
}

/** Cases over the months of 2025 and the first two of 2026; their numbers count from `from`. */
function someCases(prefix: string, count: number, from = 0): TinyCase[] {
  return Array.from({ length: count }, (_, n) => {
    const number = from + n
    const month = number % 14
    const date = `${2025 + Math.floor(month / 12)}-${String((month % 12) + 1).padStart(2, '0')}`
    return {
      caseNo: `${prefix}${number}`,
      age: 50 + (number % 40),
      from: `${date}-02 09:00:00`,
      to: `${date}-12 10:00:00`,
      los: 10,
      team: number % 3 === 0 ? '一组' : '二组',
      physician: '医师甲',
      codes: number % 2 === 0 ? KNEE : BACK,
      insurance: number % 5 === 0 ? '居民' : '职工',
      charge: `${9_000 + number * 13}.50`,
      cost: `${8_000 + number * 7}.00`,
      patient: '1000.00',
    }
  })
}

const someLines = (cases: number, count: number, amount: string): TinyLine[] =>
  Array.from({ length: count }, (_, n) => [`K${n % cases}`, ['04', '08', '09'][n % 3]!, amount] as const)

/** A month's issue: cases, some known to the book, with their lines. */
async function somePackage(path: string, cases: number): Promise<string> {
  const records = Array.from({ length: cases }, (_, n) => aCase({ caseNo: n % 4 === 0 ? `K${n}` : `P${n}` }))
  const lines = records.flatMap(({ caseNo }) =>
    Array.from({ length: 25 }, (_, n) => aLine({ caseNo, itemCode: `L${n % 9}`, amount: fen(100 + n) })),
  )
  await writePackage(path, request(draft('issue', { tables: { cases: records, charges: lines } }), { encrypt: true }))
  return path
}
