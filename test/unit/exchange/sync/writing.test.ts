import { createHash } from 'node:crypto'
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it, vi } from 'vitest'
import { isSignedBy } from '#exchange/sync/keys/ed25519.ts'
import { PACKAGE_LIMITS } from '#exchange/sync/package/limits.ts'
import { removeAbandonedPackages, workFolderPrefix } from '#exchange/sync/package/work-folders.ts'
import { type DocumentSource, type WriteRequest, writePackage } from '#exchange/sync/package/write-package.ts'
import { period } from '#shared/domain/period.ts'
import { ProblemError } from '#shared/domain/problem.ts'
import { draft, request, sampleTables, unzip } from './packages.ts'
import { CARDIO, OFFICE, ORTHO, trusted } from './parties.ts'
import { SAMPLE } from './sample-rows.ts'

const folder = await mkdtemp(join(tmpdir(), 'keheng-writing-'))
afterAll(() => rm(folder, { recursive: true, force: true }))
const scan = join(folder, 'scan.pdf')
await writeFile(scan, '%PDF-1.7')
const evidence: DocumentSource = { role: 'evidence', name: SAMPLE.evidence[0]!.document, path: scan, validFrom: null }
const sha256 = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex')

describe('the same draft', () => {
  const made = () => request(draft('return', { tables: sampleTables('return'), documents: [evidence] }))

  it('gives the same bytes, whenever and wherever it is written', async () => {
    const [one, two] = [join(folder, '1.khpkg'), join(folder, '2.khpkg')]
    await writePackage(one, made())
    vi.useFakeTimers({ toFake: ['Date'], now: new Date('2031-07-08T09:10:11Z') })
    vi.stubEnv('TZ', 'America/New_York')
    try {
      await writePackage(two, made())
    } finally {
      vi.useRealTimers()
      vi.unstubAllEnvs()
    }
    expect((await readFile(one)).equals(await readFile(two))).toBe(true)
  })

  it('gives the same manifest, signature and tables on every machine', async () => {
    // How well a zip compresses depends on its zlib, so what is in it is what is held fast here.
    const path = join(folder, 'golden.khpkg')
    const { id } = await writePackage(path, made())
    const entries = await unzip(path)
    const manifest = entries.get('manifest.json')!
    expect([...entries.keys()]).toEqual([
      'tables/explanations.csv',
      'tables/reviews.csv',
      'tables/evidence.csv',
      'tables/code_corrections.csv',
      'tables/actions.csv',
      'tables/sign_off.csv',
      'documents/0001.pdf',
      'manifest.json',
      'manifest.sig',
    ])
    expect(entries.get('tables/sign_off.csv')!.toString('utf8')).toBe(
      [
        'item_id,period,measure,count,amount,signed_by,signed_at',
        'M-2026-03,2026-03,cases,2,,科主任,2026-04-05',
        'M-2026-03,2026-03,charge-lines,3,,科主任,2026-04-05',
        'M-2026-03,2026-03,charge,,43210.55,科主任,2026-04-05',
        'M-2026-03,2026-03,surplus-b1,,-3334.01,科主任,2026-04-05',
        '',
      ].join('\n'),
    )
    expect(sha256(manifest)).toBe(id)
    expect(id).toBe('e07074a2aa3eb08da2c6360e3dc1f3bda380eed8c53c5befb97624636753b4bb')
    expect(sha256(entries.get('manifest.sig')!)).toBe(
      '73ba79ff216efcb67d9ecec1c1560a605acf894dd15afce073b6f937eb188832',
    )
    expect(isSignedBy(ORTHO.card.signingKey, manifest, entries.get('manifest.sig')!)).toBe(true)
  })

  it('has the same id whether it is encrypted or not, and never the same bytes when it is', async () => {
    const paths = ['plain', 'a', 'b'].map((name) => join(folder, `${name}.khpkg`))
    const [plain, a, b] = await Promise.all(
      paths.map((path, index) => writePackage(path, { ...made(), encrypt: index > 0 })),
    )
    expect(new Set([plain!.id, a!.id, b!.id]).size).toBe(1)
    expect((await readFile(paths[1]!)).equals(await readFile(paths[2]!))).toBe(false)
  })
})

