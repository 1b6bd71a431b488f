import { CalendarOutlined } from '@ant-design/icons'
import { Button, Dropdown, Segmented, Select, Tooltip } from 'antd'
import { addMonths, type Period, periodsBetween } from '#shared/domain/period.ts'
import { BASIS_NAMES } from '#shared/domain/surplus.ts'
import { MONEY_UNITS } from '#shared/format/money.ts'
import { useBook } from './book.tsx'
import { CompareFilter } from './compare-filter.tsx'
import { BASES } from './filters.ts'
import { useText } from './text.tsx'
import { useFilters } from './use-filters.ts'

/** Period, comparison, basis, unit, insurance, team: one bar for all pages, kept in the address. */
export function FilterBar() {
  const { t, say } = useText()
  const book = useBook()
  const { slice, basis, unit, change } = useFilters()
  const blank = t('missing.blank')
  const named = (value: string) => ({ value, label: value === '' ? blank : value })
  return (
    // biome-ignore lint/a11y/useSemanticElements: a search landmark with selects, not a form to submit
    <div className="filter-bar" role="search" aria-label={t('filter.label')} data-testid="filter-bar">
      <PeriodFilter />
      <CompareFilter />
      <Segmented
        value={basis}
        onChange={(value) => change({ basis: value })}
        options={BASES.map((value) => ({
          value,
          label: <Tooltip title={say(BASIS_NAMES[value])}>{t(`basis.${value}`)}</Tooltip>,
        }))}
        aria-label={t('filter.basis')}
        data-testid="filter-basis"
      />
      <Segmented
        value={unit}
        onChange={(value) => change({ unit: value })}
        options={MONEY_UNITS.map((value) => ({ value, label: t(`unit.${value}`) }))}
        aria-label={t('filter.unit')}
        data-testid="filter-unit"
      />
      <Select
        allowClear
        showSearch
        value={slice.insurance ?? null}
        onChange={(value: string | null | undefined) => change({ insurance: value ?? null })}
        options={book.insurances.map(named)}
        placeholder={t('filter.insuranceAll')}
        aria-label={t('filter.insurance')}
        data-testid="filter-insurance"
        popupMatchSelectWidth={false}
        style={{ width: 112 }}
      />
      <Select
        allowClear
        showSearch
        value={slice.team ?? null}
        onChange={(value: string | null | undefined) => change({ team: value ?? null })}
        options={book.teams.map(named)}
        placeholder={t('filter.teamAll')}
        aria-label={t('filter.team')}
        data-testid="filter-team"
        popupMatchSelectWidth={false}
        style={{ width: 124 }}
      />
    </div>
  )
}

function PeriodFilter() {
  const { t } = useText()
  const book = useBook()
  const { slice, change } = useFilters()
  if (book.firstPeriod === null || book.lastPeriod === null) return null
  const first = book.firstPeriod
  const last = book.lastPeriod
  const options = periodsBetween(first, last)
    .reverse()
    .map((value) => ({ value: value as string, label: value as string }))
  const set = (from: Period, to: Period): void => change({ from: from < first ? first : from, to })
  const years = [...new Set(options.map((option) => option.value.slice(0, 4)))]
  const items = [
    { key: 'last1', label: t('filter.last1'), onClick: () => set(last, last) },
    { key: 'last3', label: t('filter.last3'), onClick: () => set(addMonths(last, -2), last) },
    { key: 'last12', label: t('filter.last12'), onClick: () => set(addMonths(last, -11), last) },
    ...years.map((year) => ({
      key: year,
      label: t('filter.year', { year }),
      onClick: () => {
        const end = `${year}-12` as Period
        set(`${year}-01` as Period, end > last ? last : end)
      },
    })),
    { key: 'all', label: t('filter.allTime'), onClick: () => set(first, last) },
  ]
  return (
    <div className="period-filter">
      <Dropdown menu={{ items }} trigger={['click']}>
        <Button
          icon={<CalendarOutlined />}
          aria-label={t('filter.quick')}
          title={t('filter.quick')}
          data-testid="filter-quick"
        />
      </Dropdown>
      <Select
        showSearch
        value={slice.from ?? first}
        onChange={(value: string) =>
          change({ from: value, ...(slice.to !== undefined && slice.to < value ? { to: value } : {}) })
        }
        options={options}
        aria-label={t('filter.from')}
        data-testid="filter-from"
        style={{ width: 96 }}
      />
      <span aria-hidden>–</span>
      <Select
        showSearch
        value={slice.to ?? last}
        onChange={(value: string) =>
          change({ to: value, ...(slice.from !== undefined && slice.from > value ? { from: value } : {}) })
        }
        options={options}
        aria-label={t('filter.to')}
        data-testid="filter-to"
        style={{ width: 96 }}
      />
    </div>
  )
}
