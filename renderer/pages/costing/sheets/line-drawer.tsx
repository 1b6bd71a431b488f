import { Drawer, Input, Select } from 'antd'
import { useText } from '#renderer/app/text.tsx'
import type { SheetCosting } from '#shared/contract/costing-reports.ts'
import type { ActivitySheet, LineCost, SheetLine } from '#shared/domain/activity-sheet.ts'
import {
  CARE_STAGE_NAMES,
  CARE_STAGES,
  type CareStage,
  COST_ELEMENT_NAMES,
  COST_ELEMENTS,
  type CostElement,
} from '#shared/domain/costing.ts'
import { formatDecimal } from '#shared/format/decimal.ts'
import { formatFen } from '#shared/format/money.ts'
import { Field } from '../run/field.tsx'
import { equationOf, withEquation, withLine } from './draft.ts'
import { EquationFields } from './equation-fields.tsx'
import { NumberField } from './number-field.tsx'

const WIDTH = 620

/** One line being edited, with what it comes to. */
export function LineDrawer({
  sheet,
  line,
  costed,
  disabled,
  onChange,
  onClose,
}: {
  readonly sheet: ActivitySheet
  readonly line: SheetLine
  readonly costed: SheetCosting['lines'][number] | undefined
  readonly disabled: boolean
  readonly onChange: (sheet: ActivitySheet) => void
  readonly onClose: () => void
}) {
  const { t, say, language } = useText()
  const put = (change: Partial<SheetLine>) => onChange(withLine(sheet, { ...line, ...change }))
  const { cost } = line
  const equation = equationOf(cost)
  return (
    <Drawer
      open
      onClose={onClose}
      size={WIDTH}
      mask={false}
      title={say(line.name)}
      closable={{ 'aria-label': t('common.close') }}
      data-testid="line-drawer"
    >
      <div className="stack">
        <p className="case-result" data-testid="line-now">
          {costed === undefined
            ? t('sheets.lineUnknown')
            : t('sheets.lineNow', {
                quantity: formatDecimal(costed.quantity, 2),
                unit: say(costed.unit),
                rate: formatDecimal(costed.rate, 4),
                amount: formatFen(costed.amount, 'yuan'),
              })}
        </p>
        <div className="settings-grid">
          <Field label={t('sheets.lineName')}>
            <Input
              value={line.name[language]}
              onChange={({ target }) => put({ name: { ...line.name, [language]: target.value } })}
              disabled={disabled}
              aria-label={t('sheets.lineName')}
            />
          </Field>
          <Field label={t('caseCost.stage')}>
            <Select<CareStage>
              value={line.stage}
              onChange={(stage) => put({ stage })}
              options={CARE_STAGES.map((stage) => ({ value: stage, label: say(CARE_STAGE_NAMES[stage]) }))}
              disabled={disabled}
              aria-label={t('caseCost.stage')}
            />
          </Field>
          <CostFields sheet={sheet} line={line} disabled={disabled} onChange={(next) => put({ cost: next })} />
        </div>
        {equation !== null && (
          <EquationFields
            title={t(cost.kind === 'time' ? 'sheets.minutes' : 'sheets.quantity')}
            equation={equation}
            counted={costed?.counted ?? null}
            disabled={disabled}
            onChange={(next) => put({ cost: withEquation(cost, next) })}
          />
        )}
      </div>
    </Drawer>
  )
}

function CostFields({
  sheet,
  line,
  disabled,
  onChange,
}: {
  readonly sheet: ActivitySheet
  readonly line: SheetLine
  readonly disabled: boolean
  readonly onChange: (cost: LineCost) => void
}) {
  const { t, say, language } = useText()
  const { cost } = line
  if (cost.kind === 'time')
    return (
      <>
        <Field label={t('sheets.resource')}>
          <Select
            value={cost.resource}
            onChange={(resource: string) => onChange({ ...cost, resource })}
            options={sheet.resources.map(({ id, name }) => ({ value: id, label: say(name) }))}
            disabled={disabled}
            aria-label={t('sheets.resource')}
          />
        </Field>
        <Field label={t('sheets.members')}>
          <NumberField
            label={t('sheets.members')}
            value={cost.members}
            disabled={disabled}
            testId="line-members"
            onChange={(members) => onChange({ ...cost, members })}
          />
        </Field>
      </>
    )
  const element = (
    <Field label={t('costing.element')}>
      <Select<CostElement>
        value={cost.element}
        onChange={(next) => onChange({ ...cost, element: next })}
        options={COST_ELEMENTS.map((one) => ({ value: one, label: say(COST_ELEMENT_NAMES[one]) }))}
        disabled={disabled}
        aria-label={t('costing.element')}
      />
    </Field>
  )
  if (cost.kind === 'quantity')
    return (
      <>
        {element}
        <Field label={t('common.withUnit', { label: t('caseCost.rate'), unit: t('unit.yuan') })}>
          <NumberField
            label={t('caseCost.rate')}
            value={cost.unitCost}
            disabled={disabled}
            testId="line-unit-cost"
            onChange={(unitCost) => onChange({ ...cost, unitCost })}
          />
        </Field>
        <Field label={t('units.unit')}>
          <Input
            value={cost.unit[language]}
            onChange={({ target }) => onChange({ ...cost, unit: { ...cost.unit, [language]: target.value } })}
            disabled={disabled}
            aria-label={t('units.unit')}
          />
        </Field>
      </>
    )
  return (
    <>
      {element}
      <Field label={t('sheets.rate')} hint={t('sheets.rateHint')}>
        <NumberField
          label={t('sheets.rate')}
          value={cost.rate}
          disabled={disabled}
          testId="line-rate"
          onChange={(rate) => onChange({ ...cost, rate })}
        />
      </Field>
      <Field label={t('sheets.of')} wide>
        <Select
          mode="multiple"
          value={[...cost.of]}
          onChange={(of: string[]) => onChange({ ...cost, of })}
          options={sheet.lines
            .filter((other) => other.cost.kind !== 'share')
            .map(({ id, name }) => ({ value: id, label: say(name) }))}
          disabled={disabled}
          aria-label={t('sheets.of')}
        />
      </Field>
    </>
  )
}
