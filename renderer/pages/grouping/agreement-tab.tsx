import { ApartmentOutlined } from '@ant-design/icons'
import { useMemo } from 'react'
import { useText } from '#renderer/app/text.tsx'
import { useFilters, useGlobalSlice } from '#renderer/app/use-filters.ts'
import { Async } from '#renderer/components/async.tsx'
import { EmptyState } from '#renderer/components/empty-state.tsx'
import { SimpleTable } from '#renderer/components/simple-table.tsx'
import { useCall } from '#renderer/data/use-call.ts'
import { countCell, textCell } from '#renderer/grid/cells.ts'
import type { GridColumn } from '#renderer/grid/column.ts'
import type { GroupingAgreement } from '#shared/contract/grouping.ts'
import type { Slice } from '#shared/contract/slice.ts'
import {
  AGREEMENT_LEVELS,
  type AgreementLevel,
  DISAGREEMENT_CAUSES,
  type DisagreementCause,
} from '#shared/domain/grouping-review.ts'
import { formatCount } from '#shared/format/decimal.ts'
import { CountTile } from './count-tile.tsx'
import { NoCases } from './coverage-tab.tsx'
import { DisagreeingCases } from './disagreeing-cases.tsx'
import { shareText } from './ratio.ts'

export function AgreementTab() {
  const slice = useGlobalSlice()
  const query = useCall('grouping.agreement', { slice })
  return (
    <Async query={query} rows={10}>
      {(agreement) =>
        agreement.scheme === null ? (
          <NoCases />
        ) : agreement.total.levels.drg.n === 0 ? (
          <NoOfficial />
        ) : (
          <Agreement agreement={agreement} slice={slice} />
        )
      }
    </Async>
  )
}

function NoOfficial() {
  const { t } = useText()
  return (
    <EmptyState
      title={t('agreement.none')}
      teach={t('agreement.noneTeach')}
      icon={<ApartmentOutlined />}
      testId="agreement-empty"
    />
  )
}

function Agreement({ agreement, slice }: { readonly agreement: GroupingAgreement; readonly slice: Slice }) {
  const { t } = useText()
  const { change } = useFilters()
  const { levels, officialMissing, causes } = agreement.total
  const { n, agree } = levels.drg
  const dip = agreement.scheme?.kind === 'DIP'
  const everything = { cause: null, official: null, local: null }
  return (
    <div className="stack">
      <h1 className="headline" data-testid="headline">
        {t(dip ? 'agreement.headlineDip' : 'agreement.headline', {
          n: formatCount(n),
          agree: formatCount(agree),
          rate: shareText(agree, n),
          differ: formatCount(n - agree),
        })}
      </h1>
      {n > 0 && causes['not-in-scheme'] === n && (
        <p className="negative" data-testid="agreement-foreign">
          {t('agreement.foreign', { name: agreement.scheme?.name ?? '' })}
        </p>
      )}
      {officialMissing > 0 && <p className="muted">{t('agreement.missing', { n: formatCount(officialMissing) })}</p>}
      <div className="tiles tiles-3">
        {levelsOf(agreement).map((level) => (
          <CountTile
            key={level}
            id={`agreement-${level}`}
            label={t(levelWord(agreement, level))}
            value={shareText(levels[level].agree, levels[level].n)}
            foot={`${formatCount(levels[level].agree)} / ${formatCount(levels[level].n)}`}
            onOpen={() => change(everything)}
          />
        ))}
      </div>
      <div className="columns-2">
        <Months agreement={agreement} />
        <section className="panel" data-testid="agreement-causes">
          <header>
            <h2>{t('agreement.causes')}</h2>
          </header>
          <ul className="plain-list">
            {causesOf(agreement).map((cause) => (
              <li key={cause}>
                <button
                  type="button"
                  className="row-button"
                  disabled={causes[cause] === 0}
                  onClick={() => change({ ...everything, cause })}
                  data-testid={`cause-${cause}`}
                >
                  <span>{t(`agreement.cause.${cause}`)}</span>
                  <span className="num">{formatCount(causes[cause])}</span>
                </button>
              </li>
            ))}
          </ul>
        </section>
      </div>
      <Confusions agreement={agreement} />
      <DisagreeingCases slice={slice} />
    </div>
  )
}

