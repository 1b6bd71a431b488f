import type { PackageTable, SyncRow, SyncTableName } from '#shared/domain/sync.ts'
import { readCsv } from '../tables/csv.ts'
import { SYNC_TABLES } from '../tables/index.ts'
import type { SyncTable } from '../tables/table.ts'
import { badRow, totalsDiffer } from './refusals.ts'
import { createTally, type EvidenceCheck } from './tally.ts'

/** An unpacked table: what the manifest says of it, and where it lies. */
export interface TableFile<T extends SyncTableName = SyncTableName> {
  readonly table: PackageTable & { readonly name: T }
  readonly path: string
}

/**
 * The typed rows of an unpacked table, a piece of the file at a time.
 *
 * @param name what to call the package in a problem
 * @throws ProblemError `package-rows` naming table, row (the header is row 1) and column
 */
export async function* tableRows<T extends SyncTableName>(
  name: string,
  { table, path }: TableFile<T>,
  signal?: AbortSignal,
): AsyncGenerator<readonly SyncRow[T][]> {
  const { columns, decode } = SYNC_TABLES[table.name] as unknown as SyncTable<SyncRow[T]>
  const header = columns.map((column) => column.name)
  const broken = (fault: 'encoding' | 'quote', row: number) =>
    badRow(name, table.name, row, null, fault === 'encoding' ? NOT_UTF8 : BAD_QUOTE)
  for await (const { firstRow, rows } of readCsv(path, table.bytes, broken, signal)) {
    const typed: SyncRow[T][] = []
    for (let at = 0; at < rows.length; at++) {
      const cells = rows[at]!
      const row = firstRow + at
      if (row === 1) {
        if (cells.join() !== header.join()) throw badRow(name, table.name, 1, null, WRONG_HEADER)
        continue
      }
      if (cells.length !== header.length) throw badRow(name, table.name, row, null, WRONG_WIDTH)
      const decoded = decode(cells)
      if ('fault' in decoded) throw badRow(name, table.name, row, decoded.fault.column, decoded.fault.why)
      typed.push(decoded.row)
    }
    if (typed.length > 0) yield typed
  }
}

const NOT_UTF8 = { zh: '不是 UTF-8 编码', en: 'not UTF-8' }
const BAD_QUOTE = { zh: '引号不成对', en: 'a quotation mark is unpaired' }
const WRONG_HEADER = { zh: '表头与规定的列不一致', en: 'the header is not that of the table' }
const WRONG_WIDTH = { zh: '单元格个数与表头不一致', en: 'not as many cells as the header' }

/**
 * Reads a table through, and adds it up.
 *
 * @throws ProblemError `package-rows` for the first row that can't be, `package-totals` when count or sums are not as stated
 */
export async function checkTable<T extends SyncTableName>(
  name: string,
  file: TableFile<T>,
  evidence: EvidenceCheck,
  signal?: AbortSignal,
): Promise<void> {
  const { table } = file
  const tally = createTally(SYNC_TABLES[table.name] as unknown as SyncTable<SyncRow[T]>)
  for await (const rows of tableRows(name, file, signal)) {
    for (const row of rows) {
      const fault = tally.add(row) ?? evidence.add(table.name, row)
      if (fault !== null) throw badRow(name, table.name, tally.rows + 1, null, fault)
    }
  }
  if (tally.rows !== table.rows) throw totalsDiffer(name, table.name, 'rows', String(table.rows), String(tally.rows))
  for (const [column, found] of Object.entries(tally.totals())) {
    const stated = table.totals[column]!
    if (stated !== found) throw totalsDiffer(name, table.name, column, yuan(stated), yuan(found))
  }
}

const yuan = (amount: number): string => (amount / 100).toFixed(2)
