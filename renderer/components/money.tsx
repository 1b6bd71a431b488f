import { type Fen, fenToYuan } from '#shared/domain/money.ts'
import { MISSING } from '#shared/format/decimal.ts'
import { formatYuan, type MoneyUnit } from '#shared/format/money.ts'
import { NumberText } from './number.tsx'

/** An amount: exact yuan as text, or whole fen. Details show 元 whatever the top bar's unit is. */
export function Money({
  yuan,
  amount,
  unit = 'yuan',
  ...rest
}: {
  readonly yuan?: string | null
  readonly amount?: Fen | null
  readonly unit?: MoneyUnit
  readonly reason?: string
  readonly label?: string
  readonly onOpen?: () => void
}) {
  const value = yuan ?? (amount === undefined || amount === null ? null : fenToYuan(amount))
  if (value === null) return <NumberText text={MISSING} {...rest} />
  const { reason: _missing, ...present } = rest
  return <NumberText text={formatYuan(value, unit)} negative={value.startsWith('-')} {...present} />
}
