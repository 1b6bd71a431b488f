import { Button, Select } from 'antd'
import { useState } from 'react'
import { useText } from '#renderer/app/text.tsx'
import { useFilters } from '#renderer/app/use-filters.ts'
import { ProblemAlert } from '#renderer/components/problem-alert.tsx'
import { useCall } from '#renderer/data/use-call.ts'
import { useCommand } from '#renderer/data/use-command.ts'
import { formatCount } from '#shared/format/decimal.ts'
import { rowLabel } from '../../surplus/row-slice.ts'
import { Field } from '../run/field.tsx'

/** The groups a sheet is about; kept with the costing settings. */
export function GroupField({
  code,
  groups,
  disabled,
}: {
  readonly code: string
  readonly groups: readonly string[]
  readonly disabled: boolean
}) {
  const { t } = useText()
  const { basis } = useFilters()
  const [chosen, setChosen] = useState<readonly string[]>(groups)
  const save = useCommand('costing.saveSettings')
  const settings = useCall('costing.settings', {}).data
  const drgs = useCall('surplus.table', { slice: {}, by: 'drg', basis }).data?.rows ?? []
  const adrgs = useCall('surplus.table', { slice: {}, by: 'adrg', basis }).data?.rows ?? []
  const changed = chosen.join() !== groups.join()
  const options = [
    ...new Map([...adrgs, ...drgs].filter(({ key }) => key !== '').map((row) => [row.key, row])).values(),
  ]
  const keep = async (): Promise<void> => {
    if (settings === undefined) return
    const { config } = settings
    const others = config.sheets.filter((sheet) => sheet.code !== code)
    const sheets = chosen.length === 0 ? others : [...others, { code, groups: [...chosen] }]
    await save.run({ config: { ...config, sheets } })
  }
  return (
    <Field label={t('sheets.groups')} hint={t('sheets.groupsHint')} wide>
      <span className="edit-pair">
        <Select
          mode="multiple"
          value={[...chosen]}
          onChange={(value: string[]) => setChosen(value)}
          options={options.map((row) => ({
            value: row.key,
            label: t('methods.groupOf', { group: rowLabel(row, 'drg'), n: formatCount(row.n) }),
          }))}
          showSearch={{ optionFilterProp: 'label' }}
          disabled={disabled}
          aria-label={t('sheets.groups')}
          data-testid="sheet-groups"
          className="edit-wide"
        />
        <Button
          disabled={disabled || !changed || settings === undefined}
          loading={save.running}
          onClick={() => void keep()}
          data-testid="save-sheet-groups"
        >
          {t('sheets.saveGroups')}
        </Button>
      </span>
      {save.problem !== null && <ProblemAlert problem={save.problem} onClose={save.clear} />}
    </Field>
  )
}
