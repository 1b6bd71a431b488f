import { InfoCircleOutlined } from '@ant-design/icons'
import { Button, Popover } from 'antd'
import { useText } from '#renderer/app/text.tsx'
import type { SurplusTable } from '#shared/contract/figures.ts'
import { formatFen, formatYuan } from '#shared/format/money.ts'

/** Why the exact total and the total of rounded payments are both right. */
export function RoundingNote({ rounding }: { readonly rounding: SurplusTable['rounding'] }) {
  const { t, say } = useText()
  return (
    <Popover
      trigger="click"
      placement="bottomRight"
      content={
        <div className="note">
          <p>
            {t('surplus.roundingBoth', {
              exact: formatYuan(rounding.exact, 'yuan'),
              paid: formatFen(rounding.paid, 'yuan'),
            })}
          </p>
          <p className="muted">{say(rounding.note)}</p>
        </div>
      }
    >
      <Button size="small" type="text" icon={<InfoCircleOutlined />} data-testid="rounding">
        {t('surplus.rounding')}
      </Button>
    </Popover>
  )
}
