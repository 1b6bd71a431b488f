import { type Ledger, type LedgerLine, ledgersOf } from '#engine/costing/ledger.ts'
import { IN_FEN } from '#engine/costing/measure.ts'
import { type CostElement, centerClassOf, costElementOf } from '#shared/domain/costing.ts'
import { type Fen, fen, fenToYuan } from '#shared/domain/money.ts'
import { period } from '#shared/domain/period.ts'
import { problem } from '#shared/domain/problem.ts'
import type { StoredLedgerRow } from '#store/costing-data.ts'

/**
 * Ledger rows as the engine takes them, by month. A center without a class is clinical: it closes only where the settings say so.
 * @throws ProblemError `ledger-invalid` on an element that is none of the seven (it is asked about, never put under other), or a
 *   class nobody knows
 */
export function asLedgers(rows: readonly StoredLedgerRow[]): ReadonlyMap<string, Ledger<Fen>> {
  const elements = new Map([...new Set(rows.map(({ element }) => element))].map((name) => [name, costElementOf(name)]))
  const lines = rows.map((row) => asLine(row, elements.get(row.element) ?? null))
  return new Map(ledgersOf(IN_FEN, lines).map((ledger) => [ledger.period, ledger]))
}

function asLine(
  { period: month, center, type, element, amount }: StoredLedgerRow,
  known: CostElement | null,
): LedgerLine<Fen> {
  if (known === null)
    throw problem(
      'ledger-invalid',
      `成本台账 ${month}“${center}”的成本项目“${element}”（${fenToYuan(fen(amount))} 元）不是七个成本项目之一，请在导入模板中对应后重新导入`,
      `in the ledger of ${month}, “${element}” of “${center}” (${fenToYuan(fen(amount))} yuan) is none of the seven cost elements; map it in the import template and import again`,
      { period: month, center, element },
    )
  const centerClass = type === null || type.trim() === '' ? 'clinical' : centerClassOf(type)
  if (centerClass === null)
    throw problem(
      'ledger-invalid',
      `成本台账 ${month}“${center}”的科室类别“${type}”不认识，应为临床、医技、医辅或行政后勤`,
      `in the ledger of ${month}, “${center}” has the class “${type}”; it should be clinical, technical, support or admin`,
      { period: month, center, class: type },
    )
  return { period: period(month), center, class: centerClass, element: known, origin: 'direct', amount: fen(amount) }
}
