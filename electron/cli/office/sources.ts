import { join } from 'node:path'
import { inspectRecords } from '#exchange/inspect-file.ts'
import { columnsOf, type RecordTemplate } from '#exchange/kinds/index.ts'
import { readRecords } from '#exchange/read-records.ts'
import { readShippedTemplates } from '#exchange/shipped-templates.ts'
import type { RowIssue } from '#shared/contract/imports.ts'
import { problem } from '#shared/domain/problem.ts'
import type { RecordOf } from '#shared/domain/records.ts'
import type { RECORD_TABLES } from '#shared/domain/sync.ts'

export type RecordTable = (typeof RECORD_TABLES)[number]

/** A hospital-wide file and the table it goes into. */
export interface SourceFile {
  readonly table: RecordTable
  readonly path: string
}

export interface SourceTally {
  readonly path: string
  readonly table: RecordTable
  rows: number
  warned: number
  rejected: number
}

const SHIPPED = join(import.meta.dirname, '..', '..', '..', 'resources', 'templates')

/** Templates that may fit a file: those that come with the program. */
export const shippedTemplates = (): Promise<readonly RecordTemplate[]> => readShippedTemplates(SHIPPED)

/**
 * The records of a hospital-wide file, as an import would read them, some at a time.
 *
 * @param skipRejected leaves rows out that cannot be read, instead of refusing the file
 * @throws ProblemError those of reading, `column-missing`, `rows-rejected` naming the first row
 */
export async function* sourceRecords<T extends RecordTable>(
  { table, path }: SourceFile & { readonly table: T },
  templates: readonly RecordTemplate[],
  skipRejected: boolean,
  tally: SourceTally,
): AsyncGenerator<readonly RecordOf[T][]> {
  const inspection = await inspectRecords({ path, kind: table }, templates)
  requireColumns(inspection.name, table, inspection.missingRequired)
  const template = inspection.template as RecordTemplate<T>
  for await (const chunk of readRecords<T>({ path }, template)) {
    const records: RecordOf[T][] = []
    for (const { verdict, record, issues } of chunk.rows) {
      tally.rows++
      if (verdict === 'warning') tally.warned++
      if (verdict === 'rejected') {
        tally.rejected++
        if (!skipRejected) throw rejected(inspection.name, issues)
      }
      if (record !== null) records.push(record)
    }
    yield records
  }
}

function requireColumns(file: string, table: RecordTable, missing: readonly string[]): void {
  if (missing.length === 0) return
  const labels = missing.map((column) => columnsOf(table).find(({ name }) => name === column)?.label)
  const zh = labels.map((label, at) => label?.zh ?? missing[at]).join('、')
  const en = labels.map((label, at) => label?.en ?? missing[at]).join(', ')
  throw problem(
    'column-missing',
    `${file} 缺少必需的列：${zh}。请补上这些列后重试。`,
    `${file} lacks required columns: ${en}. Add them and try again.`,
    { file, columns: missing.join(',') },
  )
}

function rejected(file: string, issues: readonly RowIssue[]) {
  const issue = issues.find(({ verdict }) => verdict === 'rejected')
  return problem(
    'rows-rejected',
    `${file} 有不能使用的行，未生成任何数据包。${issue?.message.zh ?? ''}请改正，或用 --skip-rejected 跳过。`,
    `${file} has rows that cannot be used; no package was made. ${issue?.message.en ?? ''} Correct them, or leave them out by --skip-rejected.`,
    { file, row: issue?.row ?? null, column: issue?.column ?? null },
  )
}
