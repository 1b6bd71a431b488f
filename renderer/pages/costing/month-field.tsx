import { Select } from 'antd'
import { useText } from '#renderer/app/text.tsx'
import type { Period } from '#shared/domain/period.ts'

/** One month of those the top bar shows. */
export function MonthField({
  months,
  value,
  onChange,
}: {
  readonly months: readonly Period[]
  readonly value: Period
  readonly onChange: (month: Period) => void
}) {
  const { t } = useText()
  return (
    // biome-ignore lint/a11y/noLabelWithoutControl: antd's select is the control
    <label className="labelled">
      {t('costing.month')}
      <Select
        showSearch
        value={value}
        onChange={onChange}
        options={months.map((month) => ({ value: month, label: month as string }))}
        aria-label={t('costing.month')}
        data-testid="costing-month"
        style={{ width: 110 }}
      />
    </label>
  )
}
