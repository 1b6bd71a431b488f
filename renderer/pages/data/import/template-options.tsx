import { Input, Select } from 'antd'
import { useText } from '#renderer/app/text.tsx'
import type { ImportTemplate } from '#shared/contract/imports.ts'
import { isPeriod } from '#shared/domain/period.ts'
import { choiceOf, withSource } from './mapping.ts'

const UNITS = ['yuan', 'fen', 'wan'] as const
const LINE_SUMS = ['net', 'positive'] as const
const DATE_ORDERS = ['mdy', 'dmy'] as const

/** What holds for the whole file: unit of money, month of a file without dates, marks of missing values. */
export function TemplateOptions({
  template,
  onChange,
}: {
  readonly template: ImportTemplate
  readonly onChange: (template: ImportTemplate) => void
}) {
  const { t } = useText()
  const { period: _period, codeSystem: _system, missing: _missing, ...rest } = template
  const { period, codeSystem, missing } = template
  const kept = {
    ...(period === undefined ? {} : { period }),
    ...(codeSystem === undefined ? {} : { codeSystem }),
    ...(missing === undefined ? {} : { missing }),
  }
  const without = (field: keyof typeof kept): ImportTemplate => {
    const { [field]: _gone, ...others } = kept
    return { ...rest, ...others }
  }
  const setChoice = (key: string, value: string | null): void =>
    onChange(withSource(template, key, value === null ? null : { from: 'constant', value }))
  return (
    <div className="page-controls" data-testid="template-options">
      <span className="labelled">
        {t('import.money')}
        <Select
          value={template.moneyUnit ?? 'yuan'}
          onChange={(moneyUnit) => onChange({ ...template, moneyUnit })}
          options={UNITS.map((value) => ({ value, label: t(`import.money.${value}`) }))}
          aria-label={t('import.money')}
          style={{ width: 130 }}
          data-testid="money-unit"
        />
      </span>
      {template.kind === 'cases' && (
        <>
          <span className="labelled">
            {t('import.period')}
            <Input
              key={`period ${period ?? ''}`}
              defaultValue={period ?? ''}
              placeholder="YYYY-MM"
              maxLength={7}
              onBlur={(event) => {
                const text = event.target.value.trim()
                if (text === '') onChange(without('period'))
                else if (isPeriod(text)) onChange({ ...template, period: text })
              }}
              aria-label={t('import.period')}
              style={{ width: 96 }}
            />
          </span>
          <span className="labelled">
            {t('import.codeSystem')}
            <Input
              key={`system ${codeSystem ?? ''}`}
              defaultValue={codeSystem ?? ''}
              maxLength={40}
              onBlur={(event) => {
                const text = event.target.value.trim()
                onChange(text === '' ? without('codeSystem') : { ...template, codeSystem: text })
              }}
              aria-label={t('import.codeSystem')}
              style={{ width: 120 }}
            />
          </span>
        </>
      )}
      {template.kind === 'charges' && (
        <span className="labelled">
          {t('import.lines')}
          <Select
            value={choiceOf(template, 'lines.sum') ?? 'net'}
            onChange={(value) => setChoice('lines.sum', value === 'net' ? null : value)}
            options={LINE_SUMS.map((value) => ({ value: value as string, label: t(`import.lines.${value}`) }))}
            aria-label={t('import.lines')}
            popupMatchSelectWidth={false}
            style={{ width: 170 }}
            data-testid="lines-sum"
          />
        </span>
      )}
      <span className="labelled">
        {t('import.dates')}
        <Select
          value={choiceOf(template, 'date.order') ?? ''}
          onChange={(value) => setChoice('date.order', value === '' ? null : value)}
          options={[
            { value: '', label: t('import.dates.unset') },
            ...DATE_ORDERS.map((value) => ({ value: value as string, label: t(`import.dates.${value}`) })),
          ]}
          aria-label={t('import.dates')}
          popupMatchSelectWidth={false}
          style={{ width: 120 }}
          data-testid="date-order"
        />
      </span>
      <span className="labelled">
        {t('import.missing')}
        <Select
          mode="tags"
          value={[...(missing ?? [])]}
          onChange={(texts: string[]) =>
            onChange(texts.length === 0 ? without('missing') : { ...template, missing: texts })
          }
          tokenSeparators={[',', '，', ' ']}
          placeholder="NA, -"
          aria-label={t('import.missing')}
          style={{ minWidth: 120 }}
        />
      </span>
    </div>
  )
}
