import { Input, Select } from 'antd'
import { useEffect, useMemo, useState } from 'react'
import { useBook } from '#renderer/app/book.tsx'
import { useText } from '#renderer/app/text.tsx'
import { useFilters } from '#renderer/app/use-filters.ts'
import { SliceChips } from '#renderer/components/slice-chips.tsx'
import { useCall } from '#renderer/data/use-call.ts'
import { GROUPING_STATUSES } from '#shared/domain/grouping.ts'
import { SETTLEMENT_CLASSES } from '#shared/domain/slice.ts'
import { rowLabel } from '../surplus/row-slice.ts'

const TYPING_MS = 250

/** Quick filters of the case list; team and insurance are in the top bar, categories come by drilling down. */
export function CaseFilters() {
  const { t } = useText()
  const book = useBook()
  const { slice, change } = useFilters()
  const { from, to } = slice
  const period = useMemo(
    () => ({ ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }) }),
    [from, to],
  )
  const groups = useCall('surplus.table', { slice: period, by: 'drg', basis: 'B1' }).data
  const physicians = book.physicians.map((value) => ({ value, label: value === '' ? t('missing.blank') : value }))
  const cleared = (value: string | null | undefined): string | null => value ?? null
  return (
    <div className="page-controls" data-testid="case-filters">
      <TextFilter value={slice.text ?? ''} onChange={(text) => change({ text: text === '' ? null : text })} />
      <Select
        allowClear
        showSearch={{ optionFilterProp: 'label' }}
        value={slice.drg ?? null}
        onChange={(value: string | null | undefined) => change({ drg: cleared(value) })}
        options={(groups?.rows ?? []).map((row) => ({
          value: row.key,
          label: rowLabel(row, 'drg') || t('missing.blank'),
        }))}
        placeholder={t('cases.anyGroup')}
        aria-label={t('case.drg')}
        popupMatchSelectWidth={360}
        style={{ width: 200 }}
        data-testid="filter-drg"
      />
      <Select
        allowClear
        value={slice.settlement ?? null}
        onChange={(value: string | null | undefined) => change({ settlement: cleared(value) })}
        options={SETTLEMENT_CLASSES.map((value) => ({ value, label: t(`settlement.${value}`) }))}
        placeholder={t('cases.anySettlement')}
        aria-label={t('case.settlement')}
        style={{ width: 130 }}
        data-testid="filter-settlement"
      />
      <Select
        allowClear
        value={slice.status ?? null}
        onChange={(value: string | null | undefined) => change({ status: cleared(value) })}
        options={GROUPING_STATUSES.map((value) => ({ value, label: t(`status.${value}`) }))}
        placeholder={t('cases.anyStatus')}
        aria-label={t('case.status')}
        style={{ width: 130 }}
        data-testid="filter-status"
      />
      <Select
        allowClear
        showSearch={{ optionFilterProp: 'label' }}
        value={slice.physician ?? null}
        onChange={(value: string | null | undefined) => change({ physician: cleared(value) })}
        options={physicians}
        placeholder={t('cases.anyPhysician')}
        aria-label={t('case.physician')}
        style={{ width: 130 }}
        data-testid="filter-physician"
      />
      <SliceChips fields={['mdc', 'adrg', 'principalDx']} />
    </div>
  )
}

function TextFilter({ value, onChange }: { readonly value: string; readonly onChange: (text: string) => void }) {
  const { t } = useText()
  const [text, setText] = useState(value)
  useEffect(() => setText(value), [value])
  useEffect(() => {
    if (text === value) return
    const timer = setTimeout(() => onChange(text), TYPING_MS)
    return () => clearTimeout(timer)
  }, [text, value, onChange])
  return (
    <Input.Search
      allowClear
      value={text}
      onChange={(event) => setText(event.target.value)}
      onSearch={onChange}
      placeholder={t('cases.search')}
      aria-label={t('cases.search')}
      maxLength={200}
      style={{ width: 280 }}
      data-testid="filter-text"
    />
  )
}
