import { Button, Table, type TableColumnsType, Tag, Tooltip } from 'antd'
import { useBook } from '#renderer/app/book.tsx'
import { useText } from '#renderer/app/text.tsx'
import { useFilters } from '#renderer/app/use-filters.ts'
import { JobProgressView } from '#renderer/components/job-progress.tsx'
import { ProblemAlert } from '#renderer/components/problem-alert.tsx'
import type { Trial } from '#shared/contract/trials.ts'
import { formatMoment } from '#shared/format/date.ts'
import { formatCount, MISSING } from '#shared/format/decimal.ts'
import { formatYuan } from '#shared/format/money.ts'
import { shareText } from '../ratio.ts'
import { AcceptButton } from './accept-button.tsx'
import { KindTag } from './kind-tag.tsx'
import { NO_PLACE } from './place.ts'
import { type Sides, sidesOfTrial } from './sides.ts'
import { spanWords } from './span-words.ts'
import { useTry } from './try-dialog.tsx'
import { useDiscard } from './use-discard.ts'

/** Every trial that is kept, and what can be done with it. */
export function TrialList({ trials, sides }: { readonly trials: readonly Trial[]; readonly sides: Sides }) {
  const { t } = useText()
  const { unit, change } = useFilters()
  const { readOnly } = useBook()
  const again = useTry()
  const discard = useDiscard()
  const columns: TableColumnsType<Trial> = [
    {
      key: 'scheme',
      title: t('trials.scheme'),
      render: ({ scheme, acceptedAt }: Trial) => (
        <>
          <KindTag kind={scheme.kind} /> {scheme.name}{' '}
          {acceptedAt !== null && <span className="muted">{t('trials.kept')}</span>}
        </>
      ),
    },
    { key: 'months', title: t('trials.months'), render: (trial: Trial) => spanWords(t, trial) },
    { key: 'at', title: t('trials.at'), render: ({ at }: Trial) => formatMoment(at) },
    {
      key: 'n',
      title: t('trials.cases'),
      align: 'right',
      className: 'num',
      render: ({ kept }: Trial) => formatCount(kept.n),
    },
    {
      key: 'rate',
      title: t('trials.rate'),
      align: 'right',
      className: 'num',
      render: ({ kept }: Trial) => shareText(kept.counts.grouped, kept.n),
    },
    {
      key: 'payment',
      title: t('common.withUnit', { label: t('trials.payment'), unit: t(`unit.${unit}`) }),
      align: 'right',
      className: 'num',
      render: ({ kept }: Trial) => (kept.nPriced === 0 ? MISSING : formatYuan(kept.payment, unit)),
    },
    { key: 'state', title: t('trials.state'), render: (trial: Trial) => <State trial={trial} /> },
    {
      key: 'actions',
      title: '',
      align: 'right',
      render: (trial: Trial) => (
        <span className="panel-actions">
          <Button
            size="small"
            type={isShown(trial, sides) ? 'primary' : 'default'}
            ghost={isShown(trial, sides)}
            onClick={() => change({ ...NO_PLACE, ...sidesOfTrial(trial) })}
            data-testid={`compare-trial-${trial.id}`}
          >
            {t('trials.compare')}
          </Button>
          {trial.acceptedAt === null && !trial.outdated && <AcceptButton trial={trial} />}
          {trial.acceptedAt === null && trial.outdated && (
            <Button
              size="small"
              disabled={readOnly}
              loading={again.running}
              onClick={() => void again.run(trial.scheme.id, trial)}
              data-testid={`again-trial-${trial.id}`}
            >
              {t('trials.again')}
            </Button>
          )}
          <Button
            size="small"
            danger
            type="text"
            disabled={readOnly || discard.running}
            onClick={() => discard.ask(trial)}
            data-testid={`discard-trial-${trial.id}`}
          >
            {t('trials.discard')}
          </Button>
        </span>
      ),
    },
  ]
  return (
    <section className="panel" data-testid="trials">
      <header>
        <h2>{t('trials.title')}</h2>
      </header>
      {again.running && again.job !== null && <JobProgressView job={again.job} />}
      {again.problem !== null && <ProblemAlert problem={again.problem} onClose={again.reset} />}
      {discard.problem !== null && <ProblemAlert problem={discard.problem} onClose={discard.reset} />}
      <Table size="small" rowKey="id" columns={columns} dataSource={[...trials]} pagination={false} />
    </section>
  )
}

const isShown = ({ id }: Trial, { before, after }: Sides): boolean => before === id || after === id

function State({ trial }: { readonly trial: Trial }) {
  const { t } = useText()
  if (trial.acceptedAt !== null) {
    return (
      <Tooltip title={t('trials.acceptedHint')}>
        <Tag color="green">{t('trials.accepted', { at: formatMoment(trial.acceptedAt) })}</Tag>
      </Tooltip>
    )
  }
  return trial.outdated ? (
    <Tooltip title={t('trials.outdatedHint')}>
      <Tag color="orange">{t('trials.outdated')}</Tag>
    </Tooltip>
  ) : (
    <Tag>{t('trials.waiting')}</Tag>
  )
}
