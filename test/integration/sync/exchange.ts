import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startCore } from '#core/client.ts'
import { runJob } from '#core/run-job.ts'
import { cardFingerprint } from '#exchange/sync/keys/fingerprint.ts'
import { readCardFile } from '#exchange/sync/keys/key-file.ts'
import { addParty, confirmParty } from '#exchange/sync/keys/trust.ts'
import { unwrap } from '#shared/contract/reply.ts'
import type { Period } from '#shared/domain/period.ts'
import { createOffice, type Office, unlockOffice } from '../../../electron/cli/office/folder.ts'
import { type IssueRequest, issuePackages } from '../../../electron/cli/office/issue.ts'
import { answerReturn, receiveReturn } from '../../../electron/cli/office/receive.ts'
import { type OfficeState, writeState } from '../../../electron/cli/office/state.ts'
import { writeTinyPolicy, writeTinyScheme } from '../../fixtures/tiny-department.ts'
import type { TestCore } from '../../support/core.ts'
import { type Month, writeExports } from './hospital.ts'
import { zipFolder } from './zip-folder.ts'

/** A department with a book, an identity of its own, and the office in its trust list. */
export interface Department extends TestCore {
  readonly name: string
  book: string
  /** SHA-256 of the book's file and its log: what is refused leaves both as they were. */
  fingerprint(): string
}

export interface Exchange {
  readonly folder: string
  readonly officeFolder: string
  readonly ortho: Department
  readonly cardio: Department
  /** Packages of a month for both departments, by department. */
  issue(month: Month, more?: Partial<IssueRequest>): Promise<Record<string, string>>
  receive(path: string, newChain?: boolean): ReturnType<typeof receiveReturn>
  answer(to: string, form: string): ReturnType<typeof answerReturn>
  office(): ReturnType<typeof unlockOffice>
  changeOffice(change: (state: OfficeState) => OfficeState): Promise<void>
  /** Starts over: nothing sent, nothing received, new books. Starting cores anew would take seconds. */
  renew(): Promise<void>
  close(): Promise<void>
}

const AT = '2026-04-01 09:00:00'

export async function startExchange(): Promise<Exchange> {
  const folder = mkdtempSync(join(tmpdir(), 'keheng-exchange-'))
  const officeFolder = join(folder, 'office')
  const made: Office = await createOffice(officeFolder, '财务处', null, AT)
  const ortho = await startDepartment(folder, '骨科', made)
  const cardio = await startDepartment(folder, '心内科', made)
  const office = () => unlockOffice(officeFolder, null)
  const scheme = await zipFolder(writeTinyScheme(join(folder, 'scheme')), join(folder, 'TINY.zip'))
  const policy = writeTinyPolicy(join(folder, 'policy.json'), { validTo: null })
  const sending = { encrypt: true, newChain: false }
  return {
    folder,
    officeFolder,
    ortho,
    cardio,
    office,
    async issue(month, more = {}) {
      const exports = writeExports(join(folder, 'exports'), month)
      const report = await issuePackages(await office(), {
        ...sending,
        departments: [],
        period: month as Period,
        files: Object.entries(exports).map(([table, path]) => ({ table: table as keyof typeof exports, path })),
        caseIndex: [],
        // The rules go out with the first month.
        scheme: month === '2026-01' ? { path: scheme, from: '2026-01' as Period } : null,
        policies: month === '2026-01' ? [policy] : [],
        aliases: new Map(),
        whole: [],
        skipRejected: false,
        dryRun: false,
        ...more,
      })
      return Object.fromEntries(
        report.departments.map(({ department, package: sent }) => [department, sent?.file ?? '']),
      )
    },
    receive: async (path, newChain = false) => receiveReturn(await office(), path, { form: 'csv', newChain }),
    answer: async (to, form) => answerReturn(await office(), { ...sending, to, form, by: '王会计' }),
    async changeOffice(change) {
      await writeState(officeFolder, change((await office()).state))
    },
    async renew() {
      await writeState(officeFolder, { ...(await office()).state, packages: [] })
      rmSync(join(officeFolder, 'issued'), { recursive: true, force: true })
      for (const core of [ortho, cardio]) {
        await newBook(core)
        await trustEachOther(core, made)
      }
    },
    async close() {
      await ortho.close()
      await cardio.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

async function startDepartment(parent: string, name: string, office: Office): Promise<Department> {
  const folder = join(parent, name)
  mkdirSync(folder)
  const client = startCore({
    settingsFile: null,
    identityFolder: folder,
    exportFolder: join(folder, 'exports'),
    version: '0.0.0-test',
  })
  const core: Department = {
    name,
    book: '',
    client,
    folder,
    call: async (method, request) => unwrap(await client.call(method, request)),
    job: async (method, request, signal) =>
      unwrap(await runJob(client, method, request, signal === undefined ? {} : { signal })),
    fingerprint: () =>
      [core.book, `${core.book}-wal`]
        .map((path) => (existsSync(path) ? createHash('sha256').update(readFileSync(path)).digest('hex') : 'none'))
        .join(' '),
    close: () => client.close(),
  }
  await core.call('sync.createIdentity', { name: `${name}运营专员`, department: name })
  await core.call('sync.exportCard', { path: join(folder, 'me.khid') })
  await newBook(core)
  await trustEachOther(core, office)
  return core
}

let books = 0
async function newBook(core: Department): Promise<void> {
  core.book = join(core.folder, `book-${++books}.keheng`)
  await core.call('book.create', { path: core.book, name: core.name })
}

/** Cards change hands, and each side reads its fingerprint aloud. */
async function trustEachOther(core: Department, { folder }: Office): Promise<void> {
  const added = await core.call('sync.addParty', { path: join(folder, 'office.khid') })
  await core.call('sync.confirmParty', { fingerprint: added.fingerprint, spoken: added.spoken })
  const theirs = await readCardFile(join(core.folder, 'me.khid'))
  const { state } = await unlockOffice(folder, null)
  const spoken = (await core.call('sync.identity', {}))?.spoken ?? ''
  const fresh = state.trust.filter((party) => party.fingerprint !== cardFingerprint(theirs))
  const trust = confirmParty(addParty(fresh, theirs, AT), cardFingerprint(theirs), spoken, AT)
  await writeState(folder, { ...state, trust })
}
