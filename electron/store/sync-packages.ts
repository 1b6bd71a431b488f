import type { LastPackage, PackageManifest, SyncStream } from '#shared/domain/sync.ts'
import type { ReadableDb, WritableDb } from './database.ts'
import { sql } from './sql.ts'

/** A package that came or went. */
export interface StoredPackage {
  readonly id: number
  readonly direction: 'in' | 'out'
  /** SHA-256 of its manifest. */
  readonly sha256: string
  readonly manifest: PackageManifest
  readonly encrypted: boolean
  readonly fileName: string
  /** When it was applied or written. */
  readonly at: string
  readonly undoneAt: string | null
}

interface Row {
  id: number
  direction: 'in' | 'out'
  sha256: string
  manifest: string
  encrypted: number
  file_name: string
  at: string
  undone_at: string | null
}

const asPackage = (row: Row): StoredPackage => ({
  id: row.id,
  direction: row.direction,
  sha256: row.sha256,
  manifest: JSON.parse(row.manifest) as PackageManifest,
  encrypted: row.encrypted === 1,
  fileName: row.file_name,
  at: row.at,
  undoneAt: row.undone_at,
})

/** For the transaction that applies or sends the package; gives its row's number. */
export function addPackage(db: WritableDb, entry: Omit<StoredPackage, 'id' | 'undoneAt'>): number {
  const { sender, receiver, department, sequence } = entry.manifest
  return db.run(sql`INSERT INTO sync_package
    (direction, sha256, sender, receiver, department, sequence, manifest, encrypted, file_name, at)
    VALUES (${entry.direction}, ${entry.sha256}, ${sender.fingerprint}, ${receiver.fingerprint}, ${department}, ${sequence},
      ${JSON.stringify(entry.manifest)}, ${Number(entry.encrypted)}, ${entry.fileName}, ${entry.at})`).lastId
}

export function markPackageUndone(db: WritableDb, id: number, at: string): void {
  db.run(sql`UPDATE sync_package SET undone_at = ${at} WHERE id = ${id} AND undone_at IS NULL`)
}

/** The last package of a stream, sent or taken; undone ones count, for their numbers are used. */
export function lastOfStream(db: ReadableDb, { sender, receiver, department }: SyncStream): LastPackage | null {
  const row = db.get<LastPackage>(sql`SELECT sequence, sha256 AS id FROM sync_package WHERE sender = ${sender}
    AND receiver = ${receiver} AND department = ${department} ORDER BY sequence DESC LIMIT 1`)
  return row ?? null
}

/** Newest first. */
export function listPackages(db: ReadableDb, offset: number, limit: number): StoredPackage[] {
  return db.all<Row>(sql`SELECT * FROM sync_package ORDER BY id DESC LIMIT ${limit} OFFSET ${offset}`).map(asPackage)
}

export function countPackages(db: ReadableDb): number {
  return db.one<{ n: number }>(sql`SELECT count(*) AS n FROM sync_package`).n
}

export function getPackage(db: ReadableDb, id: number): StoredPackage | undefined {
  const row = db.get<Row>(sql`SELECT * FROM sync_package WHERE id = ${id}`)
  return row && asPackage(row)
}

/** First and last day of a case's charge lines that count, of those of these cases that have any. */
export function chargedSpans(
  db: ReadableDb,
  caseNos: readonly string[],
): { readonly caseNo: string; readonly from: string; readonly to: string; readonly batchId: number }[] {
  return db.all(sql`SELECT wanted.value AS caseNo, substr(min(l.charged_at), 1, 10) AS "from",
      substr(max(l.charged_at), 1, 10) AS "to", max(l.batch_id) AS batchId
    FROM json_each(${JSON.stringify(caseNos)}) AS wanted JOIN case_ref AS r ON r.case_no = wanted.value
    JOIN charge_line AS l ON l.case_id = r.id JOIN batch AS b ON b.id = l.batch_id AND b.state = 'committed'
    GROUP BY wanted.value`)
}
