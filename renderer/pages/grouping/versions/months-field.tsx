import { Select } from 'antd'
import { useMemo } from 'react'
import { useBook } from '#renderer/app/book.tsx'
import { useText } from '#renderer/app/text.tsx'
import { type Period, periodsBetween } from '#shared/domain/period.ts'
import type { Months } from './span-words.ts'

const OPEN = ''

/** First and last month of a span, each open unless a month of the book is chosen. */
export function MonthsField({
  months,
  disabled,
  onChange,
}: {
  readonly months: Months
  readonly disabled: boolean
  readonly onChange: (months: Months) => void
}) {
  const { t } = useText()
  const { firstPeriod, lastPeriod } = useBook()
  const options = useMemo(
    () =>
      firstPeriod === null || lastPeriod === null
        ? []
        : periodsBetween(firstPeriod, lastPeriod).map((value) => ({ value: value as string, label: value as string })),
    [firstPeriod, lastPeriod],
  )
  const chosen = (value: string): Period | null => (value === OPEN ? null : (value as Period))
  return (
    <div className="months-field">
      <div className="field">
        <span className="field-label">{t('span.first')}</span>
        <Select
          showSearch
          value={months.from ?? OPEN}
          onChange={(value: string) => onChange({ ...months, from: chosen(value) })}
          options={[{ value: OPEN, label: t('span.openFrom') }, ...options]}
          disabled={disabled}
          aria-label={t('span.first')}
          data-testid="months-from"
        />
      </div>
      <div className="field">
        <span className="field-label">{t('span.last')}</span>
        <Select
          showSearch
          value={months.to ?? OPEN}
          onChange={(value: string) => onChange({ ...months, to: chosen(value) })}
          options={[{ value: OPEN, label: t('span.openTo') }, ...[...options].reverse()]}
          disabled={disabled}
          aria-label={t('span.last')}
          data-testid="months-to"
        />
      </div>
      {isWrong(months) && <p className="negative">{t('span.wrong')}</p>}
    </div>
  )
}

export function isWrong({ from, to }: Months): boolean {
  return from !== null && to !== null && from > to
}
