import { Tag } from 'antd'
import { DRILL_FIELDS, type DrillField } from '#renderer/app/filters.ts'
import { useText } from '#renderer/app/text.tsx'
import { useFilters } from '#renderer/app/use-filters.ts'

/** What a drill-down narrowed the page to; each condition can be taken off again. */
export function SliceChips({ fields = DRILL_FIELDS }: { readonly fields?: readonly DrillField[] }) {
  const { t } = useText()
  const { slice, change } = useFilters()
  const shown = fields.filter((field) => slice[field] !== undefined)
  if (shown.length === 0) return null
  const shownValue = (field: DrillField): string => {
    if (field === 'settlement' && slice.settlement !== undefined) return t(`settlement.${slice.settlement}`)
    if (field === 'status' && slice.status !== undefined) return t(`status.${slice.status}`)
    const value = slice[field] ?? ''
    return value === '' ? t('missing.blank') : value
  }
  return (
    <span className="chips" data-testid="slice-chips">
      {shown.map((field) => {
        const label = t(`filter.chip.${field}`, { value: shownValue(field) })
        return (
          <Tag
            key={field}
            closable={{ 'aria-label': t('filter.chip.remove', { label }) }}
            onClose={(event) => {
              event.preventDefault()
              change({ [field]: null })
            }}
            data-testid={`chip-${field}`}
          >
            {label}
          </Tag>
        )
      })}
    </span>
  )
}
