import type { DipResult, OperationClass } from '#shared/domain/dip.ts'
import { type Exact, exact } from '#shared/domain/exact.ts'
import { problem } from '#shared/domain/problem.ts'
import { CoverMap } from './code-cover.ts'
import { type Condition, parseCondition } from './condition.ts'
import { type OperationTerms, parseOperations } from './operation-expression.ts'
import type { AuxiliaryRow, CciRow, ChapterRow, DipCcRow, DipTables, DirectoryRow, MeanChargeRow } from './tables.ts'
import { type DipFinding, validateDip } from './validate.ts'

/** A disease of the directory with its texts read. */
export interface DipEntry {
  readonly row: DirectoryRow
  /** Place in the table: what decides when every criterion leaves two entries level. */
  readonly order: number
  readonly terms: OperationTerms
  readonly score: Exact
  readonly mean: Exact | null
}

/** An auxiliary entry with all its alternative conditions. */
interface DipAuxiliary {
  readonly row: AuxiliaryRow
  readonly conditions: readonly Condition[]
  readonly factor: Exact | null
}

/** A directory ready to match cases. */
export interface CompiledDip {
  readonly tables: DipTables
  readonly entries: ReadonlyMap<string, DipEntry>
  readonly core: CoverMap<DipEntry>
  readonly basic: CoverMap<DipEntry>
  /** By category, its beginnings, or `@chapter`. */
  readonly comprehensive: ReadonlyMap<string, readonly DipEntry[]>
  readonly blank: DipEntry | null
  readonly excludedDiagnoses: CoverMap<true>
  readonly excludedOperations: CoverMap<true>
  /** Null: the operation has no class and serves expressions only. */
  classOf(operation: string): OperationClass | null
  /** What a class counts as when it is looked up (介入治疗 as 相关手术, for one). */
  countsAs(opClass: OperationClass): OperationClass
  chapterOf(diagnosis: string): ChapterRow | null
  readonly auxiliary: readonly DipAuxiliary[]
  readonly lists: ReadonlyMap<string, CoverMap<true>>
  readonly complications: ReadonlyMap<string, readonly DipCcRow[]>
  excludes(complication: DipCcRow, principal: string): boolean
  readonly comorbidities: CoverMap<CciRow>
  /** By disease. */
  readonly meanCharges: ReadonlyMap<string, readonly MeanChargeRow[]>
}

/** @throws ProblemError `scheme-invalid` naming the first fault, when `findings` holds an error. */
export function compileDip(tables: DipTables, findings: readonly DipFinding[] = validateDip(tables)): CompiledDip {
  refuseErrors(tables, findings)
  const entries = tables.directory.map(entryOf)
  const comprehensive = Map.groupBy(
    entries.filter(({ row }) => row.type === 'comprehensive'),
    ({ row }) => row.dx,
  )
  const { matching } = tables.header
  const countsAs = (opClass: OperationClass) => (opClass === 'interventional' ? matching.interventionalAs : opClass)
  const classes = coverMap(
    tables.operations,
    ({ code }) => code,
    ({ opClass }) => opClass,
  )
  const excluded = (kind: 'pdx' | 'proc') =>
    coverMap(
      tables.excluded.filter((row) => row.kind === kind),
      ({ code }) => code,
      () => true as const,
    )
  const exclusions = new Map<string, CoverMap<true>>()
  for (const { exclusion, code } of tables.exclusions) addTo(exclusions, exclusion, code)
  const lists = new Map<string, CoverMap<true>>()
  for (const { list, code } of tables.codeLists) addTo(lists, list, code)
  return {
    tables,
    entries: new Map(entries.map((entry) => [entry.row.dip, entry])),
    core: ofType(entries, 'core'),
    basic: ofType(entries, 'basic'),
    comprehensive,
    blank: entries.find(({ row }) => row.type === 'blank') ?? null,
    excludedDiagnoses: excluded('pdx'),
    excludedOperations: excluded('proc'),
    classOf: (operation) => classes.of(operation)[0] ?? matching.unlistedOperation,
    countsAs,
    chapterOf: (diagnosis) => {
      const category = diagnosis.slice(0, 3)
      return tables.chapters.find(({ from, to }) => category >= from && category <= to) ?? null
    },
    auxiliary: auxiliaryOf(tables.auxiliary),
    lists,
    complications: Map.groupBy(tables.cc, ({ code }) => code),
    excludes: ({ exclusion }, principal) => exclusions.get(exclusion)?.has(principal) ?? false,
    comorbidities: coverMap(
      tables.cci,
      ({ code }) => code,
      (row) => row,
    ),
    meanCharges: Map.groupBy(tables.meanCharges, ({ dip }) => dip),
  }
}

function refuseErrors(tables: DipTables, findings: readonly DipFinding[]): void {
  const errors = findings.filter(({ severity }) => severity === 'error')
  const [first] = errors
  if (first === undefined) return
  const { code } = tables.header
  const { table, row, column, message } = first
  const more = errors.length - 1
  throw problem(
    'scheme-invalid',
    `DIP 目录 ${code} 有 ${errors.length} 处错误，未加载：${table}.csv${row === null ? '' : ` 第 ${row} 行`}${column === null ? '' : `“${column}”列`}：${message.zh}${more > 0 ? `（另有 ${more} 处）` : ''}。请更正后重新加载`,
    `The DIP directory ${code} has ${errors.length} error(s) and was not loaded: ${table}.csv${row === null ? '' : `, row ${row}`}${column === null ? '' : `, column ${column}`}: ${message.en}${more > 0 ? ` (and ${more} more)` : ''}. Correct it and load it again`,
    { table, row, column, errors: errors.length },
  )
}

function entryOf(row: DirectoryRow, order: number): DipEntry {
  return {
    row,
    order,
    terms: parseOperations(row.op) ?? [],
    score: exact(row.score),
    mean: row.meanCharge === '' ? null : exact(row.meanCharge),
  }
}

const ofType = (entries: readonly DipEntry[], type: DipResult['type']): CoverMap<DipEntry> =>
  coverMap(
    entries.filter(({ row }) => row.type === type),
    ({ row }) => row.dx,
    (entry) => entry,
  )

function coverMap<Row, Value>(rows: readonly Row[], code: (row: Row) => string, value: (row: Row) => Value) {
  const map = new CoverMap<Value>()
  for (const row of rows) map.add(code(row), value(row))
  return map
}

function addTo(maps: Map<string, CoverMap<true>>, name: string, code: string): void {
  const map = maps.get(name) ?? new CoverMap<true>()
  map.add(code, true)
  maps.set(name, map)
}

/** Rows of one code are its alternatives; the first of them names it (the check has seen that they agree). */
function auxiliaryOf(rows: readonly AuxiliaryRow[]): readonly DipAuxiliary[] {
  return [...Map.groupBy(rows, ({ auxiliary }) => auxiliary).values()].flatMap((alternatives) => {
    const [row] = alternatives
    if (row === undefined) return []
    const conditions = alternatives.flatMap(({ condition }) => {
      const parsed = parseCondition(condition)
      return typeof parsed === 'string' ? [] : [parsed]
    })
    return [{ row, conditions, factor: row.factor === '' ? null : exact(row.factor) }]
  })
}
