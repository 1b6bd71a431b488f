import { InputNumber } from 'antd'
import { useText } from '#renderer/app/text.tsx'
import { COST_ELEMENT_NAMES, COST_ELEMENTS } from '#shared/domain/costing.ts'
import { fromPercent, toPercent } from './draft.ts'
import { Field } from './field.tsx'
import type { FieldsProps } from './settings-panel.tsx'

/** What is fixed of each element, the margin that should be left, and from when an excess is an alert. */
export function ShareFields({ config, disabled, onChange }: FieldsProps) {
  const { t, say } = useText()
  return (
    <div className="stack">
      <p className="muted panel-note">{t('run.sharesWhat')}</p>
      <div className="settings-grid ratio-grid">
        {COST_ELEMENTS.map((element) => (
          <Field key={element} label={t('run.fixedOf', { element: say(COST_ELEMENT_NAMES[element]) })}>
            <PercentField
              label={t('run.fixedOf', { element: say(COST_ELEMENT_NAMES[element]) })}
              share={config.fixedShares[element]}
              disabled={disabled}
              testId={`fixed-${element}`}
              onChange={(share) => onChange({ ...config, fixedShares: { ...config.fixedShares, [element]: share } })}
            />
          </Field>
        ))}
        <Field label={t('run.targetMargin')} hint={t('run.targetMarginHint')}>
          <PercentField
            label={t('run.targetMargin')}
            share={config.targetMargin}
            disabled={disabled}
            testId="target-margin"
            onChange={(targetMargin) => onChange({ ...config, targetMargin })}
          />
        </Field>
        <Field label={t('run.tolerance')} hint={t('run.toleranceHint')}>
          <PercentField
            label={t('run.tolerance')}
            share={config.tolerance}
            disabled={disabled}
            testId="tolerance"
            onChange={(tolerance) => onChange({ ...config, tolerance })}
          />
        </Field>
      </div>
    </div>
  )
}

function PercentField({
  label,
  share,
  disabled,
  testId,
  onChange,
}: {
  readonly label: string
  readonly share: string
  readonly disabled: boolean
  readonly testId: string
  readonly onChange: (share: string) => void
}) {
  return (
    <InputNumber<string>
      stringMode
      min="0"
      max="100"
      suffix="%"
      value={toPercent(share)}
      onChange={(value) => {
        const next = fromPercent(value ?? '')
        if (next !== null) onChange(next)
      }}
      disabled={disabled}
      aria-label={label}
      data-testid={testId}
    />
  )
}
