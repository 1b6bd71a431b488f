import { BarChartOutlined, TableOutlined } from '@ant-design/icons'
import { Button, Tooltip } from 'antd'
import { type KeyboardEvent, type ReactNode, useState } from 'react'
import { useText } from '#renderer/app/text.tsx'

/**
 * A chart with its finding as the title and its table one key away (T, while the panel has the focus): the same
 * numbers, for anyone who wants to read or copy them.
 */
export function ChartPanel({
  title,
  note,
  extra,
  chart,
  table,
  testId,
}: {
  readonly title: ReactNode
  readonly note?: ReactNode
  readonly extra?: ReactNode
  readonly chart: ReactNode
  readonly table: ReactNode
  readonly testId: string
}) {
  const { t } = useText()
  const [asTable, setAsTable] = useState(false)
  const onKeyDown = (event: KeyboardEvent): void => {
    const typing = event.target instanceof HTMLInputElement || event.target instanceof HTMLTextAreaElement
    if (event.key.toLowerCase() !== 't' || typing || event.ctrlKey || event.metaKey || event.altKey) return
    event.preventDefault()
    setAsTable((now) => !now)
  }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: T works anywhere in the panel, beside the button that does the same
    <section
      className="panel chart-panel"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: the panel takes the focus so that T reaches it
      tabIndex={0}
      onKeyDown={onKeyDown}
      data-testid={testId}
      aria-keyshortcuts="T"
    >
      <header>
        <h2>{title}</h2>
        <div className="panel-actions">
          {extra}
          <Tooltip title={t('common.chartOrTable')}>
            <Button
              size="small"
              type="text"
              aria-pressed={asTable}
              icon={asTable ? <BarChartOutlined /> : <TableOutlined />}
              onClick={() => setAsTable((now) => !now)}
              data-testid={`${testId}-toggle`}
            >
              {asTable ? t('common.chart') : t('common.table')}
            </Button>
          </Tooltip>
        </div>
      </header>
      {note !== undefined && <p className="muted panel-note">{note}</p>}
      {asTable ? table : chart}
    </section>
  )
}
