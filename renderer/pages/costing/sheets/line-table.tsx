import { DeleteOutlined, PlusOutlined } from '@ant-design/icons'
import { Button, Dropdown } from 'antd'
import { useText } from '#renderer/app/text.tsx'
import { NumberText } from '#renderer/components/number.tsx'
import type { SheetCosting } from '#shared/contract/costing-reports.ts'
import type { ActivitySheet, SheetLine } from '#shared/domain/activity-sheet.ts'
import { CARE_STAGE_NAMES, COST_ELEMENT_NAMES } from '#shared/domain/costing.ts'
import { formatDecimal, MISSING } from '#shared/format/decimal.ts'
import { formatFen } from '#shared/format/money.ts'
import { withNewLine, withoutLine } from './draft.ts'
import { equationWords } from './equation-words.ts'

const KINDS = ['time', 'quantity', 'share'] as const

/** The lines of a sheet with what each comes to now; a line opens to be edited. */
export function LineTable({
  sheet,
  cost,
  disabled,
  onChange,
  onOpen,
}: {
  readonly sheet: ActivitySheet
  readonly cost: SheetCosting | undefined
  readonly disabled: boolean
  readonly onChange: (sheet: ActivitySheet) => void
  readonly onOpen: (id: string) => void
}) {
  const { t, say } = useText()
  const resource = (line: SheetLine): string => {
    const { cost: how } = line
    if (how.kind !== 'time') return say(COST_ELEMENT_NAMES[how.element])
    const used = sheet.resources.find(({ id }) => id === how.resource)
    return used === undefined ? how.resource : say(used.name)
  }
  return (
    <section className="panel" data-testid="sheet-lines">
      <header>
        <h2>{t('sheets.linesTitle', { n: sheet.lines.length })}</h2>
        <Dropdown
          trigger={['click']}
          disabled={disabled}
          menu={{
            items: KINDS.map((kind) => ({
              key: kind,
              label: t(`sheets.kind.${kind}`),
              onClick: () => {
                const next = withNewLine(sheet, kind, t('sheets.newLine'))
                onChange(next)
                const added = next.lines.at(-1)
                if (added !== undefined) onOpen(added.id)
              },
            })),
          }}
        >
          <Button size="small" icon={<PlusOutlined />} data-testid="add-line">
            {t('sheets.addLine')}
          </Button>
        </Dropdown>
      </header>
      <div className="simple-table">
        <table aria-label={t('sheets.linesTitle', { n: sheet.lines.length })}>
          <thead>
            <tr>
              <th scope="col">{t('caseCost.activity')}</th>
              <th scope="col">{t('caseCost.stage')}</th>
              <th scope="col">{t('sheets.resource')}</th>
              <th scope="col">{t('sheets.equation')}</th>
              <th scope="col" className="num-header">
                {t('caseCost.quantity')}
              </th>
              <th scope="col" className="num-header">
                {t('common.withUnit', { label: t('caseCost.rate'), unit: t('unit.yuan') })}
              </th>
              <th scope="col" className="num-header">
                {t('common.withUnit', { label: t('costing.amount'), unit: t('unit.yuan') })}
              </th>
              <th aria-label={t('run.remove')} />
            </tr>
          </thead>
          <tbody>
            {sheet.lines.map((line) => {
              const now = cost?.lines.find(({ id }) => id === line.id)
              return (
                <tr key={line.id} data-testid={`line-${line.id}`}>
                  <td>
                    <button type="button" className="open-number" onClick={() => onOpen(line.id)}>
                      {say(line.name)}
                    </button>
                  </td>
                  <td className="no-wrap">{say(CARE_STAGE_NAMES[line.stage])}</td>
                  <td>{resource(line)}</td>
                  <td className="equation">{equationWords(t, say, sheet, line.cost)}</td>
                  <td className="num-cell no-wrap">
                    {now === undefined
                      ? MISSING
                      : t('caseCost.usedUnit', { used: formatDecimal(now.quantity, 2), unit: say(now.unit) })}
                  </td>
                  <td className="num-cell">{now === undefined ? MISSING : formatDecimal(now.rate, 4)}</td>
                  <td className="num-cell">
                    <NumberText
                      text={now === undefined ? MISSING : formatFen(now.amount, 'yuan')}
                      label={say(line.name)}
                      onOpen={() => onOpen(line.id)}
                    />
                  </td>
                  <td>
                    <Button
                      type="text"
                      size="small"
                      icon={<DeleteOutlined />}
                      disabled={disabled || sheet.lines.length === 1}
                      onClick={() => onChange(withoutLine(sheet, line.id))}
                      aria-label={t('run.removeOf', { center: say(line.name) })}
                    />
                  </td>
                </tr>
              )
            })}
          </tbody>
          <tfoot>
            <tr>
              <td colSpan={6}>{t('common.total')}</td>
              <td className="num-cell" data-testid="sheet-total">
                {cost === undefined ? MISSING : formatFen(cost.total, 'yuan')}
              </td>
              <td />
            </tr>
          </tfoot>
        </table>
      </div>
    </section>
  )
}
