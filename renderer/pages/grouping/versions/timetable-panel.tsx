import { Tag } from 'antd'
import type { ReactNode } from 'react'
import { useBook } from '#renderer/app/book.tsx'
import { useText } from '#renderer/app/text.tsx'
import type { SchemeSummary } from '#shared/contract/book.ts'
import type { Trial } from '#shared/contract/trials.ts'
import type { Period } from '#shared/domain/period.ts'
import { KindTag } from './kind-tag.tsx'
import { SchemeActions } from './scheme-actions.tsx'
import { schemeName } from './scheme-name.ts'
import { spansWords, spanWords } from './span-words.ts'
import { gapsOf, monthsShown, type Stretch, stretchOf, waitingTrials, yearsOf } from './timetable.ts'

/** Which scheme groups which months: a line per scheme, its months in words and as bars over the months of the book. */
export function TimetablePanel({
  schemes,
  trials,
}: {
  readonly schemes: readonly SchemeSummary[]
  readonly trials: readonly Trial[]
}) {
  const { t } = useText()
  const book = useBook()
  const spans = schemes.flatMap((scheme) => scheme.spans)
  const months = monthsShown(book, spans)
  const gaps = gapsOf(spans, months)
  return (
    <section className="panel" data-testid="timetable">
      <header>
        <h2>{t('timetable.title')}</h2>
        <span className="muted timetable-legend">
          <i className="timetable-bar in-force" aria-hidden /> {t('timetable.inForce')}
          <i className="timetable-bar tried" aria-hidden /> {t('timetable.tried')}
        </span>
      </header>
      <div className="simple-table">
        <table aria-label={t('timetable.title')} className="timetable">
          <thead>
            <tr>
              <th scope="col">{t('timetable.scheme')}</th>
              <th scope="col">{t('timetable.months')}</th>
              <th scope="col" className="timetable-bars">
                <Track months={months}>
                  {yearsOf(months).map(({ year, ...stretch }) => (
                    <span key={year} className="timetable-year" style={place(stretch)}>
                      {year}
                    </span>
                  ))}
                </Track>
              </th>
              <th />
            </tr>
          </thead>
          <tbody>
            {schemes.map((scheme) => (
              <SchemeLine
                key={scheme.id}
                scheme={scheme}
                name={schemeName(t, scheme, schemes)}
                trials={waitingTrials(trials, scheme.id)}
                months={months}
              />
            ))}
            {gaps.length > 0 && <GapLine gaps={gaps} months={months} />}
          </tbody>
        </table>
      </div>
    </section>
  )
}

function SchemeLine({
  scheme,
  name,
  trials,
  months,
}: {
  readonly scheme: SchemeSummary
  readonly name: string
  readonly trials: readonly Trial[]
  readonly months: readonly Period[]
}) {
  const { t } = useText()
  return (
    <tr data-testid={`timetable-${scheme.id}`}>
      <th scope="row">
        <KindTag kind={scheme.kind} /> {name}
      </th>
      <td>
        {scheme.inForce ? (
          <Tag color="green">{spansWords(t, scheme.spans).join(t('common.listComma'))}</Tag>
        ) : (
          <span className="muted">{t('span.none')}</span>
        )}
      </td>
      <td className="timetable-bars">
        <Track months={months}>
          {scheme.spans.map((span) => (
            <Bar
              key={`${span.from} ${span.to}`}
              kind="in-force"
              stretch={stretchOf(span, months)}
              title={spanWords(t, span)}
            />
          ))}
          {trials.map((trial) => (
            <Bar
              key={trial.id}
              kind="tried"
              stretch={stretchOf(trial, months)}
              title={t('common.labelled', { label: t('timetable.tried'), value: spanWords(t, trial) })}
            />
          ))}
        </Track>
      </td>
      <td className="timetable-actions">
        <SchemeActions scheme={scheme} />
      </td>
    </tr>
  )
}

function GapLine({ gaps, months }: { readonly gaps: readonly Stretch[]; readonly months: readonly Period[] }) {
  const { t } = useText()
  const words = gaps.map(({ at, length }) =>
    spanWords(t, { from: months[at] ?? null, to: months[at + length - 1] ?? null }),
  )
  return (
    <tr data-testid="timetable-gap">
      <th scope="row">{t('timetable.gap')}</th>
      <td title={t('timetable.gapTeach')}>{words.join(t('common.listComma'))}</td>
      <td className="timetable-bars">
        <Track months={months}>
          {gaps.map((gap) => (
            <Bar key={gap.at} kind="gap" stretch={gap} title={t('timetable.gapTeach')} />
          ))}
        </Track>
      </td>
      <td />
    </tr>
  )
}

/** One column per month; what lies in it is placed by its stretch. The words beside it say the same. */
function Track({ months, children }: { readonly months: readonly Period[]; readonly children: ReactNode }) {
  return (
    <div
      className="timetable-track"
      style={{ gridTemplateColumns: `repeat(${Math.max(1, months.length)}, minmax(0, 1fr))` }}
      aria-hidden
    >
      {children}
    </div>
  )
}

function Bar({
  kind,
  stretch,
  title,
}: {
  readonly kind: 'in-force' | 'tried' | 'gap'
  readonly stretch: Stretch | null
  readonly title: string
}) {
  return stretch === null ? null : <span className={`timetable-bar ${kind}`} style={place(stretch)} title={title} />
}

const place = ({ at, length }: Stretch) => ({ gridColumn: `${at + 1} / span ${length}` })
