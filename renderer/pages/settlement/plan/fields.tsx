import { InputNumber } from 'antd'
import { useId } from 'react'
import { useText } from '#renderer/app/text.tsx'
import { exact } from '#shared/domain/exact.ts'
import { type Fen, fen } from '#shared/domain/money.ts'

interface FieldProps<Value> {
  readonly label: string
  /** Undefined: as the book has it, which `placeholder` shows. */
  readonly value: Value | undefined
  readonly onChange: (value: Value | undefined) => void
  readonly placeholder?: string
  readonly disabled?: boolean
  readonly testId: string
}

/** Yuan, kept as whole fen. */
export function MoneyField({ signed = false, ...props }: FieldProps<Fen> & { readonly signed?: boolean }) {
  const { t } = useText()
  const shown = props.value === undefined ? null : exact(props.value).div(100).toFixed(2)
  return (
    <DecimalField
      {...props}
      places={2}
      shown={shown}
      min={signed ? '-99999999999' : '0'}
      max="99999999999"
      suffix={t('unit.yuan')}
      take={(text) => fen(Number(exact(text).times(100).round(0).toFixed()))}
    />
  )
}

/** A share, typed in per cent and kept as its fraction. */
export function ShareField(props: FieldProps<string>) {
  const shown = props.value === undefined ? null : exact(props.value).times(100).toFixed()
  return (
    <DecimalField
      {...props}
      places={4}
      shown={shown}
      min="0"
      max="100"
      suffix="%"
      take={(text) => exact(text).div(100).toFixed()}
    />
  )
}

/** A rate, point value, weight or coefficient. */
export function RateField(props: FieldProps<string>) {
  return (
    <DecimalField
      {...props}
      places={8}
      shown={props.value ?? null}
      min="0"
      max="9999999999"
      take={(text) => exact(text).toFixed()}
    />
  )
}

function DecimalField<Value>({
  label,
  shown,
  onChange,
  take,
  places,
  min,
  max,
  suffix,
  placeholder,
  disabled = false,
  testId,
}: FieldProps<Value> & {
  readonly shown: string | null
  readonly take: (text: string) => Value
  readonly places: number
  readonly min: string
  readonly max: string
  readonly suffix?: string
}) {
  const id = useId()
  return (
    <div className="settle-field">
      <label htmlFor={id}>{label}</label>
      <InputNumber<string>
        id={id}
        stringMode
        controls={false}
        value={shown}
        min={min}
        max={max}
        formatter={(value) => (value === undefined ? '' : String(value))}
        parser={(text) => cut((text ?? '').replaceAll(',', '').trim(), places)}
        onChange={(value) => onChange(value === null || value === '' ? undefined : take(value))}
        disabled={disabled}
        {...(suffix === undefined ? {} : { suffix })}
        {...(placeholder === undefined ? {} : { placeholder })}
        data-testid={testId}
        style={{ width: 200 }}
      />
    </div>
  )
}

function cut(text: string, places: number): string {
  const [whole = '', rest] = text.split('.')
  return rest === undefined ? whole : `${whole}.${rest.slice(0, places)}`
}