describe('a package is not written', () => {
  const issue = (more: object) => request(draft('issue', { tables: { ledger: SAMPLE.ledger }, ...more }))
  const returned = (more: object) => request(draft('return', { tables: sampleTables('return'), ...more }))
  const document = (more: Partial<DocumentSource>) => returned({ documents: [{ ...evidence, ...more }] })

  it.each<[string, WriteRequest, string]>([
    ['from a department as if from the office', { ...issue({}), from: CARDIO }, 'bad-request'],
    ['from the office to itself', { ...issue({}), to: trusted(OFFICE) }, 'bad-request'],
    ['about another department than the receiver’s', issue({ department: '心内科' }), 'bad-request'],
    ['about another department than one’s own', { ...returned({ department: '心内科' }) }, 'bad-request'],
    ['to someone not confirmed', { ...issue({}), to: { ...trusted(ORTHO), confirmedAt: null } }, 'package-sender'],
    ['to someone revoked', { ...issue({}), to: { ...trusted(ORTHO), revokedAt: '2026-01-01' } }, 'package-sender'],
    ['with nothing in it', issue({ tables: {} }), 'bad-request'],
    ['with a table that is not the sender’s to send', issue({ tables: { answers: [] } }), 'bad-request'],
    ['as number 1 after another', issue({ previous: 'a'.repeat(64) }), 'bad-request'],
    ['as an answer to nothing', request(draft('answer', { tables: { answers: [] }, inReplyTo: null })), 'bad-request'],
    ['with a program as evidence', document({ name: 'scan.pdf.exe' }), 'bad-request'],
    ['with a path for a name', document({ name: '../scan.pdf' }), 'bad-request'],
    ['with two files of one name', returned({ documents: [evidence, evidence] }), 'bad-request'],
    ['with a month on evidence', document({ validFrom: period('2026-01') }), 'bad-request'],
    ['with evidence that is gone', document({ path: join(folder, 'gone.pdf') }), 'file-not-found'],
    ['with evidence of no application', document({ name: 'other.pdf' }), 'package-rows'],
    ['with a blank cell', issue({ tables: { ledger: [{ ...SAMPLE.ledger[0]!, element: '' }] } }), 'package-rows'],
    ['with a key twice', issue({ tables: { drivers: [SAMPLE.drivers[0]!, SAMPLE.drivers[0]!] } }), 'package-rows'],
    ['larger than a receiver takes', { ...issue({}), limits: { ...PACKAGE_LIMITS, fileBytes: 500 } }, 'bad-request'],
    ['unpacking to too much', { ...issue({}), limits: { ...PACKAGE_LIMITS, unpackedBytes: 700 } }, 'bad-request'],
    ['with too many files', { ...issue({}), limits: { ...PACKAGE_LIMITS, entries: 2 } }, 'bad-request'],
    ['after a cancel', { ...issue({}), signal: AbortSignal.abort() }, 'cancelled'],
  ])('%s', async (_, given, code) => {
    for (const encrypt of [false, true]) expect(await refused({ ...given, encrypt })).toBe(code)
  })

  it('when it holds so much of the same that a reader would take it for a trap', async () => {
    const ledger = Array.from({ length: 60_000 }, () => SAMPLE.ledger[0]!)
    expect(await refused(issue({ tables: { ledger } }))).toBe('bad-request')
  })

  it('when its rows fail on the way', async () => {
    async function* rows() {
      yield* SAMPLE.ledger
      throw new RangeError('the book is gone')
    }
    for (const encrypt of [false, true]) {
      const writing = writePackage(join(await fresh(), 'x.khpkg'), {
        ...issue({ tables: { ledger: rows() } }),
        encrypt,
      })
      await expect(writing).rejects.toThrow('the book is gone')
    }
  })

  it('where there is no folder', async () => {
    expect(await refused(issue({}), join(folder, 'none', 'x.khpkg'))).toBe('file-not-found')
  })

  it('over an older one, unless it is whole', async () => {
    const path = join(folder, 'older.khpkg')
    await writeFile(path, 'older')
    expect(await refused(document({ path: join(folder, 'gone.pdf') }), path)).toBe('file-not-found')
    expect(await readFile(path, 'utf8')).toBe('older')
  })

  const fresh = (): Promise<string> => mkdtemp(join(folder, 'out-'))

  async function refused(given: WriteRequest, path?: string): Promise<string> {
    const out = await fresh()
    const error = await writePackage(path ?? join(out, 'x.khpkg'), given).then(
      () => null,
      (reason: unknown) => reason,
    )
    expect(await readdir(out)).toEqual([])
    if (error instanceof ProblemError) return error.problem.code
    throw error ?? new Error('it was written')
  }
})

describe('unpacked packages of processes that died', () => {
  it('are removed, those of the living and all else kept', async () => {
    const work = await mkdtemp(join(folder, 'work-'))
    const NOBODY = 2 ** 22 + 1
    const kept = [`${workFolderPrefix()}abc`, 'keheng-other', 'keheng-package-']
    for (const name of [...kept, `keheng-package-${NOBODY}-abc`]) await mkdir(join(work, name))
    expect(await removeAbandonedPackages(work)).toBe(1)
    expect((await readdir(work)).toSorted()).toEqual(kept.toSorted())
    expect(await removeAbandonedPackages(join(work, 'none'))).toBe(0)
  })
})
