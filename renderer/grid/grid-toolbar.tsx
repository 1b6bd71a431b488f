import { CopyOutlined, SettingOutlined } from '@ant-design/icons'
import { Button, Checkbox, Popover } from 'antd'
import type { ReactNode } from 'react'
import { useText } from '#renderer/app/text.tsx'
import type { GridColumn } from './column.ts'
import type { ColumnMemory } from './use-column-memory.ts'

/** Above every grid: what it shows, copy, column choice. */
export function GridToolbar<Row>({
  heading,
  selected,
  columns,
  memory,
  onCopy,
  extra,
}: {
  readonly heading: ReactNode
  readonly selected: number
  readonly columns: readonly GridColumn<Row>[]
  readonly memory: ColumnMemory
  readonly onCopy: () => void
  readonly extra: ReactNode
}) {
  const { t } = useText()
  return (
    <div className="grid-toolbar">
      <div className="grid-heading">{heading}</div>
      <Button size="small" icon={<CopyOutlined />} onClick={onCopy} data-testid="grid-copy">
        {selected > 0 ? t('grid.copySelected', { n: selected }) : t('grid.copy')}
      </Button>
      <Popover
        trigger="click"
        placement="bottomRight"
        content={
          <div className="column-chooser" data-testid="grid-columns-list">
            {columns.map((column) => (
              <Checkbox
                key={column.id}
                checked={memory.visible.includes(column.id)}
                disabled={column.pinned === true}
                onChange={(event) => memory.show(column.id, event.target.checked)}
              >
                {column.header}
              </Checkbox>
            ))}
            <Button size="small" block onClick={memory.reset}>
              {t('grid.columnsReset')}
            </Button>
          </div>
        }
      >
        <Button size="small" icon={<SettingOutlined />} data-testid="grid-columns">
          {t('grid.columns')}
        </Button>
      </Popover>
      {extra}
    </div>
  )
}
