import { Alert, Button, Table, type TableColumnsType, Tooltip } from 'antd'
import { useState } from 'react'
import { useBook } from '#renderer/app/book.tsx'
import { useText } from '#renderer/app/text.tsx'
import type { PeriodSummary, YearDeleted } from '#shared/contract/lifecycle.ts'
import { formatCount } from '#shared/format/decimal.ts'
import { formatFen } from '#shared/format/money.ts'
import { DeleteYear } from './delete-year.tsx'
import { type YearSummary, yearsOf } from './years.ts'

/** 删除年度: years with what they hold; one whose months are open can go, behind its own backup. */
export function YearsPanel({ months }: { readonly months: readonly PeriodSummary[] }) {
  const { t } = useText()
  const { readOnly } = useBook()
  const [chosen, setChosen] = useState<YearSummary | null>(null)
  const [done, setDone] = useState<YearDeleted | null>(null)
  const columns: TableColumnsType<YearSummary> = [
    { key: 'year', title: t('years.year'), className: 'num', render: ({ year }: YearSummary) => year },
    {
      key: 'months',
      title: t('years.months'),
      align: 'right',
      className: 'num',
      render: ({ months: n }: YearSummary) => formatCount(n),
    },
    {
      key: 'closed',
      title: t('years.closed'),
      align: 'right',
      className: 'num',
      render: ({ closed }: YearSummary) => formatCount(closed.length),
    },
    {
      key: 'cases',
      title: t('months.cases'),
      align: 'right',
      className: 'num',
      render: ({ cases }: YearSummary) => formatCount(cases),
    },
    {
      key: 'lines',
      title: t('months.lines'),
      align: 'right',
      className: 'num',
      render: ({ lines }: YearSummary) => formatCount(lines),
    },
    {
      key: 'charge',
      title: t('months.charge'),
      align: 'right',
      className: 'num',
      render: ({ charge }: YearSummary) => formatFen(charge, 'yuan'),
    },
    {
      key: 'action',
      title: '',
      align: 'right',
      className: 'no-wrap',
      render: (year: YearSummary) => (
        <Tooltip
          title={
            year.closed.length === 0 ? null : t('years.blocked', { months: year.closed.join(t('common.listComma')) })
          }
        >
          <Button
            size="small"
            danger
            disabled={readOnly || year.closed.length > 0}
            onClick={() => {
              setDone(null)
              setChosen(year)
            }}
            data-testid={`delete-${year.year}`}
          >
            {t('years.delete')}
          </Button>
        </Tooltip>
      ),
    },
  ]
  return (
    <section className="panel" data-testid="years">
      <header>
        <h2>{t('years.title')}</h2>
      </header>
      <p className="muted panel-note">{t('years.teach')}</p>
      {done !== null && (
        <Alert
          type="success"
          showIcon
          closable={{ onClose: () => setDone(null) }}
          title={t('years.done', {
            year: done.year,
            cases: formatCount(done.cases),
            lines: formatCount(done.lines),
            other: formatCount(done.otherRows),
          })}
          description={t('years.doneBackup', { path: done.backup })}
          data-testid="year-deleted"
        />
      )}
      <Table size="small" rowKey="year" columns={columns} dataSource={[...yearsOf(months)]} pagination={false} />
      {chosen !== null && (
        <DeleteYear
          year={chosen}
          onDone={(deleted) => {
            setDone(deleted)
            setChosen(null)
          }}
          onClose={() => setChosen(null)}
        />
      )}
    </section>
  )
}
