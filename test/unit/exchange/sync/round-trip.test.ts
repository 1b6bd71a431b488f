import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { openPackage } from '#exchange/sync/package/open-package.ts'
import { type DocumentSource, writePackage } from '#exchange/sync/package/write-package.ts'
import { CONTENTS } from '#exchange/sync/tables/index.ts'
import { period } from '#shared/domain/period.ts'
import { PACKAGE_KINDS, type PackageKind, type SyncTableName } from '#shared/domain/sync.ts'
import { contentOf, draft, readerOf, receiver, request, rowsOf, sampleTables } from './packages.ts'
import { OFFICE, ORTHO, trusted } from './parties.ts'
import { SAMPLE } from './sample-rows.ts'

const folder = await mkdtemp(join(tmpdir(), 'keheng-sync-'))
afterAll(() => rm(folder, { recursive: true, force: true }))

const scheme = join(folder, 'chs-drg-2.0.zip')
const policy = join(folder, 'policy.json')
const operation = join(folder, 'operation.pdf')
await writeFile(scheme, Buffer.alloc(3000, 'scheme'))
await writeFile(policy, '{"format":"payment-policy/1"}')
await writeFile(operation, '%PDF-1.7 …')

const DOCUMENTS: Readonly<Record<PackageKind, readonly DocumentSource[]>> = {
  issue: [
    { role: 'scheme', name: '示范市 2026 分组方案.zip', path: scheme, validFrom: period('2026-04') },
    { role: 'policy', name: 'policy.json', path: policy, validFrom: null },
  ],
  return: [{ role: 'evidence', name: '手术记录 ZY2603001.pdf', path: operation, validFrom: null }],
  answer: [],
}

const ways = PACKAGE_KINDS.flatMap((kind) => [false, true].map((encrypt) => ({ kind, encrypt })))

describe.each(ways)('$kind, encrypted: $encrypt', ({ kind, encrypt }) => {
  const path = join(folder, `${kind}-${encrypt}.khpkg`)

  it('gives back every table, document and total', async () => {
    const made = draft(kind, { tables: sampleTables(kind), documents: DOCUMENTS[kind] })
    const written = await writePackage(path, request(made, { encrypt }))
    await using opened = await openPackage(path, receiver(readerOf(kind)))
    expect(opened).toMatchObject({ id: written.id, manifest: written.manifest, encrypted: encrypt })
    expect(opened.sender.card).toEqual((kind === 'return' ? ORTHO : OFFICE).card)
    for (const name of CONTENTS[kind].tables) expect(await rowsOf(opened.rows(name)), name).toEqual(SAMPLE[name])
    expect(opened.manifest.documents).toHaveLength(DOCUMENTS[kind].length)
    for (const [index, document] of opened.manifest.documents.entries()) {
      const source = DOCUMENTS[kind][index]!
      expect(document).toMatchObject({ role: source.role, name: source.name, validFrom: source.validFrom })
      expect(await readFile(opened.pathOf(document))).toEqual(await readFile(source.path))
    }
  })

  it('shows its content to others only when it is not encrypted', async () => {
    const bytes = await readFile(path)
    expect(bytes.includes('manifest.json')).toBe(!encrypt)
    expect(bytes.subarray(0, 21).toString('latin1') === 'age-encryption.org/v1').toBe(encrypt)
  })
})

