import { basePrice, type ResourceUse, splitUse } from '#engine/analysis/use-variance.ts'
import { type Rational, toDecimal } from '#engine/arithmetic/rational.ts'
import { type FormulaSheet, letter, type SheetValue, sheetOf } from '#exchange/formula-sheet.ts'
import type { PaymentColumn, SpentColumn } from '#shared/contract/variance.ts'
import type { Language } from '#shared/domain/bilingual.ts'
import type { ComputedBasis } from '#shared/domain/surplus.ts'
import { SPENT_WORDS } from './explain.ts'
import type { GroupVariance } from './rows.ts'
import { readKey } from './uses.ts'

type Member = GroupVariance['cells'][number]
interface Names {
  readonly inputs: string
  readonly uses: string
}

/** Columns of the inputs: group, insurance, lasting; cases, payment, spent of both sides; weight, coefficient, rate of both. */
const LASTING = 'C'

/** What the formulas start from, a row for each cell; row 1 is the header, so cell i lies in row i + 2. */
export function inputSheet(
  members: readonly Member[],
  { inputs }: Names,
  basis: ComputedBasis,
  language: Language,
): FormulaSheet {
  const spent = SPENT_WORDS[basis][language]
  const header =
    language === 'zh'
      ? [
          ...[
            '病组',
            '险种',
            '两边都有',
            '基期例数',
            '实际例数',
            '基期支付',
            '实际支付',
            `基期${spent}`,
            `实际${spent}`,
          ],
          ...['基期权重', '基期系数', '基期费率', '实际权重', '实际系数', '实际费率', '共有病组例数', '基期', '实际'],
        ]
      : [
          ...['Group', 'Insurance', 'On both sides', 'Base cases', 'Actual cases', 'Base payment', 'Actual payment'],
          ...[
            `Base ${spent.toLowerCase()}`,
            `Actual ${spent.toLowerCase()}`,
            'Base weight',
            'Base coefficient',
            'Base rate',
          ],
          ...['Actual weight', 'Actual coefficient', 'Actual rate', 'Cases of lasting groups', 'Base', 'Actual'],
        ]
  const rows = members.map(({ cell, row }, index): SheetValue[] => {
    const { base, actual } = cell.bridge
    const [f0, f1] = [base?.factors, actual?.factors]
    const split = f0 !== undefined && f1 !== undefined
    const factors = (of: typeof f0) =>
      split ? [Number(of!.rw), Number(of!.coefficient), Number(of!.rate)] : [null, null, null]
    return [
      ...[cell.drg, cell.insurances?.join('、') ?? '', row.presence === 'both' ? 1 : 0, row.n.base, row.n.actual],
      ...[
        Number(base?.payment ?? 0),
        Number(actual?.payment ?? 0),
        (base?.spent ?? 0) / 100,
        (actual?.spent ?? 0) / 100,
      ],
      ...factors(f0),
      ...factors(f1),
      ...(index === 0 ? lastingCases(members) : []),
    ]
  })
  const plain = Object.fromEntries([2, 3, 4, 16, 17].map((column) => [column, '0']))
  const exact = Object.fromEntries([9, 10, 11, 12, 13, 14].map((column) => [column, '0.0000']))
  return sheetOf(inputs, [header, ...rows], { ...plain, ...exact })
}

/** N0 and N1, in Q2 and R2. */
function lastingCases(members: readonly Member[]): SheetValue[] {
  const last = members.length + 1
  const lasting = members.filter(({ row }) => row.presence === 'both')
  const sum = (column: string, side: 'base' | 'actual') => ({
    formula: `SUMPRODUCT(${LASTING}2:${LASTING}${last},${column}2:${column}${last})`,
    value: lasting.reduce((total, { row }) => total + row.n[side], 0),
  })
  return [null, sum('D', 'base'), sum('E', 'actual')]
}

interface Uses {
  readonly sheet: FormulaSheet
  /** Rows of each cell's uses; null for a cell that is not split. */
  readonly ranges: readonly (readonly [from: number, to: number] | null)[]
}

