import { CheckOutlined, DeleteOutlined, PlusOutlined } from '@ant-design/icons'
import { Button, Select } from 'antd'
import { useText } from '#renderer/app/text.tsx'
import { type Equation, type EquationTerm, NUMERIC_FACTS, type NumericFact } from '#shared/domain/activity-sheet.ts'
import { replaceAt } from '../run/draft.ts'
import { Field } from '../run/field.tsx'
import { ConditionFields } from './condition-fields.tsx'
import { emptyCondition, NEW_TERM } from './draft.ts'
import { NumberField } from './number-field.tsx'

const ONCE = ''

/** t = β₀ + Σ βᵢ·Xᵢ: a base, and what is added under conditions or for each unit of a fact. */
export function EquationFields({
  title,
  equation,
  counted,
  disabled,
  onChange,
}: {
  readonly title: string
  readonly equation: Equation
  /** Terms that counted in what was tried; null before it is worked out. */
  readonly counted: readonly number[] | null
  readonly disabled: boolean
  readonly onChange: (equation: Equation) => void
}) {
  const { t } = useText()
  const { terms } = equation
  const put = (at: number, change: Partial<EquationTerm>) => {
    const old = terms[at]
    if (old !== undefined) onChange({ ...equation, terms: replaceAt(terms, at, { ...old, ...change }) })
  }
  return (
    <section className="equation-fields" data-testid="equation">
      <h3 className="settings-head">{title}</h3>
      <Field label={t('sheets.base')}>
        <NumberField
          label={t('sheets.base')}
          value={equation.base}
          disabled={disabled}
          testId="equation-base"
          onChange={(base) => onChange({ ...equation, base })}
        />
      </Field>
      {terms.map((term, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a term has no name of its own; its place is what it is known by
        <div key={at} className="equation-term" data-testid={`term-${at}`}>
          <span className="edit-pair">
            <span className="muted">+</span>
            <NumberField
              label={t('sheets.add')}
              value={term.add}
              disabled={disabled}
              testId={`term-add-${at}`}
              onChange={(add) => put(at, { add })}
            />
            <span className="muted">×</span>
            <Select<NumericFact | typeof ONCE>
              value={term.per ?? ONCE}
              onChange={(per) =>
                put(at, per === ONCE ? { per: null, otherwise: null } : { per, otherwise: term.otherwise ?? '0' })
              }
              options={[
                { value: ONCE, label: t('sheets.once') },
                ...NUMERIC_FACTS.map((fact) => ({ value: fact, label: t(`sheets.fact.${fact}`) })),
              ]}
              disabled={disabled}
              popupMatchSelectWidth={false}
              aria-label={t('sheets.per')}
              className="edit-select"
            />
            {term.per !== null && (
              <span className="labelled">
                {t('sheets.otherwise')}
                <NumberField
                  label={t('sheets.otherwise')}
                  value={term.otherwise ?? ''}
                  disabled={disabled}
                  onChange={(otherwise) => put(at, { otherwise })}
                />
              </span>
            )}
            {counted?.includes(at) === true && <CheckOutlined className="counted" title={t('sheets.counted')} />}
            <Button
              type="text"
              size="small"
              icon={<DeleteOutlined />}
              disabled={disabled}
              onClick={() => onChange({ ...equation, terms: terms.filter((_term, index) => index !== at) })}
              aria-label={t('sheets.removeTerm')}
            />
          </span>
          {term.when.map((condition, index) => (
            <ConditionFields
              // biome-ignore lint/suspicious/noArrayIndexKey: as above
              key={index}
              condition={condition}
              disabled={disabled}
              onChange={(next) => put(at, { when: replaceAt(term.when, index, next) })}
              onRemove={() => put(at, { when: term.when.filter((_one, place) => place !== index) })}
            />
          ))}
          <Button
            size="small"
            type="link"
            disabled={disabled}
            onClick={() => put(at, { when: [...term.when, emptyCondition('anaesthesia')] })}
          >
            {t('sheets.addCondition')}
          </Button>
        </div>
      ))}
      <Button
        size="small"
        icon={<PlusOutlined />}
        disabled={disabled}
        onClick={() => onChange({ ...equation, terms: [...terms, NEW_TERM] })}
        data-testid="add-term"
      >
        {t('sheets.addTerm')}
      </Button>
    </section>
  )
}
