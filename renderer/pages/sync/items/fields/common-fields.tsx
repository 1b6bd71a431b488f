import { Form, Input, Select } from 'antd'
import type { Rule } from 'antd/es/form'
import { useMemo } from 'react'
import { useBook } from '#renderer/app/book.tsx'
import { useText } from '#renderer/app/text.tsx'
import { useCall } from '#renderer/data/use-call.ts'
import { rowLabel } from '#renderer/pages/surplus/row-slice.ts'
import { isPeriod, periodsBetween } from '#shared/domain/period.ts'
import { formatYuan } from '#shared/format/money.ts'

/** Longest of what stands on one line, and of a statement, as the core takes them. */
export const LINE = 200
const STATEMENT = 20_000

export function useRequired(): readonly Rule[] {
  const { t } = useText()
  return useMemo(() => [{ required: true, whitespace: true, message: t('item.required') }], [t])
}

export function LineField({
  name,
  label,
  hint,
  optional = false,
  rules = [],
}: {
  readonly name: string
  readonly label: string
  readonly hint?: string
  readonly optional?: boolean
  readonly rules?: readonly Rule[]
}) {
  const required = useRequired()
  return (
    <Form.Item name={name} label={label} extra={hint} rules={[...(optional ? [] : required), ...rules]}>
      <Input maxLength={LINE} data-testid={`field-${name}`} />
    </Form.Item>
  )
}

export function StatementField({
  name,
  label,
  optional = false,
}: {
  readonly name: string
  readonly label: string
  readonly optional?: boolean
}) {
  const required = useRequired()
  return (
    <Form.Item name={name} label={label} rules={[...(optional ? [] : required)]} className="form-wide">
      <Input.TextArea autoSize={{ minRows: 4, maxRows: 14 }} maxLength={STATEMENT} data-testid={`field-${name}`} />
    </Form.Item>
  )
}

/** A month of the book, the latest first. */
export function MonthField({ disabled }: { readonly disabled: boolean }) {
  const { t } = useText()
  const { firstPeriod, lastPeriod } = useBook()
  const required = useRequired()
  const options = useMemo(
    () =>
      firstPeriod === null || lastPeriod === null
        ? []
        : periodsBetween(firstPeriod, lastPeriod)
            .reverse()
            .map((value) => ({ value: value as string, label: value as string })),
    [firstPeriod, lastPeriod],
  )
  return (
    <Form.Item name="period" label={t('item.month')} rules={[...required]}>
      <Select showSearch options={options} {...(disabled ? { disabled } : {})} data-testid="field-period" />
    </Form.Item>
  )
}

/** A group that had cases in the month, with its surplus; the largest loss first. */
export function GroupField({
  disabled,
  optional = false,
}: {
  readonly disabled: boolean
  readonly optional?: boolean
}) {
  const { t } = useText()
  const required = useRequired()
  const month: unknown = Form.useWatch('period')
  const basis: unknown = Form.useWatch('basis')
  const known = typeof month === 'string' && isPeriod(month)
  const slice = known ? { from: month, to: month } : {}
  const table = useCall('surplus.table', { slice, by: 'drg', basis: basis === 'B3' ? 'B3' : 'B1' }, known).data
  const options = useMemo(() => {
    const groups = (table?.rows ?? [])
      .filter(({ key }) => key !== '')
      .map((row) => {
        const label = rowLabel(row, 'drg')
        const surplus = row.surplus === null ? null : formatYuan(row.surplus, 'yuan')
        return { value: row.key, label: surplus === null ? label : t('item.groupOption', { label, surplus }) }
      })
    return optional ? [{ value: '', label: t('item.noGroup') }, ...groups] : groups
  }, [table, optional, t])
  return (
    <Form.Item name="group" label={t('item.group')} rules={optional ? [] : [...required]} className="form-wide">
      <Select
        showSearch={{ optionFilterProp: 'label' }}
        options={options}
        {...(disabled ? { disabled } : {})}
        data-testid="field-group"
      />
    </Form.Item>
  )
}