/** What was used of each item or pool, a row each; the last two columns are its use and price effect. */
export function itemSheet(members: readonly Member[], { inputs, uses }: Names, language: Language): Uses {
  const header =
    language === 'zh'
      ? ['病组', '险种', '资源', '编码', '名称', '基期数量', '基期金额', '实际数量', '实际金额', '用量差异', '价格差异']
      : [
          'Group',
          'Insurance',
          'Resource',
          'Code',
          'Name',
          'Base quantity',
          'Base amount',
          'Actual quantity',
          'Actual amount',
          'Use',
          'Price',
        ]
  const rows: SheetValue[][] = [header]
  const ranges = members.map(({ cell, row }, index): Uses['ranges'][number] => {
    const resources = cell.bridge.resources
    if (resources === undefined || row.presence !== 'both') return null
    const from = rows.length + 1
    for (const { resource, leaf } of leavesOf(resources)) {
      const at = rows.length + 1
      const cases = { n0: `'${inputs}'!D${index + 2}`, n1: `'${inputs}'!E${index + 2}` }
      const effects = splitUse(leaf, row.n.base, row.n.actual)
      const [code, name] = readKey(leaf.key) ?? [leaf.key, '']
      rows.push([
        ...[cell.drg, cell.insurances?.join('、') ?? '', resource, code, name],
        ...[decimal(leaf.base?.quantity), (leaf.base?.amount ?? 0) / 100],
        ...[decimal(leaf.actual?.quantity), (leaf.actual?.amount ?? 0) / 100],
        { formula: quantityFormula(leaf, at, cases), value: yuan(effects.efficiency) },
        { formula: `I${at}-G${at}*${cases.n1}/${cases.n0}-J${at}`, value: yuan(effects.price) },
      ])
    }
    return rows.length + 1 === from ? null : [from, rows.length]
  })
  return { sheet: sheetOf(uses, rows, { 5: '0.000', 7: '0.000' }), ranges }
}

type Leaf = Exclude<ResourceUse, { readonly items: readonly ResourceUse[] }>

function leavesOf(uses: readonly ResourceUse[]): readonly { readonly resource: string; readonly leaf: Leaf }[] {
  return uses.flatMap((use) =>
    'items' in use
      ? leavesOf(use.items).map(({ leaf }) => ({ resource: use.key, leaf }))
      : [{ resource: readKey(use.key)?.[1] ?? '', leaf: use }],
  )
}

/** (q1 − q0 × n1 ÷ n0) × p0; what the base did not use is valued at its own price, an amount without a quantity is all price. */
function quantityFormula(leaf: Leaf, at: number, { n0, n1 }: { readonly n0: string; readonly n1: string }): string {
  if (basePrice(leaf) === null) return '0'
  const priced = leaf.base !== null && leaf.base.quantity.num !== 0n ? `G${at}/F${at}` : `I${at}/H${at}`
  return `(H${at}-F${at}*${n1}/${n0})*${priced}`
}

const decimal = (value: Rational | undefined): number =>
  value === undefined ? 0 : Number(value.num) / Number(value.den)
const yuan = (fen: Rational): number => Number(toDecimal({ num: fen.num, den: fen.den * 100n }, 4))

interface EffectFormulas {
  readonly payment: Readonly<Record<PaymentColumn, string>>
  readonly spent: Readonly<Record<SpentColumn, string>>
}

/** The formulas of docs/analysis.md over the inputs, for each cell in its order. */
export function effectFormulas(
  members: readonly Member[],
  { inputs, uses }: Names,
  ranges: Uses['ranges'],
): readonly EffectFormulas[] {
  return members.map(({ cell, row }, index) => {
    const at = (column: string) => `'${inputs}'!${column}${index + 2}`
    const whole = (column: string) => `'${inputs}'!$${column}$2`
    const lasting = row.presence === 'both'
    const split = lasting && cell.bridge.base?.factors !== undefined && cell.bridge.actual?.factors !== undefined
    const when = (condition: boolean, formula: string) => (condition ? formula : '0')
    const [n0, n1] = [at('D'), at('E')]
    const expected = `${whole('R')}*${n0}/${whole('Q')}`
    const volume = (total: string) => when(lasting, `(${expected}-${n0})*${total}/${n0}`)
    const mix = (total: string) => when(lasting, `(${n1}-${expected})*${total}/${n0}`)
    const [rw0, k0, r0, rw1, k1, r1] = ['J', 'K', 'L', 'M', 'N', 'O'].map(at)
    const standard = `${n1}*(${at('G')}/${n1}-${at('F')}/${n0})`
    const range = ranges[index] ?? null
    const used = (column: number) =>
      range === null ? '0' : `SUM('${uses}'!${letter(column)}${range[0]}:${letter(column)}${range[1]})`
    return {
      payment: {
        volume: volume(at('F')),
        mix: mix(at('F')),
        rw: when(split, `${n1}*(${rw1}-${rw0})*${k0}*${r0}`),
        coefficient: when(split, `${n1}*${rw1}*(${k1}-${k0})*${r0}`),
        rate: when(split, `${n1}*${rw1}*${k1}*(${r1}-${r0})`),
        settlement: when(split, `${n1}*((${at('G')}/${n1}-${rw1}*${k1}*${r1})-(${at('F')}/${n0}-${rw0}*${k0}*${r0}))`),
        standard: when(lasting && !split, standard),
        new: when(row.presence === 'new', at('G')),
        vanished: when(row.presence === 'vanished', `-${at('F')}`),
      },
      spent: {
        volume: volume(at('H')),
        mix: mix(at('H')),
        efficiency: used(9),
        price: used(10),
        unit: when(lasting, `${n1}*(${at('I')}/${n1}-${at('H')}/${n0})-${used(9)}-${used(10)}`),
        new: when(row.presence === 'new', at('I')),
        vanished: when(row.presence === 'vanished', `-${at('H')}`),
      },
    }
  })
}
