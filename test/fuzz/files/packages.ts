import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Encrypter } from 'age-encryption'
import Papa from 'papaparse'
import type { Random } from '#demo/random.ts'
import { type PackageDraft, writePackage } from '#exchange/sync/package/write-package.ts'
import type { PackageManifest, SyncTableName } from '#shared/domain/sync.ts'
import { writeTinyPolicy, writeTinyScheme } from '../../fixtures/tiny-department.ts'
import {
  draft,
  type Entries,
  manifestOf,
  request,
  resign,
  unzip,
  withTable,
} from '../../unit/exchange/sync/packages.ts'
import { CARDIO, OFFICE, ORTHO } from '../../unit/exchange/sync/parties.ts'
import { SAMPLE } from '../../unit/exchange/sync/sample-rows.ts'
import { archiveOf } from './archives.ts'
import { changeJson, type Json } from './change-json.ts'
import { changeTable } from './change-table.ts'
import { damageBytes } from './damage-bytes.ts'
import { zipFolder } from './rules.ts'

/** A good package of the office to the department: its parts, and its bytes plain and encrypted. */
interface WholePackage {
  readonly entries: Entries
  readonly plain: Buffer
  readonly encrypted: Buffer
}

/** Good packages to start from: tables the book takes in, rules, answers, and one it has no place for all of. */
export async function wholePackages(folder: string): Promise<readonly WholePackage[]> {
  const { cases, charges, items, ledger, drivers, benchmarks } = SAMPLE
  const policy = writeTinyPolicy(join(folder, 'april.json'), {
    code: 'APRIL',
    validFrom: '2026-04',
    validTo: '2026-06',
  })
  const scheme = await zipFolder(writeTinyScheme(join(folder, 'scheme-next'), 'NEXT'), join(folder, 'next.zip'))
  const drafts: readonly PackageDraft[] = [
    draft('issue', { tables: { cases, charges } }),
    draft('issue', { tables: { items, ledger, drivers, benchmarks } }),
    draft('issue', {
      tables: {},
      documents: [
        { role: 'policy', name: 'april.json', validFrom: null, path: policy },
        { role: 'scheme', name: 'next.zip', validFrom: null, path: scheme },
      ],
    }),
    draft('answer', { tables: { answers: SAMPLE.answers } }),
    draft('issue', { tables: { cases, charges, settlements: SAMPLE.settlements, budgets: SAMPLE.budgets } }),
  ]
  return Promise.all(
    drafts.map(async (of, n) => {
      const path = join(folder, `whole-${n}.khpkg`)
      await writePackage(path, request(of))
      const plain = await readFile(path)
      return { entries: await unzip(path), plain, encrypted: await encrypt(plain) }
    }),
  )
}

async function encrypt(bytes: Uint8Array): Promise<Buffer> {
  const encrypter = new Encrypter()
  encrypter.addRecipient(ORTHO.card.encryptionKey)
  return Buffer.from(await encrypter.encrypt(bytes))
}

/**
 * A package damaged on its way, or made by a sender who is known and signs whatever he sends: tables and manifest changed
 * and signed again, zips that lie.
 */
export async function packageFile(wholes: readonly WholePackage[], random: Random): Promise<Buffer> {
  const { entries, plain, encrypted } = random.pick(wholes)
  const kind = random.int(0, 9)
  if (kind === 0) return random.chance(0.3) ? plain : damageBytes(plain, random)
  if (kind === 1) return random.chance(0.3) ? encrypted : damageBytes(encrypted, random)
  const changed = kind < 6 ? changedTable(entries, random) : kind < 9 ? changedManifest(entries, random) : entries
  const zip = archiveOf(
    [...changed].map(([name, content]) => ({ name, content })),
    random,
  )
  return random.chance(0.2) ? encrypt(zip) : zip
}

const TABLE = /^tables\/(.+)\.csv$/

function changedTable(entries: Entries, random: Random): Entries {
  const tables = [...entries.keys()].flatMap((path) => TABLE.exec(path)?.[1] ?? []) as SyncTableName[]
  if (tables.length === 0) return changedManifest(entries, random)
  const name = random.pick(tables)
  const rows = Papa.parse<string[]>(entries.get(`tables/${name}.csv`)!.toString('utf8'), { skipEmptyLines: true }).data
  const text = Papa.unparse(changeTable(rows, random), { newline: '\n' })
  const changed = withTable(entries, name, random.chance(0.8) ? `${text}\n` : text, OFFICE)
  return random.chance(0.7) ? changed : changedManifest(changed, random)
}

function changedManifest(entries: Entries, random: Random): Entries {
  const manifest = changeJson(manifestOf(entries) as unknown as Json, random) as unknown as PackageManifest
  return resign(entries, manifest, random.chance(0.9) ? OFFICE : CARDIO)
}