describe('a package', () => {
  it('states rows and sums in fen of every table of money', async () => {
    const path = join(folder, 'totals.khpkg')
    const { manifest } = await writePackage(path, request(draft('issue', { tables: sampleTables('issue') })))
    const stated = Object.fromEntries(manifest.tables.map(({ name, rows, totals }) => [name, { rows, totals }]))
    // 43,210.55 + 0.00; 41,000.00; 8,123.00; no fund payment known
    expect(stated.cases).toEqual({
      rows: 2,
      totals: { total_charge: 4_321_055, total_cost: 4_100_000, patient_pay: 812_300, fund_pay: 0 },
    })
    // two lines of 18,500.00 and one refund
    expect(stated.charges).toEqual({ rows: 3, totals: { amount: 1_850_000 } })
    expect(stated.ledger).toEqual({ rows: 2, totals: { amount: 51_989_950 } })
    expect(stated.drivers).toEqual({ rows: 1, totals: {} })
  })

  it('may hold an empty table, and one kind of table alone', async () => {
    const path = join(folder, 'empty.khpkg')
    await writePackage(path, request(draft('issue', { tables: { ledger: [] } })))
    const { manifest, tables } = await contentOf(path, receiver(ORTHO))
    expect(tables).toEqual({ ledger: [] })
    expect(manifest.tables[0]).toMatchObject({ rows: 0, totals: { amount: 0 } })
  })

  it('has no rows of a table it does not hold', async () => {
    const path = join(folder, 'without.khpkg')
    await writePackage(path, request(draft('issue', { tables: { ledger: [] } })))
    await using opened = await openPackage(path, receiver(ORTHO))
    expect(await rowsOf(opened.rows('cases'))).toEqual([])
  })

  it('holds more rows than fit in one piece of the file, drawn from an asynchronous source', async () => {
    const path = join(folder, 'many.khpkg')
    const line = SAMPLE.charges[0]!
    async function* lines() {
      for (let number = 0; number < 5000; number++) yield { ...line, itemName: `项目 ${number}` }
    }
    await writePackage(path, request(draft('issue', { tables: { charges: lines() } }), { encrypt: true }))
    const { tables } = await contentOf(path, receiver(ORTHO))
    expect(tables.charges).toHaveLength(5000)
    expect(tables.charges![4999]).toEqual({ ...line, itemName: '项目 4999' })
  })

  it('unpacks where it is told and leaves nothing there once closed', async () => {
    const work = await mkdtemp(join(folder, 'work-'))
    const path = join(folder, 'closed.khpkg')
    await writePackage(path, request(draft('issue', { tables: sampleTables('issue') }), { encrypt: true }))
    const opened = await openPackage(path, receiver(ORTHO, { folder: work }))
    const [inside] = await readdir(work)
    // The decrypted zip is gone already: only the tables lie there.
    expect((await readdir(join(work, inside!))).every((name) => name.endsWith('.csv'))).toBe(true)
    await opened.close()
    expect(await readdir(work)).toEqual([])
  })

  it('is followed by the next one of its stream, and no other', async () => {
    const path = (number: number): string => join(folder, `chain-${number}.khpkg`)
    const tables = { ledger: SAMPLE.ledger }
    const first = await writePackage(path(1), request(draft('issue', { tables })))
    const second = await writePackage(path(2), request(draft('issue', { tables, sequence: 2, previous: first.id })))
    const lastSequence = () => ({ sequence: 1, id: first.id })
    expect((await contentOf(path(2), receiver(ORTHO, { lastSequence }))).id).toBe(second.id)
  })

  it('asks for the last number of the stream it belongs to', async () => {
    const path = join(folder, 'stream.khpkg')
    await writePackage(path, request(draft('return', { tables: { actions: SAMPLE.actions } })))
    const asked: unknown[] = []
    const lastSequence = (stream: unknown) => {
      asked.push(stream)
      return null
    }
    await contentOf(path, receiver(OFFICE, { lastSequence }))
    const [sender, receiving] = [trusted(ORTHO).fingerprint, trusted(OFFICE).fingerprint]
    expect(asked).toEqual([{ sender, receiver: receiving, department: '骨科' }])
  })

  it('tells how far it is', async () => {
    const path = join(folder, 'progress.khpkg')
    await writePackage(path, request(draft('issue', { tables: sampleTables('issue'), documents: DOCUMENTS.issue })))
    const told: [number, number][] = []
    await contentOf(path, receiver(ORTHO, { onProgress: (done, total) => told.push([done, total]) }))
    const [done, total] = told.at(-1)!
    expect(done).toBe(total)
    expect(told.length).toBeGreaterThan(CONTENTS.issue.tables.length)
  })
})

it('every table is sent by someone', () => {
  const sent = PACKAGE_KINDS.flatMap((kind) => CONTENTS[kind].tables)
  expect(sent.toSorted()).toEqual((Object.keys(SAMPLE) as SyncTableName[]).toSorted())
})
