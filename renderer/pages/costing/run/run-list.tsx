import { App, Button, Table, type TableColumnsType, Tag, Tooltip } from 'antd'
import { useBook } from '#renderer/app/book.tsx'
import { useText } from '#renderer/app/text.tsx'
import { useFilters } from '#renderer/app/use-filters.ts'
import { CostTags } from '#renderer/components/cost-tags.tsx'
import { ProblemAlert } from '#renderer/components/problem-alert.tsx'
import { useJob } from '#renderer/data/use-job.ts'
import type { CostingRun } from '#shared/contract/costing.ts'
import { sumFen } from '#shared/domain/money.ts'
import { formatMoment } from '#shared/format/date.ts'
import { formatCount } from '#shared/format/decimal.ts'
import { formatFen } from '#shared/format/money.ts'
import { AcceptButton } from './accept-button.tsx'

/** Every run that is kept, newest first; what can be compared, accepted or thrown away. */
export function RunList({
  runs,
  comparedId,
}: {
  readonly runs: readonly CostingRun[]
  readonly comparedId: number | null
}) {
  const { t, say } = useText()
  const { unit, change } = useFilters()
  const { readOnly } = useBook()
  const { modal, message } = App.useApp()
  const discard = useJob('costing.discard')
  const ask = (run: CostingRun): void => {
    modal.confirm({
      title: t('run.discardTitle', { id: run.id }),
      content: t('run.discardWhat'),
      okText: t('run.discard'),
      cancelText: t('common.cancel'),
      okButtonProps: { danger: true },
      onOk: () => {
        void discard.start({ runId: run.id }).then(() => {
          void message.success(t('run.discardDone', { id: run.id }))
          if (comparedId === run.id) change({ compared: null })
        })
      },
    })
  }
  const columns: TableColumnsType<CostingRun> = [
    {
      key: 'id',
      title: t('run.number'),
      className: 'no-wrap',
      render: ({ id, at }: CostingRun) => t('costing.runNumber', { id, at: formatMoment(at) }),
    },
    {
      key: 'months',
      title: t('run.months'),
      className: 'no-wrap',
      render: ({ from, to, months }: CostingRun) => t('run.span', { from, to, n: months.length }),
    },
    {
      key: 'method',
      title: t('run.preferred'),
      render: (run: CostingRun) => <CostTags tag={tagOf(run)} />,
    },
    {
      key: 'cases',
      title: t('run.cases'),
      align: 'right',
      className: 'num',
      render: ({ months }: CostingRun) => formatCount(months.reduce((sum, { cases }) => sum + cases, 0)),
    },
    {
      key: 'total',
      title: t('common.withUnit', { label: t('run.cost'), unit: t(`unit.${unit}`) }),
      align: 'right',
      className: 'num no-wrap',
      render: (run: CostingRun) => formatFen(totalOf(run), unit),
    },
    {
      key: 'closes',
      title: t('costing.tab.statement'),
      className: 'no-wrap',
      render: ({ months }: CostingRun) => {
        const open = months.filter(({ closes }) => !closes).length
        return open === 0 ? t('statement.closes') : <span className="negative">{t('run.openMonths', { n: open })}</span>
      },
    },
    { key: 'state', title: t('run.state'), render: (run: CostingRun) => <RunState run={run} /> },
    {
      key: 'actions',
      title: '',
      align: 'right',
      render: (run: CostingRun) => (
        <span className="panel-actions row-actions">
          <Button
            size="small"
            onClick={() => change({ run: String(run.id), tab: 'statement', compared: null })}
            data-testid={`look-run-${run.id}`}
          >
            {t('run.look')}
          </Button>
          {!isInForce(run) && (
            <Button
              size="small"
              type={comparedId === run.id ? 'primary' : 'default'}
              ghost={comparedId === run.id}
              onClick={() => change({ compared: comparedId === run.id ? null : String(run.id) })}
              data-testid={`compare-run-${run.id}`}
            >
              {t('run.compare')}
            </Button>
          )}
          {!isInForce(run) && <AcceptButton run={run} />}
          <Button
            size="small"
            danger
            type="text"
            disabled={readOnly || discard.running || isInForce(run)}
            onClick={() => ask(run)}
            data-testid={`discard-run-${run.id}`}
          >
            {t('run.discard')}
          </Button>
        </span>
      ),
    },
  ]
  return (
    <section className="panel" data-testid="runs">
      <header>
        <h2>{t('run.list', { n: runs.length })}</h2>
      </header>
      {discard.problem !== null && <ProblemAlert problem={discard.problem} onClose={discard.reset} />}
      {runs.length === 0 ? (
        <p className="muted" data-testid="runs-empty">
          {t('run.listEmpty')}
        </p>
      ) : (
        <Table
          size="small"
          rowKey="id"
          columns={columns}
          dataSource={[...runs]}
          pagination={runs.length > 10 ? { pageSize: 10 } : false}
          expandable={{
            expandedRowRender: ({ notes, skipped }) => (
              <ul className="plain-list">
                {notes.map((note) => (
                  <li key={note.en}>{say(note)}</li>
                ))}
                {skipped.map(({ period, reason }) => (
                  <li key={period}>{t('common.labelled', { label: period, value: say(reason) })}</li>
                ))}
              </ul>
            ),
            rowExpandable: ({ notes, skipped }) => notes.length + skipped.length > 0,
          }}
        />
      )}
    </section>
  )
}

const isInForce = ({ months }: CostingRun): boolean => months.some(({ inForce }) => inForce !== null)

const preferredSums = ({ months, preferred }: CostingRun) =>
  months.flatMap(({ sums }) => sums.filter(({ method }) => method === preferred))

const totalOf = (run: CostingRun) => sumFen(preferredSums(run).map(({ total }) => total))

/** As sure and as full as the least sure month. */
function tagOf(run: CostingRun) {
  const sums = preferredSums(run)
  return {
    method: run.preferred,
    certainty: sums.some(({ certainty }) => certainty === 'estimated') ? ('estimated' as const) : ('costed' as const),
    coverage: sums.some(({ coverage }) => coverage === 'partial') ? ('partial' as const) : ('full' as const),
  }
}

function RunState({ run }: { readonly run: CostingRun }) {
  const { t } = useText()
  const inForce = run.months.filter((month) => month.inForce !== null).length
  return (
    <>
      {inForce > 0 ? (
        <Tag color="green">
          {inForce === run.months.length ? t('costing.inForce') : t('run.inForceMonths', { n: inForce })}
        </Tag>
      ) : (
        <Tag>{run.acceptedAt === null ? t('costing.notInForce') : t('run.replaced')}</Tag>
      )}
      {run.outdated && (
        <Tooltip title={t('costing.outdatedWhat')}>
          <Tag color="red">{t('costing.outdated')}</Tag>
        </Tooltip>
      )}
      {run.closed.length > 0 && (
        <Tooltip title={t('run.closedWhat', { months: run.closed.join(t('common.listComma')) })}>
          <Tag>{t('run.closedMonths', { n: run.closed.length })}</Tag>
        </Tooltip>
      )}
    </>
  )
}
