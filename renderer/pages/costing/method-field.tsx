import { Segmented } from 'antd'
import { useText } from '#renderer/app/text.tsx'
import { COST_METHODS, type CostMethod } from '#shared/domain/costing.ts'

/** One of the three methods. */
export function MethodField({
  value,
  among = COST_METHODS,
  onChange,
}: {
  readonly value: CostMethod
  readonly among?: readonly CostMethod[]
  readonly onChange: (method: CostMethod) => void
}) {
  const { t } = useText()
  return (
    <Segmented<CostMethod>
      value={value}
      onChange={onChange}
      options={among.map((method) => ({ value: method, label: t(`costing.method.${method}`) }))}
      aria-label={t('costing.methodLabel')}
      data-testid="cost-method"
    />
  )
}
