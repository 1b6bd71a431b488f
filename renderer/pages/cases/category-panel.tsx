import { Button } from 'antd'
import { useMemo, useState } from 'react'
import { useText } from '#renderer/app/text.tsx'
import { CategoryBars } from '#renderer/charts/category-bars.tsx'
import { ChartPanel } from '#renderer/charts/chart-panel.tsx'
import { EmptyState } from '#renderer/components/empty-state.tsx'
import { SimpleTable } from '#renderer/components/simple-table.tsx'
import { countCell, fenCell } from '#renderer/grid/cells.ts'
import type { GridColumn } from '#renderer/grid/column.ts'
import type { CaseDetail } from '#shared/contract/figures.ts'
import { exactFromFen, ZERO } from '#shared/domain/exact.ts'
import { FEE_CATEGORY_NAMES, type FeeCategory } from '#shared/domain/fee-category.ts'
import type { Fen } from '#shared/domain/money.ts'
import { MISSING } from '#shared/format/decimal.ts'
import { formatFen } from '#shared/format/money.ts'
import { formatPercent } from '#shared/format/rate.ts'
import { LinesGrid } from './lines-grid.tsx'

type Category = CaseDetail['categories'][number]

/** Charges by category with the lines behind each, and whether the lines add up to the case. */
export function CategoryPanel({ detail }: { readonly detail: CaseDetail }) {
  const { t, say } = useText()
  const [opened, setOpened] = useState<FeeCategory | 'all' | null>(null)
  const { categories, linesTotal } = detail
  const sorted = useMemo(() => [...categories].sort((a, b) => b.amount - a.amount), [categories])
  const largest = sorted[0]
  if (linesTotal === null || largest === undefined) {
    return <EmptyState title={t('case.noLines')} teach={t('case.noLinesTeach')} testId="case-no-lines" />
  }
  const title = t('case.categoriesFinding', {
    name: say(FEE_CATEGORY_NAMES[largest.category]),
    share: share(largest.amount, linesTotal),
  })
  const bars = sorted.map((entry) => ({
    category: entry.category,
    name: say(FEE_CATEGORY_NAMES[entry.category]),
    text: formatFen(entry.amount, 'yuan'),
    share: share(entry.amount, linesTotal),
    length: largest.amount > 0 ? entry.amount / largest.amount : 0,
  }))
  const columns: readonly GridColumn<Category>[] = [
    {
      id: 'category',
      header: t('case.category'),
      width: 140,
      cell: (row) => ({ text: say(FEE_CATEGORY_NAMES[row.category]) }),
      open: (row) => setOpened(row.category),
      total: { text: t('common.total') },
    },
    {
      id: 'amount',
      header: t('case.amount'),
      width: 120,
      numeric: true,
      cell: (row) => fenCell(row.amount, 'yuan'),
      total: fenCell(linesTotal, 'yuan'),
    },
    {
      id: 'share',
      header: t('case.share'),
      width: 80,
      numeric: true,
      cell: (row) => ({ text: share(row.amount, linesTotal) }),
    },
    {
      id: 'lines',
      header: t('case.lineCount'),
      width: 80,
      numeric: true,
      cell: (row) => countCell(row.lines),
      total: countCell(detail.lineCount),
    },
  ]
  const toggle = (category: FeeCategory): void => setOpened(opened === category ? null : category)
  return (
    <>
      <ChartPanel
        testId="case-categories"
        title={title}
        note={<Reconciliation detail={detail} />}
        extra={
          <Button size="small" type="link" onClick={() => setOpened('all')}>
            {t('case.linesAll')}
          </Button>
        }
        chart={<CategoryBars bars={bars} selected={opened === 'all' ? null : opened} onOpen={toggle} />}
        table={<SimpleTable columns={columns} rows={sorted} rowId={(row) => row.category} label={title} />}
      />
      {opened !== null && <LinesGrid caseNo={detail.row.caseNo} category={opened === 'all' ? null : opened} />}
    </>
  )
}

function Reconciliation({ detail }: { readonly detail: CaseDetail }) {
  const { t } = useText()
  const { linesTotal, headerMinusLines, row } = detail
  if (linesTotal === null || headerMinusLines === null) return null
  const lines = formatFen(linesTotal, 'yuan')
  if (headerMinusLines === 0) return <span data-testid="case-reconciled">{t('case.linesEqual', { lines })}</span>
  return (
    <span className="negative" data-testid="case-difference">
      {t('case.linesDiffer', {
        charge: formatFen(row.charge, 'yuan'),
        lines,
        difference: formatFen(headerMinusLines, 'yuan'),
      })}
    </span>
  )
}

function share(amount: Fen, whole: Fen): string {
  const total = exactFromFen(whole)
  return total.eq(ZERO) ? MISSING : formatPercent(exactFromFen(amount).div(total).toFixed())
}
