import { useState } from 'react'
import { useText } from '#renderer/app/text.tsx'
import { SimpleTable } from '#renderer/components/simple-table.tsx'
import { decimalCell } from '#renderer/grid/cells.ts'
import type { GridColumn } from '#renderer/grid/column.ts'
import type { LedgerReport } from '#shared/contract/costing-reports.ts'
import { exact } from '#shared/domain/exact.ts'
import { formatDecimal } from '#shared/format/decimal.ts'
import { CostDrawer } from '../cost-drawer.tsx'

type Rounding = LedgerReport['roundings'][number]

/** 尾差: what bringing a finer file to whole fen moved its total by; none where every amount was whole fen. */
export function LedgerRounding({ roundings }: { readonly roundings: LedgerReport['roundings'] }) {
  const { t, say } = useText()
  const [opened, setOpened] = useState<Rounding | null>(null)
  if (roundings.length === 0) return null
  const sum = roundings.reduce((total, { amount }) => total.plus(amount), exact(0)).toFixed()
  const title = t('ledger.rounding', { amount: shown(sum) })
  const columns: readonly GridColumn<Rounding>[] = [
    { id: 'file', header: t('ledger.roundingFile'), width: 220, cell: ({ source }) => ({ text: source }) },
    {
      id: 'amount',
      header: t('common.withUnit', { label: t('costing.amount'), unit: t('unit.yuan') }),
      width: 120,
      numeric: true,
      cell: ({ amount }) => decimalCell(amount, placesOf(amount)),
      open: setOpened,
    },
    { id: 'what', header: t('methods.why'), width: 560, cell: ({ message }) => ({ text: say(message) }) },
  ]
  return (
    <section className="panel" data-testid="ledger-rounding">
      <header>
        <h2>{title}</h2>
      </header>
      <p className="muted panel-note">{t('ledger.roundingWhat')}</p>
      <SimpleTable
        columns={columns}
        rows={roundings}
        rowId={({ batchId }) => String(batchId)}
        label={title}
        onOpenRow={setOpened}
      />
      {opened !== null && (
        <CostDrawer
          onClose={() => setOpened(null)}
          story={{
            title: t('ledger.roundingTitle', { file: opened.source }),
            result: { text: shown(opened.amount), unit: t('unit.yuan'), negative: opened.amount.startsWith('-') },
            formula: t('ledger.roundingFormula'),
            substituted: say(opened.message),
            inputs: [],
            source: t('ledger.roundingSource', { batch: opened.batchId }),
          }}
        />
      )}
    </section>
  )
}

/** As many decimals as the file had; it is below a fen. */
const placesOf = (amount: string): number => (amount.split('.')[1] ?? '').length
const shown = (amount: string): string => formatDecimal(amount, placesOf(amount))
