import { PAYMENT_EFFECTS, SPENT_EFFECTS } from '#engine/analysis/bridge-effects.ts'
import type { FigureRef } from '#shared/contract/figure-ref.ts'
import type { Explanation } from '#shared/contract/figures.ts'
import {
  PAYMENT_COLUMNS,
  type PaymentColumn,
  SPENT_COLUMNS,
  type SpentColumn,
  type VarianceAmounts,
} from '#shared/contract/variance.ts'
import type { Bilingual } from '#shared/domain/bilingual.ts'
import { type Fen, fen, fenToYuan } from '#shared/domain/money.ts'
import { problem } from '#shared/domain/problem.ts'
import { BASIS_NAMES, type ComputedBasis } from '#shared/domain/surplus.ts'
import { computedUnder, groupNames } from '#store/book-queries.ts'
import type { ReadableDb } from '#store/database.ts'
import { everyPolicy } from '#store/policies.ts'
import { listSchemes } from '#store/schemes.ts'
import type { Comparison } from './compare.ts'
import { type GroupVariance, groupsOf } from './rows.ts'
import { type LastingCases, paymentText, spentText, sumText } from './substitution.ts'

export type VarianceFigure = Extract<FigureRef, { readonly kind: 'variance' }>

const INPUTS = 10

/**
 * An effect of a variance table opened: of one group its formula with the numbers put in, of all groups what each of them adds.
 * @throws ProblemError `not-found` when the table has no such group or effect
 */
export function explainVariance(db: ReadableDb, comparison: Comparison, figure: VarianceFigure): Explanation {
  const { query, sides, bridge } = comparison
  const { basis } = query
  const groups = groupsOf(comparison)
  const asked = figure.group === undefined ? groups : groups.filter(({ drg }) => drg === figure.group)
  const [only] = asked
  if (figure.group !== undefined && only === undefined) throw notFound()
  const amounts = figure.group === undefined ? bridge.total : only!.amounts
  const { name, formula, amountOf, parts } = effectOf(figure, basis)
  const amount = amountOf(amounts)
  const names = groupNames(db)
  const titled = figure.group === undefined ? '' : `${figure.group} `
  // A group that is gone has its cases on the other side.
  const gone = figure.group !== undefined && only?.presence === 'vanished'
  const own = gone && sides.base.kind === 'cases' && sides.base.slice !== null ? sides.base.slice : sides.slice
  const slice = figure.group === undefined ? own : { ...own, drg: figure.group }
  const n = own === sides.slice ? amounts.n.actual : amounts.n.base
  const label: Bilingual = { zh: `${titled}${name.zh}`, en: `${titled}${name.en}` }
  const { schemeIds, policyIds } = computedUnder(db, slice)
  return {
    title: label,
    definition: {
      zh: `${sides.label.zh} 与 ${sides.base.label.zh} 相比的差额，口径：${BASIS_NAMES[basis].zh}。`,
      en: `The difference between ${sides.label.en} and ${sides.base.label.en}, on the basis ${BASIS_NAMES[basis].en}.`,
    },
    formula,
    substituted: `${substituted(figure, comparison, asked, parts)} = ${fenToYuan(amount)}`,
    result: {
      id: `variance-${figure.side}-${figure.effect}`,
      label,
      unit: 'yuan',
      direction: figure.side === 'spent' ? 'down' : 'up',
      value: fenToYuan(amount),
      n,
      basis,
    },
    inputs:
      figure.group === undefined
        ? groups
            .filter((group) => amountOf(group.amounts) !== 0)
            .toSorted((a, b) => Math.abs(amountOf(b.amounts)) - Math.abs(amountOf(a.amounts)))
            .slice(0, INPUTS)
            .map((group) => input(`${group.drg} ${names.get(group.drg) ?? ''}`.trim() || '—', amountOf(group.amounts)))
        : parts.map((part) => ({ label: part.name, value: fenToYuan(part.amountOf(amounts)), unit: 'yuan' as const })),
    source: {
      zh: '弹性预算差异分析：量与结构按基期价格，价格与用量按实际例数',
      en: 'Flexible-budget variances: volume and mix at base prices, price and use at actual cases',
    },
    notes: [
      {
        zh: '精确计算，最后一次舍入到分：整张表横向、纵向都合计到两端之差，单格与未舍入值相差不足一分。',
        en: 'Computed exactly and rounded once, at the end: the table sums both ways to the difference of its ends, and a cell lies within a fen of its exact value.',
      },
      ...comparison.notes,
    ],
    slice,
    n,
    scheme: listed(
      listSchemes(db)
        .filter(({ id }) => schemeIds.includes(id))
        .map(({ code, name: title }) => `${code} ${title}`),
    ),
    policy: listed(
      everyPolicy(db)
        .filter(({ id }) => policyIds.includes(id))
        .map(({ code, nameZh }) => `${code} ${nameZh}`),
    ),
  }
}

