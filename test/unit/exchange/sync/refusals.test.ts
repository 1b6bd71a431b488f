import { copyFile, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { signBytes } from '#exchange/sync/keys/ed25519.ts'
import { createIdentity } from '#exchange/sync/keys/identity.ts'
import { addParty, revokeParty } from '#exchange/sync/keys/trust.ts'
import { PACKAGE_LIMITS } from '#exchange/sync/package/limits.ts'
import { type OpenRequest, openPackage } from '#exchange/sync/package/open-package.ts'
import { writePackage } from '#exchange/sync/package/write-package.ts'
import { type Problem, ProblemError } from '#shared/domain/problem.ts'
import type { PackageManifest } from '#shared/domain/sync.ts'
import {
  draft,
  type Entries,
  manifestOf,
  receiver,
  request,
  resign,
  sampleTables,
  unzip,
  withTable,
  writeSample,
  zip,
} from './packages.ts'
import { CARDIO, OFFICE, ORTHO, trusted } from './parties.ts'
import { SAMPLE } from './sample-rows.ts'

const folder = await mkdtemp(join(tmpdir(), 'keheng-refusals-'))
afterAll(() => rm(folder, { recursive: true, force: true }))

const issue = join(folder, 'issue.khpkg')
const encrypted = join(folder, 'encrypted.khpkg')
let entries: Entries = new Map()
let manifest: PackageManifest
beforeAll(async () => {
  await writeSample(issue, 'issue')
  await writePackage(encrypted, request(draft('issue', { tables: { ledger: SAMPLE.ledger } }), { encrypt: true }))
  entries = await unzip(issue)
  manifest = manifestOf(entries)
})

let count = 0
const fresh = (): string => join(folder, `${count++}.khpkg`)

/** The problem a package is refused with; nothing may be left of it. */
async function refusal(path: string, more: Partial<OpenRequest> = {}): Promise<Problem> {
  const work = await mkdtemp(join(folder, 'work-'))
  const opened = openPackage(path, receiver(ORTHO, { folder: work, ...more }))
  const error = await opened.then(
    () => null,
    (reason: unknown) => reason,
  )
  expect(await readdir(work)).toEqual([])
  if (!(error instanceof ProblemError)) throw error ?? new Error('the package was accepted')
  expect(error.problem.message.zh).not.toBe('')
  return error.problem
}

const code = async (path: string, more: Partial<OpenRequest> = {}): Promise<string> => (await refusal(path, more)).code

const refusalOf = async (changed: Entries, more: Partial<OpenRequest> = {}): Promise<Problem> =>
  refusal(await zip(fresh(), changed), more)

/** A manifest changed by a sender who can sign. */
const signedAs = (change: object, by = OFFICE): Entries => resign(entries, { ...manifest, ...change }, by)

describe('a file that is no whole package', () => {
  it('says so in both languages, with what to do', async () => {
    const path = join(folder, '三月.khpkg')
    await writeFile(path, 'case_no,total\n')
    expect(await refusal(path)).toEqual({
      code: 'package-format',
      message: {
        zh: '拒收 三月.khpkg：不是科衡数据包。没有收下任何内容。请选择扩展名为 .khpkg 的文件；普通表格请用“导入”。',
        en: '三月.khpkg is refused: it is not a Keheng package. Nothing of it was taken in. Choose a .khpkg file; plain tables go to Import.',
      },
      details: { file: '三月.khpkg' },
    })
  })

  it('is missing, or empty', async () => {
    expect(await code(join(folder, 'none.khpkg'))).toBe('file-not-found')
    const path = fresh()
    await writeFile(path, '')
    expect(await code(path)).toBe('package-format')
  })

  it.each([0.1, 0.5, 0.9, 0.999])('is cut off after %d of its length', async (share) => {
    for (const [source, expected] of [
      [issue, 'package-damaged'],
      [encrypted, 'package-damaged'],
    ] as const) {
      const bytes = await readFile(source)
      const path = fresh()
      await writeFile(path, bytes.subarray(0, Math.max(30, Math.floor(bytes.length * share))))
      expect(await code(path)).toBe(expected)
    }
  })

  it('begins like an age file and has no header to the end of what is read', async () => {
    const path = fresh()
    await writeFile(path, `age-encryption.org/v1\n${'-> X25519 a\n'.repeat(10_000)}`)
    expect(await code(path)).toBe('package-damaged')
  })

  it('is a zip of something else, or lacks its signature', async () => {
    expect((await refusalOf(new Map([['readme.txt', Buffer.from('hello')]]))).code).toBe('package-unsafe')
    const unsigned = new Map([...entries].filter(([name]) => name !== 'manifest.sig'))
    expect(await refusalOf(unsigned)).toMatchObject({ code: 'package-altered', details: { entry: 'manifest.sig' } })
  })
})

describe('limits', () => {
  const limited = (more: Partial<typeof PACKAGE_LIMITS>) => ({ limits: { ...PACKAGE_LIMITS, ...more } })

  it.each([
    ['the file', { fileBytes: 1000 }],
    ['what it unpacks to', { unpackedBytes: 2000 }],
    ['the number of entries', { entries: 3 }],
    ['the manifest', { manifestBytes: 500 }],
  ])('of %s', async (_, limits) => {
    expect(await code(issue, limited(limits))).toBe('package-unsafe')
  })

  it('of the ratio of all that is in it to the file', async () => {
    const swollen = new Map([...entries, ['tables/ledger.csv', Buffer.alloc(2 * 1024 * 1024)] as const])
    expect(await refusalOf(swollen)).toMatchObject({ code: 'package-unsafe', details: { ratio: 200 } })
  })

  it('of what an entry may unpack to: no more than its directory says', async () => {
    const less = (size: number): number => size - 10
    const tables = manifest.tables.map((table) => ({ ...table, bytes: less(table.bytes) }))
    const path = await zip(fresh(), signedAs({ tables }))
    const bytes = await readFile(path)
    const entry = bytes.lastIndexOf('tables/cases.csv') - 46
    bytes.writeUInt32LE(less(bytes.readUInt32LE(entry + 24)), entry + 24)
    await writeFile(path, bytes)
    const refused = await refusal(path)
    expect(refused.code).toBe('package-damaged')
    expect(refused.details?.detail).toMatch(/too many bytes/)
  })

  it('of entries that share their bytes', async () => {
    const path = await zip(fresh(), entries)
    const bytes = await readFile(path)
    const size = bytes.readUInt32LE(bytes.lastIndexOf('tables/cases.csv') - 46 + 20)
    for (const name of ['tables/charges.csv', 'tables/ledger.csv']) {
      bytes.writeUInt32LE(bytes.length - size, bytes.lastIndexOf(name) - 46 + 20)
    }
    await writeFile(path, bytes)
    expect(await code(path)).toBe('package-unsafe')
  })
})

describe('names in the zip', () => {
  it.each(['tables/../../evil.csv', 'evil.exe', 'documents/0001.exe.lnk', 'tables/Cases.csv', 'documents/运行.pdf'])(
    '%s is refused',
    async (name) => {
      const path = fresh()
      const placeholder = 'x'.repeat(Buffer.byteLength(name))
      await zip(path, [...entries, [placeholder, Buffer.from('MZ')]])
      const bytes = await readFile(path)
      for (let at = bytes.indexOf(placeholder); at >= 0; at = bytes.indexOf(placeholder)) bytes.write(name, at)
      await writeFile(path, bytes)
      expect(await code(path)).toBe('package-unsafe')
    },
  )

  it('twice is once too often', async () => {
    const path = await zip(fresh(), [...entries, ['tables/ledger.csv', Buffer.from('again')]])
    expect(await code(path)).toBe('package-unsafe')
  })

  it('must be in the manifest', async () => {
    const extra = new Map([...entries, ['documents/0001.pdf', Buffer.from('unsigned')] as const])
    expect(await refusalOf(extra)).toMatchObject({ code: 'package-altered', details: { entry: 'documents/0001.pdf' } })
    const less = new Map([...entries].filter(([name]) => name !== 'tables/ledger.csv'))
    expect(await refusalOf(less)).toMatchObject({ code: 'package-altered', details: { entry: 'tables/ledger.csv' } })
  })
})

describe('format and schema', () => {
  it.each([
    ['a newer format', { format: 'khpkg/2' }, { newer: true }],
    ['an older format', { format: 'khpkg/0' }, { newer: false }],
    ['a newer schema', { schema: 2, novelty: true }, { newer: true, schema: 2 }],
    ['an older schema', { schema: 0 }, { newer: false, schema: 0 }],
  ])('%s', async (_, change, details) => {
    expect(await refusalOf(signedAs(change))).toMatchObject({ code: 'package-format', details })
  })

  it.each<[string, object]>([
    ['another format', { format: 'zip' }],
    ['a key nobody knows', { surprise: 1 }],
    ['no month', { period: '2026-13' }],
    ['number 0', { sequence: 0 }],
    ['a first package after another', { previous: 'b'.repeat(64) }],
    ['an issue that answers', { inReplyTo: 'b'.repeat(64) }],
    ['nothing in it', { tables: [], documents: [] }],
  ])('%s', async (_, change) => {
    expect((await refusalOf(signedAs(change))).code).toBe('package-format')
  })

  it('totals of other columns than the table has', async () => {
    const tables = manifest.tables.map((table) => (table.name === 'ledger' ? { ...table, totals: {} } : table))
    expect((await refusalOf(signedAs({ tables }))).code).toBe('package-format')
  })

  it('a table that belongs elsewhere, or is there twice', async () => {
    const [cases] = manifest.tables
    const answers = { ...cases, name: 'answers', path: 'tables/answers.csv', totals: { approved: 0 } }
    expect((await refusalOf(signedAs({ tables: [answers] }))).code).toBe('package-format')
    expect((await refusalOf(signedAs({ tables: [cases, cases] }))).code).toBe('package-format')
  })

  it('a manifest that is no JSON', async () => {
    const bytes = Buffer.from('{')
    const broken = new Map([...entries, ['manifest.json', bytes] as const])
    expect((await refusalOf(broken)).code).toBe('package-format')
  })
})

describe('the sender', () => {
  it('is not in the trust list', async () => {
    expect(await refusal(issue, { trust: [trusted(CARDIO)] })).toMatchObject({
      code: 'package-sender',
      details: { standing: 'unknown', fingerprint: trusted(OFFICE).fingerprint },
    })
  })

  it('is there but its fingerprint was never confirmed', async () => {
    const trust = addParty([], OFFICE.card, '2026-01-06 10:00:00')
    expect(await refusal(issue, { trust })).toMatchObject({
      code: 'package-sender',
      details: { standing: 'unconfirmed' },
    })
  })

  it('was revoked', async () => {
    const trust = revokeParty([trusted(OFFICE)], trusted(OFFICE).fingerprint, '2026-04-01 00:00:00')
    expect(await refusal(issue, { trust })).toMatchObject({
      code: 'package-sender',
      details: { standing: 'revoked', revokedAt: '2026-04-01 00:00:00' },
    })
  })

  it('is a department that issues as if it were the office', async () => {
    const sender = { ...manifest.sender, fingerprint: trusted(CARDIO).fingerprint }
    expect((await refusalOf(signedAs({ sender }, CARDIO))).code).toBe('package-sender')
  })

  it('is a department that speaks for another', async () => {
    const path = fresh()
    await writePackage(path, request(draft('return', { tables: { actions: SAMPLE.actions } })))
    const returned = await unzip(path)
    const forged = resign(returned, { ...manifestOf(returned), department: '心内科' }, ORTHO)
    expect((await refusalOf(forged, { me: OFFICE })).code).toBe('package-sender')
  })
})

describe('the signature', () => {
  it('is of someone else', async () => {
    const forger = await createIdentity({
      name: '财务处',
      role: 'office',
      department: null,
      createdAt: '2026-01-01 00:00:00',
    })
    expect((await refusalOf(signedAs({ period: '2026-04' }, forger))).code).toBe('package-signature')
  })

  it('is of other bytes: every figure of the manifest is under it', async () => {
    const bytes = Buffer.from(entries.get('manifest.json')!.toString('utf8').replace('4321055', '4321054'))
    expect((await refusalOf(new Map([...entries, ['manifest.json', bytes] as const]))).code).toBe('package-signature')
  })

  it('is not even of the right length', async () => {
    for (const length of [0, 63, 64]) {
      const broken = new Map([...entries, ['manifest.sig', Buffer.alloc(length)] as const])
      expect((await refusalOf(broken)).code).toBe('package-signature')
    }
    const long = new Map([...entries, ['manifest.sig', Buffer.alloc(65)] as const])
    expect((await refusalOf(long)).code).toBe('package-unsafe')
  })
})

describe('the receiver', () => {
  it('is someone else', async () => {
    expect(await refusal(issue, { me: CARDIO })).toMatchObject({
      code: 'package-receiver',
      details: { department: '骨科' },
    })
  })

  it('holds another key than the one it is encrypted to', async () => {
    expect(await code(encrypted, { me: CARDIO })).toBe('package-receiver')
  })

  it('is the same key, of another department', async () => {
    expect((await refusalOf(signedAs({ department: '心内科' }))).code).toBe('package-receiver')
  })
})

describe('the sequence', () => {
  const numbered = (sequence: number, previous: string | null): Promise<string> =>
    zip(fresh(), signedAs({ sequence, previous }))
  const last = (sequence: number, id: string) => ({ lastSequence: () => ({ sequence, id }) })
  const A = 'a'.repeat(64)
  const B = 'b'.repeat(64)

  it('has had this package before', async () => {
    await using opened = await openPackage(issue, receiver(ORTHO))
    expect(await refusal(issue, last(1, opened.id))).toMatchObject({
      code: 'package-replayed',
      details: { same: true },
    })
  })

  it('is past this package, or has had another of its number', async () => {
    expect(await refusal(issue, last(5, A))).toMatchObject({
      code: 'package-replayed',
      details: { same: false, last: 5 },
    })
    expect(await refusal(await numbered(5, B), last(5, A))).toMatchObject({ code: 'package-replayed' })
  })

  it('lacks packages before it', async () => {
    const refused = await refusal(await numbered(5, A), last(2, B))
    expect(refused).toMatchObject({ code: 'package-gap', details: { sequence: 5, last: 2 } })
    expect(refused.message.en).toContain('package 3–4 before it')
    expect(await code(await numbered(2, A))).toBe('package-gap')
  })

  it('continues from another package than the one received', async () => {
    expect(await code(await numbered(3, A), last(2, B))).toBe('package-gap')
  })

  it('starts anew only when a person has confirmed it', async () => {
    const path = await numbered(4, null)
    expect(await refusal(path, last(2, A))).toMatchObject({ code: 'package-gap', details: { restart: true } })
    await using opened = await openPackage(path, receiver(ORTHO, { ...last(2, A), acceptRestart: true }))
    expect(opened.manifest.sequence).toBe(4)
    expect(await code(path, { ...last(4, A), acceptRestart: true })).toBe('package-replayed')
  })

  it('may begin above 1 where nothing was received yet', async () => {
    await using opened = await openPackage(await numbered(9, null), receiver(ORTHO))
    expect(opened.manifest.sequence).toBe(9)
  })
})

describe('tables', () => {
  const text = (name: string): string => entries.get(`tables/${name}.csv`)!.toString('utf8')

  it('that are not those of the manifest', async () => {
    const bytes = Buffer.from(text('ledger').replace('520000.00', '520000.01'))
    const changed = new Map([...entries, ['tables/ledger.csv', bytes] as const])
    expect(await refusalOf(changed)).toMatchObject({ code: 'package-altered', details: { entry: 'tables/ledger.csv' } })
  })

  it('whose rows do not come to the control totals', async () => {
    const changed = withTable(entries, 'ledger', text('ledger').replace('520000.00', '520000.01'), OFFICE)
    expect(await refusalOf(changed)).toMatchObject({
      code: 'package-totals',
      details: { table: 'ledger', what: 'amount', stated: '519899.50', found: '519899.51' },
    })
  })

  it('that have lost a row', async () => {
    const lines = text('charges').trimEnd().split('\n')
    const changed = withTable(entries, 'charges', `${lines.slice(0, -1).join('\n')}\n`, OFFICE)
    expect(await refusalOf(changed)).toMatchObject({
      code: 'package-totals',
      details: { what: 'rows', stated: '3', found: '2' },
    })
  })

  it.each([
    ['a wrong header', 'ledger', 'cost_center', 'centre', { row: 1, column: null }],
    ['a cell too many', 'ledger', '人员经费,', '人员经费,,', { row: 2, column: null }],
    ['an amount with a fraction of a fen', 'ledger', '520000.00', '520000.001', { row: 2, column: 'amount' }],
    ['an amount as a spreadsheet shows it', 'ledger', '520000.00', '"520,000.00"', { row: 2, column: 'amount' }],
    ['a day that does not exist', 'cases', '2026-03-12', '2026-02-30', { row: 2, column: 'discharged_at' }],
    ['a blank where there must be something', 'drivers', '床日', '', { row: 2, column: 'driver' }],
    ['a word outside the list', 'settlements', 'normal', 'odd', { row: 2, column: 'outlier' }],
    ['a key twice', 'budgets', '\n2026-03,', '\n2026,', { row: 3, column: null }],
    ['an open quotation mark', 'drivers', '床日', '"床日', { row: 2, column: null }],
  ] as const)('with %s', async (_, name, from, to, details) => {
    expect(text(name)).toContain(from)
    const changed = withTable(entries, name, text(name).replace(from, to), OFFICE)
    expect(await refusalOf(changed)).toMatchObject({ code: 'package-rows', details: { table: name, ...details } })
  })

  it('in another encoding than UTF-8', async () => {
    const gb = Buffer.concat([entries.get('tables/drivers.csv')!, Buffer.of(0xb9, 0xc7, 0x0a)])
    const refused = await refusalOf(withTable(entries, 'drivers', gb, OFFICE))
    expect(refused).toMatchObject({ code: 'package-rows', details: { table: 'drivers', row: 1 } })
    expect(refused.message.en).toContain('not UTF-8')
  })
})

describe('evidence', () => {
  const scan = join(folder, 'scan.pdf')
  const evidence = { role: 'evidence', name: SAMPLE.evidence[0]!.document, path: scan, validFrom: null } as const
  let returned: Entries = new Map()
  beforeAll(async () => {
    await writeFile(scan, '%PDF-1.7')
    const path = fresh()
    await writePackage(path, request(draft('return', { tables: sampleTables('return'), documents: [evidence] })))
    returned = await unzip(path)
  })

  it('of an application that is not there', async () => {
    const text = returned.get('tables/evidence.csv')!.toString('utf8').replace('R-2026-03-1', 'R-9')
    const changed = withTable(returned, 'evidence', text, ORTHO)
    expect((await refusalOf(changed, { me: OFFICE })).code).toBe('package-rows')
  })

  it('that no application mentions', async () => {
    const [header] = returned.get('tables/evidence.csv')!.toString('utf8').split('\n')
    const emptied = withTable(returned, 'evidence', `${header}\n`, ORTHO)
    const stated = manifestOf(emptied)
    const tables = stated.tables.map((table) => (table.name === 'evidence' ? { ...table, rows: 0 } : table))
    const changed = resign(emptied, { ...stated, tables }, ORTHO)
    expect(await refusalOf(changed, { me: OFFICE })).toMatchObject({
      code: 'package-altered',
      details: { entry: evidence.name },
    })
  })

  it.each(['run.exe', 'macro.xlsm', '..\\x.pdf', 'none'])('called %s', async (name) => {
    const stated = manifestOf(returned)
    const documents = stated.documents.map((document) => ({ ...document, name }))
    expect((await refusalOf(resign(returned, { ...stated, documents }, ORTHO), { me: OFFICE })).code).toBe(
      'package-format',
    )
  })
})

describe('opening', () => {
  it('can be cancelled', async () => {
    expect(await code(issue, { signal: AbortSignal.abort() })).toBe('cancelled')
  })

  it('calls the file what the user calls it', async () => {
    const path = fresh()
    await copyFile(issue, path)
    const refused = await refusal(path, { me: CARDIO, name: '财务处三月.khpkg' })
    expect(refused.message.zh).toContain('财务处三月.khpkg')
  })

  it('leaves the package itself untouched', async () => {
    const before = await readFile(issue)
    await code(issue, { me: CARDIO })
    expect((await readFile(issue)).equals(before)).toBe(true)
  })
})

it('a signature of the right length over the right bytes is what makes the difference', async () => {
  const bytes = entries.get('manifest.json')!
  const same = new Map([...entries, ['manifest.sig', signBytes(OFFICE.signingSecret, bytes)] as const])
  await using opened = await openPackage(await zip(fresh(), same), receiver(ORTHO))
  expect(opened.manifest).toEqual(manifest)
})
