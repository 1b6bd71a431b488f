import { PlusOutlined } from '@ant-design/icons'
import { Button, Input, Select } from 'antd'
import { useText } from '#renderer/app/text.tsx'
import type { SheetCosting } from '#shared/contract/costing-reports.ts'
import type { ActivitySheet, SheetResource } from '#shared/domain/activity-sheet.ts'
import { COST_ELEMENT_NAMES, COST_ELEMENTS, type CostElement } from '#shared/domain/costing.ts'
import { formatDecimal, MISSING } from '#shared/format/decimal.ts'
import { withNewResource, withResource } from './draft.ts'
import { NumberField } from './number-field.tsx'

const NUMBERS = ['monthlyCost', 'members', 'theoreticalMinutes', 'practicalShare'] as const

/** Resource groups with their planned cost and capacity, and the rate of a minute that follows. */
export function ResourceTable({
  sheet,
  cost,
  disabled,
  onChange,
}: {
  readonly sheet: ActivitySheet
  readonly cost: SheetCosting | undefined
  readonly disabled: boolean
  readonly onChange: (sheet: ActivitySheet) => void
}) {
  const { t, say, language } = useText()
  const put = (resource: SheetResource, change: Partial<SheetResource>) =>
    onChange(withResource(sheet, { ...resource, ...change }))
  return (
    <section className="panel" data-testid="sheet-resources">
      <header>
        <h2>{t('sheets.resources', { n: sheet.resources.length })}</h2>
        <Button
          size="small"
          icon={<PlusOutlined />}
          disabled={disabled}
          onClick={() => onChange(withNewResource(sheet, t('sheets.newResource')))}
        >
          {t('sheets.addResource')}
        </Button>
      </header>
      <p className="muted panel-note">{t('sheets.resourcesWhat')}</p>
      <table className="edit-table" aria-label={t('sheets.resources', { n: sheet.resources.length })}>
        <thead>
          <tr>
            <th>{t('sheets.resource')}</th>
            <th>{t('costing.element')}</th>
            {NUMBERS.map((number) => (
              <th key={number}>{t(`sheets.${number}`)}</th>
            ))}
            <th className="num-header">{t('sheets.perMinute')}</th>
            <th className="num-header">{t('sheets.caseMinutes')}</th>
          </tr>
        </thead>
        <tbody>
          {sheet.resources.map((resource) => {
            const now = cost?.resources.find(({ id }) => id === resource.id)
            return (
              <tr key={resource.id} data-testid={`resource-${resource.id}`}>
                <td>
                  <Input
                    value={resource.name[language]}
                    onChange={({ target }) => put(resource, { name: { ...resource.name, [language]: target.value } })}
                    disabled={disabled}
                    aria-label={t('sheets.resource')}
                  />
                </td>
                <td>
                  <Select<CostElement>
                    value={resource.element}
                    onChange={(element) => put(resource, { element })}
                    options={COST_ELEMENTS.map((one) => ({ value: one, label: say(COST_ELEMENT_NAMES[one]) }))}
                    disabled={disabled}
                    popupMatchSelectWidth={false}
                    aria-label={t('costing.element')}
                    className="edit-select"
                  />
                </td>
                {NUMBERS.map((number) => (
                  <td key={number}>
                    <NumberField
                      label={t(`sheets.${number}`)}
                      value={resource[number]}
                      disabled={disabled}
                      testId={`${number}-${resource.id}`}
                      onChange={(value) => put(resource, { [number]: value })}
                    />
                  </td>
                ))}
                <td className="num-cell" data-testid={`per-minute-${resource.id}`}>
                  {now === undefined ? MISSING : formatDecimal(now.perMinute, 4)}
                </td>
                <td className="num-cell">{now === undefined ? MISSING : formatDecimal(now.minutes, 2)}</td>
              </tr>
            )
          })}
        </tbody>
      </table>
    </section>
  )
}