const listed = (names: readonly string[]) => (names.length === 0 ? null : names.join('；'))
const input = (name: string, amount: Fen) => ({
  label: { zh: name, en: name },
  value: fenToYuan(amount),
  unit: 'yuan' as const,
})

interface Part {
  readonly name: Bilingual
  readonly amountOf: (row: VarianceAmounts) => Fen
}

interface OpenedEffect extends Part {
  readonly formula: Bilingual
  /** What it is the sum of; none for an effect that has a formula of its own. */
  readonly parts: readonly Part[]
}

const isPayment = (id: string): id is PaymentColumn => (PAYMENT_COLUMNS as readonly string[]).includes(id)
const isSpent = (id: string): id is SpentColumn => (SPENT_COLUMNS as readonly string[]).includes(id)

const paymentPart = (id: PaymentColumn): Part => ({
  name: { zh: `支付·${PAYMENT_EFFECTS[id].name.zh}`, en: `Payment: ${PAYMENT_EFFECTS[id].name.en}` },
  amountOf: (row) => row.payment[id],
})
const spentPart = (id: SpentColumn, basis: ComputedBasis): Part => ({
  name: {
    zh: `${SPENT_WORDS[basis].zh}·${SPENT_EFFECTS[id].name.zh}`,
    en: `${SPENT_WORDS[basis].en}: ${SPENT_EFFECTS[id].name.en}`,
  },
  amountOf: (row) => row.spent[id],
})

/** What a basis spends. */
export const SPENT_WORDS: Readonly<Record<ComputedBasis, Bilingual>> = {
  B1: { zh: '费用', en: 'Charges' },
  B3: { zh: '成本', en: 'Cost' },
}

function effectOf({ side, effect }: VarianceFigure, basis: ComputedBasis): OpenedEffect {
  const sumOf = (parts: readonly Part[]) =>
    both(parts.map(({ name }) => name.zh).join(' + '), parts.map(({ name }) => name.en).join(' + '))
  const payment: Part = { name: both('支付变动', 'Change of payment'), amountOf: (row) => row.paymentChange }
  const spent: Part = {
    name: both(`${SPENT_WORDS[basis].zh}变动`, `Change of ${SPENT_WORDS[basis].en.toLowerCase()}`),
    amountOf: (row) => row.spentChange,
  }
  if (side === 'surplus' && effect === 'change')
    return {
      name: both('盈亏变动', 'Change of the surplus'),
      amountOf: (row) => row.change,
      formula: both(`${payment.name.zh} − ${spent.name.zh}`, `${payment.name.en} − ${spent.name.en}`),
      parts: [payment, { ...spent, amountOf: (row) => fen(-row.spentChange) }],
    }
  if (side === 'payment' && effect === 'change') {
    const parts = PAYMENT_COLUMNS.map(paymentPart)
    return { ...payment, formula: sumOf(parts), parts }
  }
  if (side === 'spent' && effect === 'change') {
    const parts = SPENT_COLUMNS.map((id) => spentPart(id, basis))
    return { ...spent, formula: sumOf(parts), parts }
  }
  if (side === 'payment' && isPayment(effect)) {
    const { formula } = PAYMENT_EFFECTS[effect]
    return { ...paymentPart(effect), formula: both(formula, formula), parts: [] }
  }
  if (side === 'spent' && isSpent(effect)) {
    const { formula } = SPENT_EFFECTS[effect]
    return { ...spentPart(effect, basis), formula: both(formula, formula), parts: [] }
  }
  throw notFound()
}

const both = (zh: string, en: string): Bilingual => ({ zh, en })

function substituted(
  { side, effect, group }: VarianceFigure,
  { bridge }: Comparison,
  groups: readonly GroupVariance[],
  parts: readonly Part[],
): string {
  if (parts.length > 0) {
    const amounts = group === undefined ? bridge.total : groups[0]!.amounts
    return sumText(
      parts.map(({ amountOf }) => amountOf(amounts)),
      parts.length,
    )
  }
  const amountOf = (row: VarianceAmounts) =>
    side === 'payment' ? row.payment[effect as PaymentColumn] : row.spent[effect as SpentColumn]
  if (group === undefined) return sumText(groups.map(({ amounts }) => amountOf(amounts)))
  const lasting = bridge.rows.filter(({ presence }) => presence === 'both')
  const cases: LastingCases = {
    base: lasting.reduce((sum, { n }) => sum + n.base, 0),
    actual: lasting.reduce((sum, { n }) => sum + n.actual, 0),
  }
  const texts = groups[0]!.cells
    .filter(({ row }) => amountOf(row) !== 0)
    .map(({ cell, row }) =>
      side === 'payment'
        ? paymentText(effect as PaymentColumn, cell, row, cases)
        : spentText(effect as SpentColumn, cell, row, cases),
    )
  return texts.length === 0 ? '0' : texts.join(' + ')
}

const notFound = () => problem('not-found', '这张差异表里没有这个数。', 'The variance table has no such figure.')
