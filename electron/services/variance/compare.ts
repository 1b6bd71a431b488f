import { type Bridge, surplusBridge } from '#engine/analysis/bridge.ts'
import type { VarianceQuery } from '#shared/contract/variance.ts'
import type { Bilingual } from '#shared/domain/bilingual.ts'
import type { ComputedBasis } from '#shared/domain/surplus.ts'
import { formatCount } from '#shared/format/decimal.ts'
import type { ReadableDb } from '#store/database.ts'
import { type CellSums, cellSums, countCompared } from '#store/variance-cells.ts'
import type { Session } from '../session.ts'
import { type Cell, cellsAgainstMeans, cellsOf } from './cells.ts'
import { factorsOf } from './factors.ts'
import { type ChangeHistory, historyOf } from './history.ts'
import { type Sides, sidesOf } from './sides.ts'
import { canSplit, resourcesOf } from './uses.ts'

/** A comparison worked out: its cells, the bridge over them, and what is to be said with it. */
export interface Comparison {
  readonly query: VarianceQuery
  readonly sides: Sides
  /** With the resources the bridge was split by. */
  readonly cells: readonly Cell[]
  readonly bridge: Bridge<ComputedBasis>
  /** Cases without a payment, or on B3 without a cost; null where the base is means. */
  readonly left: { readonly actual: number; readonly base: number }
  readonly notes: readonly Bilingual[]
  readonly history: (drg: string) => ChangeHistory
}

/**
 * What one table may read to tell use from price: charge lines on B1, cases with a costing on B3, of both sides together. Beyond, the
 * unit cost stands unsplit in the table, and is split group by group where it is drilled open.
 */
const AT_ONCE: Readonly<Record<ComputedBasis, number>> = { B1: 60_000, B3: 6_000 }

/** The last comparison, until anything in the book changes: a table and the rows opened below it are one question. */
export function comparisons(session: Session): (query: VarianceQuery) => Comparison {
  let last: { readonly key: string; readonly comparison: Comparison } | null = null
  session.onEvent(() => {
    last = null
  })
  return ({ slice, basis, base }) => {
    const query = { slice, basis, base }
    const key = JSON.stringify(query)
    if (last?.key === key) return last.comparison
    const { reader } = session.book()
    const comparison = reader.snapshot(() => compare(session, reader, query))
    last = { key, comparison }
    return comparison
  }
}

function compare(session: Session, db: ReadableDb, query: VarianceQuery): Comparison {
  const { basis } = query
  const sides = sidesOf(db, query)
  const actual = cellSums(db, sides.slice, basis)
  const { cells, left, notes } =
    sides.base.kind === 'cases' ? againstCases(session, db, query, sides, actual) : againstMeans(sides.base, actual)
  return {
    query,
    sides,
    cells,
    bridge: surplusBridge(
      basis,
      cells.map((cell) => cell.bridge),
    ),
    left: { base: left, actual: countCompared(db, sides.slice) - casesIn(actual) },
    notes,
    history: historyOf(db, query, sides),
  }
}

const casesIn = (sums: readonly CellSums[]): number => sums.reduce((total, { n }) => total + n, 0)

interface Compared {
  readonly cells: readonly Cell[]
  readonly left: number
  readonly notes: readonly Bilingual[]
}

function againstCases(
  session: Session,
  db: ReadableDb,
  { basis }: VarianceQuery,
  { slice, base }: Sides,
  actual: readonly CellSums[],
): Compared {
  const others = base.kind === 'cases' ? base.cases : slice
  const sums = cellSums(db, others, basis)
  const left = countCompared(db, others) - casesIn(sums)
  const whole = cellsOf(actual, sums, (each) => factorsOf(session, each))
  const reading = [...actual, ...sums].reduce((total, { n, lines }) => total + (basis === 'B1' ? lines : n), 0)
  if (reading > AT_ONCE[basis]) return { cells: whole, left, notes: [tooMuch(reading, basis)] }
  const resources = resourcesOf(db, whole, { base: others, actual: slice }, basis)
  const cells = whole.map((cell) => {
    const uses = resources.get(cell.bridge.key)
    return uses === undefined ? cell : { ...cell, bridge: { ...cell.bridge, resources: uses } }
  })
  const both = whole.filter(({ bridge }) => bridge.base !== null && bridge.actual !== null)
  const unsplit = both.filter((cell) => !canSplit(cell, basis)).length
  return { cells, left, notes: unsplit === 0 ? [] : [notSplit(unsplit, both.length, basis)] }
}

function againstMeans(base: Extract<Sides['base'], { readonly kind: 'means' }>, actual: readonly CellSums[]): Compared {
  const cells = cellsAgainstMeans(actual, base)
  const known = new Set(cells.map(({ drg }) => drg))
  const unknown = actual.filter(({ drg }) => !known.has(drg))
  const groups = new Set(unknown.map(({ drg }) => drg)).size
  const notes: Bilingual[] = [
    {
      zh: '标杆与预算给出的是例均值：按实际例数比较，没有量和结构的差异，也不影响支付。',
      en: 'A benchmark or budget states means of a case: they are laid over the actual cases, so volume and mix do not differ, and the payment is the same.',
    },
  ]
  if (groups > 0)
    notes.push({
      zh: `${groups} 个病组的 ${casesIn(unknown)} 例没有可比的例均值，不在表内。`,
      en: `${casesIn(unknown)} cases of ${groups} groups have no mean to compare with and are not in the table.`,
    })
  return { cells, left: 0, notes }
}

function tooMuch(reading: number, basis: ComputedBasis): Bilingual {
  return {
    zh: `两边共 ${formatCount(reading)} ${basis === 'B1' ? '行明细' : '例'}，总表不拆分用量与价格；展开一个病组时再按该病组拆分。缩短期间可在总表拆分。`,
    en: `Both sides together have ${formatCount(reading)} ${basis === 'B1' ? 'charge lines' : 'cases'}: use and price are told apart for a group when it is opened, and in the whole table over a shorter period.`,
  }
}

function notSplit(cells: number, of: number, basis: ComputedBasis): Bilingual {
  return basis === 'B1'
    ? {
        zh: `${of} 个病组（或病组×险种）中有 ${cells} 个缺少费用明细，不拆分用量与价格。`,
        en: `${cells} of ${of} groups (or groups by insurance) lack charge lines: their use and price are not told apart.`,
      }
    : {
        zh: `${of} 个病组（或病组×险种）中有 ${cells} 个的成本来自文件或两边核算方法不同，不拆分用量与价格。`,
        en: `${cells} of ${of} groups (or groups by insurance) have costs from files or by different methods: their use and price are not told apart.`,
      }
}
