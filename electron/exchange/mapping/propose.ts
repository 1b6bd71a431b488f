import { KINDS } from '#exchange/kinds/index.ts'
import type { ColumnSource, FileFormat, ImportKind, ImportTemplate } from '#shared/contract/imports.ts'
import { contentAgreement, isAgeBand, sampleChoices } from './content.ts'
import { statedUnit } from './heading.ts'
import { type Match, matchColumns } from './match-columns.ts'
import { recogniseKind, requiredShare } from './recognise.ts'
import { missingColumns } from './template-keys.ts'

/** Words that exports write where a value is missing; written into every proposed template, where they can be changed. */
const MISSING_WORDS: readonly string[] = ['-', '--', '—', '——', '/', 'NULL', 'null', '\\N', 'NA', 'N/A', '#N/A']

export interface Proposal {
  readonly template: ImportTemplate
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
 * date order, decimal mark and code separator are decided here for the whole file. Amounts whose unit is stated but
 * can't be expressed (千元, or two units in one file) are left unmapped rather than read wrongly.
 */
export function proposeTemplate(
  header: readonly string[],
  sampleRows: readonly (readonly string[])[],
  kind?: ImportKind,
  context: ProposalContext = {},
): Proposal {
  const chosen = kind ?? recogniseKind(header).kind
  const money = moneyUnit(header, matchColumns(header, chosen), context.above ?? [])
  const matches = money.matches.map((match) =>
    match.key === 'age' && isAgeBand(sampleRows, match.index) ? { ...match, key: 'age_band' } : match,
  )
  const columns: Record<string, ColumnSource> = {}
  for (const { key, index, values } of matches) {
    columns[key] = {
      from: 'column',
      column: header[index]!,
      ...(values === undefined ? {} : { values: { ...values } }),
    }
  }
  for (const [key, value] of sampleChoices(matches, sampleRows, chosen)) columns[key] = { from: 'constant', value }
  const template: ImportTemplate = {
    format: 'import-template/1',
    name: `${KINDS[chosen].label.zh}（自动识别）`,
    kind: chosen,
    version: 1,
    file: context.file ?? {},
    columns,
    missing: [...MISSING_WORDS],
    ...(money.unit === null ? {} : { moneyUnit: money.unit }),
  }
  const used = new Set(matches.map(({ index }) => index))
  const sure = kind === undefined ? recogniseKind(header).confidence : requiredShare(chosen, matches)
  return {
    template,
    confidence: Math.round(100 * sure * (0.6 + 0.4 * contentAgreement(matches, sampleRows, chosen))) / 100,
    missingRequired: missingColumns(template),
    unusedColumns: header.filter((name, index) => name !== '' && !used.has(index)),
  }
}

function moneyUnit(
  header: readonly string[],
  matches: readonly Match[],
  above: readonly (readonly string[])[],
): { readonly unit: 'yuan' | 'fen' | 'wan' | null; readonly matches: readonly Match[] } {
  const title = above
    .flat()
    .map(statedUnit)
    .find((unit) => unit !== null)
  const isMoney = ({ column, key }: Match): boolean =>
    column?.type === 'money' || key === 'unit_price' || key.startsWith('part.')
  const units = new Set(matches.filter(isMoney).map(({ index }) => statedUnit(header[index]!) ?? title ?? 'yuan'))
  if (units.size > 1 || units.has('thousand'))
    return { unit: null, matches: matches.filter((match) => !isMoney(match)) }
  const [unit] = units
  return { unit: unit === undefined || unit === 'thousand' ? null : unit, matches }
}