/** A disease of a DIP directory has no levels above it: it agrees or it does not. */
const levelsOf = ({ scheme }: GroupingAgreement): readonly AgreementLevel[] =>
  scheme?.kind === 'DIP' ? ['drg'] : AGREEMENT_LEVELS

const levelWord = ({ scheme }: GroupingAgreement, level: AgreementLevel) =>
  scheme?.kind === 'DIP' ? 'agreement.level.disease' : (`agreement.level.${level}` as const)

const OF_DRG: readonly DisagreementCause[] = ['mdc', 'adrg', 'severity']
const OF_DIP: readonly DisagreementCause[] = ['disease']

/** Causes that the kind of scheme can have, and any that was found nevertheless: the months may have had both kinds. */
function causesOf({ scheme, total }: GroupingAgreement): readonly DisagreementCause[] {
  const foreign = scheme?.kind === 'DIP' ? OF_DRG : OF_DIP
  return DISAGREEMENT_CAUSES.filter((cause) => total.causes[cause] > 0 || !foreign.includes(cause))
}

type Month = GroupingAgreement['byMonth'][number]

function Months({ agreement }: { readonly agreement: GroupingAgreement }) {
  const { t } = useText()
  const columns = useMemo<readonly GridColumn<Month>[]>(
    () => [
      { id: 'month', header: t('grouping.month'), width: 80, cell: ({ period }) => textCell(period) },
      {
        id: 'n',
        header: t('grouping.n'),
        width: 70,
        numeric: true,
        cell: ({ counts }) => countCell(counts.levels.drg.n),
      },
      ...levelsOf(agreement).map(
        (level): GridColumn<Month> => ({
          id: level,
          header: t(levelWord(agreement, level)),
          width: 100,
          numeric: true,
          cell: ({ counts }) => {
            const { n, agree } = counts.levels[level]
            return { text: shareText(agree, n), title: `${formatCount(agree)} / ${formatCount(n)}` }
          },
        }),
      ),
    ],
    [t, agreement],
  )
  return (
    <section className="panel" data-testid="agreement-months">
      <header>
        <h2>{t('agreement.months')}</h2>
      </header>
      <SimpleTable
        columns={columns}
        rows={agreement.byMonth}
        rowId={({ period }) => period}
        label={t('agreement.months')}
      />
    </section>
  )
}

type Pair = GroupingAgreement['confusions'][number]

function Confusions({ agreement }: { readonly agreement: GroupingAgreement }) {
  const { t } = useText()
  const { change } = useFilters()
  const { confusions, confusionsTotal } = agreement
  const columns = useMemo<readonly GridColumn<Pair>[]>(
    () => [
      {
        id: 'official',
        header: t('agreement.official'),
        width: 240,
        cell: ({ official, officialName }) => textCell(`${official} ${officialName}`.trim()),
      },
      {
        id: 'local',
        header: t('agreement.local'),
        width: 240,
        cell: ({ local, localName }) => textCell(`${local} ${localName}`.trim()),
      },
      { id: 'n', header: t('grouping.n'), width: 60, numeric: true, cell: ({ n }) => countCell(n) },
      {
        id: 'cause',
        header: t('agreement.cause'),
        width: 160,
        cell: ({ cause }) => textCell(t(`agreement.cause.${cause}`)),
      },
    ],
    [t],
  )
  if (confusions.length === 0) return null
  return (
    <section className="panel" data-testid="confusions">
      <header>
        <h2>{t('agreement.pairs')}</h2>
        {confusionsTotal > confusions.length && (
          <span className="muted">
            {t('agreement.pairsShown', { shown: confusions.length, n: formatCount(confusionsTotal) })}
          </span>
        )}
      </header>
      <div className="scrolled">
        <SimpleTable
          columns={columns}
          rows={confusions}
          rowId={({ official, local, cause }) => `${official} ${local} ${cause}`}
          label={t('agreement.pairs')}
          onOpenRow={({ official, local, cause }) => change({ official, local, cause })}
        />
      </div>
    </section>
  )
}
