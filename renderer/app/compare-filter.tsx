import { Select } from 'antd'
import { comparedSpan } from '#shared/domain/compare.ts'
import { type Period, periodsBetween } from '#shared/domain/period.ts'
import { useBook } from './book.tsx'
import { COMPARES } from './filters.ts'
import { useText } from './text.tsx'
import { useFilters } from './use-filters.ts'

type Kind = (typeof COMPARES)[number]

/** What every page holds its months against: one choice, with its months where a person names them. */
export function CompareFilter() {
  const { t } = useText()
  const { firstPeriod, lastPeriod } = useBook()
  const { slice, compare, change } = useFilters()
  const kind: Kind = typeof compare === 'object' ? 'months' : compare
  const choose = (next: Kind): void => {
    const [from, to] = [slice.from ?? firstPeriod, slice.to ?? lastPeriod]
    // Naming months begins with those just before, ready to be moved.
    const span = next !== 'months' || from === null || to === null ? null : comparedSpan({ from, to }, 'previous')
    change({ compare: next, compareFrom: span?.from ?? null, compareTo: span?.to ?? null })
  }
  return (
    <>
      <Select<Kind>
        value={kind}
        onChange={choose}
        options={COMPARES.map((value) => ({ value, label: t(`filter.compare.${value}`) }))}
        aria-label={t('filter.compare')}
        data-testid="filter-compare"
        popupMatchSelectWidth={false}
        style={{ width: 116 }}
      />
      {typeof compare === 'object' && <ComparedMonths from={compare.from} to={compare.to} />}
    </>
  )
}

function ComparedMonths({ from, to }: { readonly from: Period; readonly to: Period }) {
  const { t } = useText()
  const { firstPeriod, lastPeriod } = useBook()
  const { change } = useFilters()
  const first = firstPeriod === null || firstPeriod > from ? from : firstPeriod
  const last = lastPeriod === null || lastPeriod < to ? to : lastPeriod
  const options = periodsBetween(first, last)
    .reverse()
    .map((value) => ({ value: value as string, label: value as string }))
  const field = (name: 'compareFrom' | 'compareTo', value: Period) => (
    <Select
      showSearch
      value={value as string}
      onChange={(month: string) => {
        const turned = name === 'compareFrom' ? to < month : from > month
        const other = name === 'compareFrom' ? 'compareTo' : 'compareFrom'
        change({ [name]: month, ...(turned ? { [other]: month } : {}) })
      }}
      options={options}
      aria-label={t(`filter.${name}`)}
      data-testid={`filter-${name}`}
      style={{ width: 92 }}
    />
  )
  return (
    <div className="period-filter">
      {field('compareFrom', from)}
      <span aria-hidden>–</span>
      {field('compareTo', to)}
    </div>
  )
}
