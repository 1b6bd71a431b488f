import { CopyOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { useText } from '#renderer/app/text.tsx'
import { type GridColumn, toTsv } from '#renderer/grid/column.ts'
import { useCopy } from './use-copy.ts'

/** Copies a table with its headings as a spreadsheet pastes it. */
export function CopyTable<Row>({
  columns,
  rows,
  totals = false,
}: {
  readonly columns: readonly GridColumn<Row>[]
  readonly rows: readonly Row[]
  readonly totals?: boolean
}) {
  const { t } = useText()
  const copy = useCopy()
  return (
    <Button
      size="small"
      type="text"
      icon={<CopyOutlined />}
      onClick={() => copy(toTsv(columns, rows, totals), t('common.copiedRows', { n: rows.length }))}
    >
      {t('grid.copy')}
    </Button>
  )
}
