import { Input } from 'antd'

/** Plain decimals of a sheet, at most six places; those added to an equation may be below zero. */
const NUMBER = /^-?\d{1,12}(\.\d{1,6})?$/

/** A decimal text as it stands in the file; the sheet is not costed while it is none. */
export function NumberField({
  label,
  value,
  disabled,
  testId,
  onChange,
}: {
  readonly label: string
  readonly value: string
  readonly disabled: boolean
  readonly testId?: string
  readonly onChange: (value: string) => void
}) {
  return (
    <Input
      inputMode="decimal"
      value={value}
      status={NUMBER.test(value) ? '' : 'error'}
      onChange={({ target }) => onChange(target.value.trim())}
      disabled={disabled}
      aria-label={label}
      className="edit-number num"
      {...(testId === undefined ? {} : { 'data-testid': testId })}
    />
  )
}
