import { InputNumber, Select } from 'antd'
import { useText } from '#renderer/app/text.tsx'
import type { Period } from '#shared/domain/period.ts'
import { Field } from './field.tsx'
import type { FieldsProps } from './settings-panel.tsx'

/** Months, the department's own centers, beds of its day surgery. */
export function GeneralFields({ config, settings, disabled, onChange }: FieldsProps) {
  const { t } = useText()
  const months = settings.data.months.map(({ period }) => ({ value: period, label: period as string }))
  const named = [...new Set([...settings.data.centers.map(({ center }) => center), ...config.department.centers])]
  const centers = named.map((center) => ({ value: center, label: center }))
  const { main } = config.department
  return (
    <div className="settings-grid">
      <Field label={t('run.from')}>
        <Select<Period>
          showSearch
          value={config.from}
          onChange={(from) => onChange({ ...config, from, to: from > config.to ? from : config.to })}
          options={months}
          disabled={disabled}
          aria-label={t('run.from')}
          data-testid="run-from"
        />
      </Field>
      <Field label={t('run.to')}>
        <Select<Period>
          showSearch
          value={config.to}
          onChange={(to) => onChange({ ...config, to, from: to < config.from ? to : config.from })}
          options={months.toReversed()}
          disabled={disabled}
          aria-label={t('run.to')}
          data-testid="run-to"
        />
      </Field>
      <Field label={t('run.main')} hint={t('run.mainHint')}>
        <Select
          showSearch
          value={main}
          onChange={(value: string) =>
            onChange({
              ...config,
              department: { main: value, centers: [...new Set([value, ...config.department.centers])] },
            })
          }
          options={centers}
          disabled={disabled}
          aria-label={t('run.main')}
        />
      </Field>
      <Field label={t('run.beds')} hint={t('run.bedsHint')}>
        <InputNumber
          min={1}
          max={10_000}
          precision={0}
          value={config.daySurgeryBeds}
          onChange={(beds) => onChange({ ...config, daySurgeryBeds: beds })}
          disabled={disabled}
          aria-label={t('run.beds')}
          placeholder={t('run.bedsNone')}
        />
      </Field>
      <Field label={t('run.centers')} hint={t('run.centersHint')} wide>
        <Select
          mode="multiple"
          value={[...config.department.centers]}
          onChange={(chosen: string[]) =>
            onChange({ ...config, department: { main, centers: [...new Set([main, ...chosen])] } })
          }
          options={centers}
          disabled={disabled}
          aria-label={t('run.centers')}
          data-testid="run-centers"
        />
      </Field>
    </div>
  )
}
