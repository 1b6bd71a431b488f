import { Checkbox, Input, Segmented, Select } from 'antd'
import { useState } from 'react'
import { useText } from '#renderer/app/text.tsx'
import { COST_METHOD_NAMES, COST_METHODS, type CostMethod } from '#shared/domain/costing.ts'
import { FEE_CATEGORIES, FEE_CATEGORY_NAMES } from '#shared/domain/fee-category.ts'
import { equivalentsText, isDecimal, readEquivalents, withRatio } from './draft.ts'
import { Field } from './field.tsx'
import type { FieldsProps } from './settings-panel.tsx'

const ITEM_METHODS = ['income', 'workload', 'equivalents'] as const

/** Methods to cost by, how item costs are made, ratios the hospital states for months without a ledger. */
export function MethodFields({ config, disabled, onChange }: FieldsProps) {
  const { t, say } = useText()
  const [text, setText] = useState(() => equivalentsText(config.items.equivalents))
  const read = readEquivalents(text)
  return (
    <div className="stack">
      <div className="settings-grid">
        <Field label={t('run.methods')}>
          <Checkbox.Group<CostMethod>
            value={[...config.methods]}
            onChange={(chosen) => {
              const [first, ...more] = COST_METHODS.filter((method) => chosen.includes(method))
              if (first === undefined) return
              const methods: CostMethod[] = [first, ...more]
              const preferred = methods.includes(config.preferred) ? config.preferred : first
              onChange({ ...config, methods, preferred })
            }}
            options={COST_METHODS.map((method) => ({ value: method, label: say(COST_METHOD_NAMES[method]) }))}
            disabled={disabled}
          />
        </Field>
        <Field label={t('run.preferred')} hint={t('run.preferredHint')}>
          <Select<CostMethod>
            value={config.preferred}
            onChange={(preferred) => onChange({ ...config, preferred })}
            options={config.methods.map((method) => ({ value: method, label: say(COST_METHOD_NAMES[method]) }))}
            disabled={disabled}
            aria-label={t('run.preferred')}
            data-testid="run-preferred"
          />
        </Field>
        <Field label={t('run.itemMethod')} wide>
          <Segmented
            value={config.items.method}
            onChange={(method) => onChange({ ...config, items: { ...config.items, method } })}
            options={ITEM_METHODS.map((method) => ({ value: method, label: t(`run.items.${method}`) }))}
            disabled={disabled}
            aria-label={t('run.itemMethod')}
          />
        </Field>
      </div>
      {config.items.method === 'equivalents' && (
        <Field label={t('run.equivalents')} hint={t('run.equivalentsHint')}>
          <Input.TextArea
            rows={5}
            value={text}
            status={read === null ? 'error' : ''}
            onChange={({ target }) => {
              setText(target.value)
              const equivalents = readEquivalents(target.value)
              if (equivalents !== null) onChange({ ...config, items: { ...config.items, equivalents } })
            }}
            disabled={disabled}
            aria-label={t('run.equivalents')}
          />
        </Field>
      )}
      <div>
        <h3 className="settings-head">{t('run.ratios')}</h3>
        <p className="muted panel-note">{t('run.ratiosHint')}</p>
        <div className="settings-grid ratio-grid">
          {FEE_CATEGORIES.map((category) => {
            const value = config.ratios[category] ?? ''
            return (
              <Field key={category} label={say(FEE_CATEGORY_NAMES[category])}>
                <Input
                  value={value}
                  onChange={({ target }) => onChange(withRatio(config, category, target.value))}
                  status={value === '' || isDecimal(value) ? '' : 'error'}
                  disabled={disabled}
                  placeholder={t('run.ratioDefault')}
                  aria-label={say(FEE_CATEGORY_NAMES[category])}
                />
              </Field>
            )
          })}
        </div>
      </div>
    </div>
  )
}
