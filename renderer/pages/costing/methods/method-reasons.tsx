import { useState } from 'react'
import { useText } from '#renderer/app/text.tsx'
import { useFilters } from '#renderer/app/use-filters.ts'
import { SimpleTable } from '#renderer/components/simple-table.tsx'
import { fenCell } from '#renderer/grid/cells.ts'
import type { GridColumn } from '#renderer/grid/column.ts'
import type { MethodComparison } from '#shared/contract/costing-reports.ts'
import { poolName } from '#shared/i18n/cost-names.ts'
import { ReasonDrawer } from './part-drawer.tsx'

type Reason = MethodComparison['reasons'][number]

/** Why two methods differ, the largest amount first. */
export function MethodReasons({ comparison }: { readonly comparison: MethodComparison }) {
  const { t, say } = useText()
  const { unit } = useFilters()
  const { reasons } = comparison
  const [opened, setOpened] = useState<Reason | null>(null)
  const columns: readonly GridColumn<Reason>[] = [
    { id: 'pool', header: t('units.pool'), width: 140, cell: ({ pool }) => ({ text: poolName(t, say, pool) }) },
    {
      id: 'between',
      header: t('methods.between'),
      width: 180,
      cell: ({ between: [a, b] }) => ({
        text: t('methods.betweenTwo', { a: t(`costing.method.${a}`), b: t(`costing.method.${b}`) }),
      }),
    },
    { id: 'text', header: t('methods.why'), width: 500, cell: ({ text }) => ({ text: say(text) }) },
    {
      id: 'amount',
      header: t('common.withUnit', { label: t('methods.difference'), unit: t(`unit.${unit}`) }),
      width: 120,
      numeric: true,
      cell: ({ amount }) => fenCell(amount, unit),
      open: setOpened,
    },
  ]
  return (
    <section className="panel" data-testid="method-reasons">
      <header>
        <h2>{t('methods.whyTitle')}</h2>
      </header>
      {reasons.length === 0 ? (
        <p className="muted">{t('methods.noReasons')}</p>
      ) : (
        <SimpleTable
          columns={columns}
          rows={reasons}
          rowId={({ pool, between }) => `${pool} ${between.join(' ')}`}
          label={t('methods.whyTitle')}
          onOpenRow={setOpened}
        />
      )}
      {opened !== null && <ReasonDrawer reason={opened} comparison={comparison} onClose={() => setOpened(null)} />}
    </section>
  )
}
