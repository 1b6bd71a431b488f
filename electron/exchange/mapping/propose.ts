import { KINDS, type RecordTemplate } from '#exchange/kinds/index.ts'
import type { KnownTable } from '#exchange/kinds/known-tables.ts'
import type { ColumnSource, FileFormat } from '#shared/contract/imports.ts'
import type { RecordKind } from '#shared/domain/records.ts'
import { contentAgreement, holdsNames, isAgeBand, sampleChoices } from './content.ts'
import { REASON_HEADING } from './heading.ts'
import { knownTable } from './known-table.ts'
import { matchColumns } from './match-columns.ts'
import { recognise } from './recognise.ts'
import { requiredShare } from './required-share.ts'
import { missingColumns } from './template-keys.ts'
import { proposeUnits } from './units.ts'

/** Words that exports write where a value is missing; written into every proposed template, where they can be changed. */
const MISSING_WORDS: readonly string[] = ['-', '--', '—', '——', '/', 'NULL', 'null', '\\N', 'NA', 'N/A', '#N/A']

export interface Proposal {
  readonly template: RecordTemplate
  readonly confidence: number
  readonly missingRequired: readonly string[]
  /** Headings that the template doesn't use. */
  readonly unusedColumns: readonly string[]
}

export interface ProposalContext {
  readonly file?: FileFormat
  /** Rows above the header, where a title may state the unit of all amounts. */
  readonly above?: readonly (readonly string[])[]
}

/**
 * Proposes where each canonical column comes from, from headings, their aliases and a sample of the content. Units,
 * date order, decimal mark and code separator are decided here, for the file or for a column, never for a cell.
 *
 * @param kind the kind asked for; of a known table that is not used, `cases` is proposed unless another is asked for
 */
export function proposeTemplate(
  header: readonly string[],
  sampleRows: readonly (readonly string[])[],
  kind?: RecordKind,
  context: ProposalContext = {},
): Proposal {
  const found = recognise(header)
  const chosen = kind ?? (found.use === 'import' ? found.kind : 'cases')
  const units = proposeUnits(header, matchColumns(header, chosen), context.above ?? [])
  const matches = units.matches
    .filter(({ key, index }) => !(key === 'dx' && chosen === 'cases' && holdsNames(sampleRows, index)))
    .map((match) =>
      match.key === 'age' && chosen === 'cases' && isAgeBand(sampleRows, match.index)
        ? { ...match, key: 'age_band' }
        : match,
    )
  const columns: Record<string, ColumnSource> = {}
  for (const { key, index, values } of matches) {
    columns[key] = {
      from: 'column',
      column: header[index]!,
      ...(values === undefined ? {} : { values: { ...values } }),
    }
  }
  const choices = [
    ...tableChoices(knownTable(header), chosen, columns),
    ...sampleChoices(matches, sampleRows, chosen),
    ...units.ofColumns,
  ]
  for (const [key, value] of choices) columns[key] = { from: 'constant', value }
  const template: RecordTemplate = {
    format: 'import-template/1',
    name: `${KINDS[chosen].label.zh}（自动识别）`,
    kind: chosen,
    version: 1,
    file: context.file ?? {},
    columns,
    missing: [...MISSING_WORDS],
    ...(units.moneyUnit === null ? {} : { moneyUnit: units.moneyUnit }),
  }
  const used = new Set(matches.map(({ index }) => index))
  const sure = kind === undefined ? (found.use === 'import' ? found.confidence : 0) : requiredShare(chosen, matches)
  return {
    template,
    confidence: Math.round(100 * sure * (0.6 + 0.4 * contentAgreement(matches, sampleRows, chosen))) / 100,
    missingRequired: missingColumns(template),
    unusedColumns: header.filter((name, index) => name !== '' && name !== REASON_HEADING && !used.has(index)),
  }
}

/** The choices of a known layout; a column that the file has after all needs no other table. */
function tableChoices(
  table: KnownTable | null,
  kind: RecordKind,
  columns: Readonly<Record<string, ColumnSource>>,
): [string, string][] {
  if (table?.choices === undefined || table.kind !== kind) return []
  return Object.entries(table.choices).filter(([key]) => {
    const column = key.slice(0, key.indexOf('.'))
    return key.endsWith('.table') ? columns[column] === undefined : columns[column] !== undefined
  })
}
