import { join } from 'node:path'
import type { Handlers, ServiceEnv } from '#core/handler.ts'
import { surplusRow } from '#engine/analysis/surplus-row.ts'
import { addTotals, emptyTotals } from '#engine/analysis/totals.ts'
import type { SurplusRow, SurplusTable } from '#shared/contract/figures.ts'
import type { Slice } from '#shared/contract/slice.ts'
import type { Language } from '#shared/domain/bilingual.ts'
import { exact, exactFromFen } from '#shared/domain/exact.ts'
import { fenToYuan } from '#shared/domain/money.ts'
import type { SliceDimension, SliceTotals } from '#shared/domain/slice.ts'
import { BASIS_NAMES, type ComputedBasis } from '#shared/domain/surplus.ts'
import { groupNames } from '#store/book-queries.ts'
import type { ReadableDb } from '#store/database.ts'
import { type KeyedTotals, totalsBy } from '#store/totals.ts'
import { auditExport } from './audit.ts'
import { costTags } from './costing/tags.ts'
import { type ExportCell, writeCsv } from './export-file.ts'
import type { Session } from './session.ts'
import { exportTree } from './surplus/export-tree.ts'
import { surplusTree } from './surplus/tree.ts'
import { surplusStep, surplusWaterfall } from './surplus/waterfall.ts'

type SurplusHandlers = Pick<
  Handlers,
  'surplus.table' | 'surplus.export' | 'surplus.tree' | 'surplus.exportTree' | 'surplus.waterfall' | 'surplus.step'
>

export function surplusHandlers(env: ServiceEnv, session: Session): SurplusHandlers {
  return {
    'surplus.tree': (query) => surplusTree(session, query),
    'surplus.exportTree': (request, context) => exportTree(env, session, request, context),
    'surplus.waterfall': (query) => surplusWaterfall(session, query),
    'surplus.step': (query) => surplusStep(session, query),

    'surplus.table': ({ slice, by, basis }) => surplusTable(session.book().reader, slice, by, basis),

    'surplus.export': async ({ slice, by, basis, language, path }) => {
      const table = surplusTable(session.book().reader, slice, by, basis)
      const name = language === 'zh' ? `盈亏-${by}-${basis}.csv` : `surplus-${by}-${basis}.csv`
      const target = path ?? join(env.exportFolder, name)
      async function* rows() {
        yield [...table.rows, { ...table.total, key: language === 'zh' ? '合计' : 'Total', label: '' }].map(exportCells)
      }
      const written = await writeCsv(target, exportHeader(basis, language), rows())
      auditExport(session, { zh: '盈亏表', en: 'the surplus table' }, written, target)
      return { path: target, rows: written }
    },
  }
}

/** Rows of a surplus table, the row that loses most first; months in their own order. */
function surplusTable<B extends ComputedBasis>(
  db: ReadableDb,
  slice: Slice,
  by: SliceDimension,
  basis: B,
): SurplusTable<B> {
  return db.snapshot(() => {
    const keyed = totalsBy(db, by, slice)
    const total = sumOf(keyed)
    const rows = surplusRows(db, keyed, by, basis)
    return {
      by,
      basis,
      rows: by === 'month' ? rows : rows.toSorted(bySurplus),
      total: surplusRow('', '', total, basis),
      costTags: costTags(db, slice),
      rounding: roundingOf(total),
    }
  })
}

/** The whole of a slice from its parts: one scan answers both. */
export function sumOf(keyed: readonly KeyedTotals[]): SliceTotals {
  return keyed.reduce((sum, { totals }) => addTotals(sum, totals), emptyTotals())
}

/** Totals as rows with the names their groups have under the scheme in force. */
export function surplusRows<B extends ComputedBasis>(
  db: ReadableDb,
  keyed: readonly KeyedTotals[],
  by: SliceDimension,
  basis: B,
): SurplusRow<B>[] {
  const named = by === 'drg' || by === 'adrg' || by === 'mdc'
  const names = named ? groupNames(db) : new Map<string, string>()
  return keyed.map(({ key, totals }) => surplusRow(key, named ? (names.get(key) ?? '') : key, totals, basis))
}

/** Ascending; rows without a surplus last. */
export function bySurplus<B extends ComputedBasis>(a: SurplusRow<B>, b: SurplusRow<NoInfer<B>>): number {
  if (a.surplus === null || b.surplus === null) return Number(a.surplus === null) - Number(b.surplus === null)
  return exact(a.surplus).cmp(b.surplus)
}

/** Both totals of the payment, and why they may differ by some fen. */
export function roundingOf({ payment, paymentPaid, nPriced }: SliceTotals): SurplusTable['rounding'] {
  const whole = payment.toFixed(2)
  const paid = fenToYuan(paymentPaid)
  // Four decimals: the two totals may well differ by less than a fen.
  const difference = exactFromFen(paymentPaid).minus(payment).round(4, 1).toFixed()
  return {
    exact: payment.toFixed(),
    paid: paymentPaid,
    note: {
      zh: `结算金额按精确值合计后四舍五入一次：${whole} 元；若每例先四舍五入到分再合计（${nPriced} 例）：${paid} 元，相差 ${difference} 元。`,
      en: `Payments are summed exactly and rounded once: ${whole} yuan. Rounding each of the ${nPriced} cases to fen first gives ${paid} yuan, ${difference} apart.`,
    },
  }
}

function exportHeader(basis: ComputedBasis, language: Language): string[] {
  const zh = ['编码', '名称', '病例数', '总权重', 'CMI', '总费用（元）', '结算金额（元）', '成本（元）']
  const en = ['Key', 'Name', 'Cases', 'Total weight', 'CMI', 'Charges (yuan)', 'Payment (yuan)', 'Cost (yuan)']
  const basisName = BASIS_NAMES[basis][language]
  return language === 'zh'
    ? [...zh, `${basisName}（元）`, '盈亏率', '高倍率例数', '低倍率例数']
    : [...en, `${basisName} (yuan)`, 'Surplus rate', 'High outliers', 'Low outliers']
}

function exportCells(row: SurplusRow): ExportCell[] {
  const yuan = (value: string | null): ExportCell => ({ number: value === null ? null : exact(value).toFixed(2) })
  return [
    { text: row.key },
    { text: row.label },
    { number: String(row.n) },
    { number: row.rw },
    { number: row.cmi === null ? null : exact(row.cmi).toFixed(4) },
    { number: fenToYuan(row.charge) },
    yuan(row.payment),
    { number: row.cost === null ? null : fenToYuan(row.cost) },
    yuan(row.surplus),
    { number: row.surplusRate === null ? null : exact(row.surplusRate).toFixed(4) },
    { number: String(row.nHigh) },
    { number: String(row.nLow) },
  ]
}
