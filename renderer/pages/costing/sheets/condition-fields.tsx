import { DeleteOutlined } from '@ant-design/icons'
import { Button, Input, Select } from 'antd'
import { useText } from '#renderer/app/text.tsx'
import type { SheetCondition } from '#shared/domain/activity-sheet.ts'
import { emptyCondition, FACTS, type FactName } from './draft.ts'

/** One condition of a term: a fact, and the words, the flag or the range it must have. */
export function ConditionFields({
  condition,
  disabled,
  onChange,
  onRemove,
}: {
  readonly condition: SheetCondition
  readonly disabled: boolean
  readonly onChange: (condition: SheetCondition) => void
  readonly onRemove: () => void
}) {
  const { t } = useText()
  const name = t(`sheets.fact.${condition.fact}`)
  return (
    <span className="edit-pair condition">
      <span className="muted">{t('sheets.when')}</span>
      <Select<FactName>
        value={condition.fact}
        onChange={(fact) => onChange(emptyCondition(fact))}
        options={FACTS.map((fact) => ({ value: fact, label: t(`sheets.fact.${fact}`) }))}
        disabled={disabled}
        popupMatchSelectWidth={false}
        aria-label={t('sheets.when')}
        className="edit-select"
      />
      {'from' in condition ? (
        <>
          <RangeEnd
            label={t('sheets.from')}
            value={condition.from}
            disabled={disabled}
            onChange={(from) => onChange({ ...condition, from })}
          />
          <RangeEnd
            label={t('sheets.below')}
            value={condition.below}
            disabled={disabled}
            onChange={(below) => onChange({ ...condition, below })}
          />
        </>
      ) : typeof condition.is === 'boolean' ? (
        <Flag condition={condition} name={name} disabled={disabled} onChange={onChange} />
      ) : (
        <Words condition={condition} name={name} disabled={disabled} onChange={onChange} />
      )}
      <Button
        type="text"
        size="small"
        icon={<DeleteOutlined />}
        disabled={disabled}
        onClick={onRemove}
        aria-label={t('sheets.removeCondition')}
      />
    </span>
  )
}

function RangeEnd({
  label,
  value,
  disabled,
  onChange,
}: {
  readonly label: string
  readonly value: string | null
  readonly disabled: boolean
  readonly onChange: (value: string | null) => void
}) {
  return (
    <span className="labelled">
      {label}
      <Input
        value={value ?? ''}
        onChange={({ target }) => onChange(target.value.trim() === '' ? null : target.value.trim())}
        disabled={disabled}
        aria-label={label}
        className="edit-number num"
      />
    </span>
  )
}

function Flag({
  condition,
  name,
  disabled,
  onChange,
}: {
  readonly condition: Extract<SheetCondition, { readonly is: boolean }>
  readonly name: string
  readonly disabled: boolean
  readonly onChange: (condition: SheetCondition) => void
}) {
  const { t } = useText()
  return (
    <Select
      value={condition.is}
      onChange={(is: boolean) => onChange({ ...condition, is })}
      options={[
        { value: true, label: t('sheets.yes') },
        { value: false, label: t('sheets.no') },
      ]}
      disabled={disabled}
      aria-label={name}
    />
  )
}

function Words({
  condition,
  name,
  disabled,
  onChange,
}: {
  readonly condition: Extract<SheetCondition, { readonly is: readonly string[] }>
  readonly name: string
  readonly disabled: boolean
  readonly onChange: (condition: SheetCondition) => void
}) {
  const { t } = useText()
  return (
    <Select
      mode="tags"
      value={[...condition.is]}
      onChange={(is: string[]) => onChange({ ...condition, is })}
      placeholder={t('sheets.words')}
      disabled={disabled}
      aria-label={name}
      className="edit-select"
    />
  )
}
