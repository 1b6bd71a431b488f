import { Alert, Button } from 'antd'
import { useText } from '#renderer/app/text.tsx'
import { useFilters } from '#renderer/app/use-filters.ts'
import { useCall } from '#renderer/data/use-call.ts'
import type { Period } from '#shared/domain/period.ts'
import { NO_ITEM, placeOfStart } from '../place.ts'

/** Whether the month was signed off, and whether what was signed still holds; quiet for a month without cases. */
export function SignOffStanding({ month }: { readonly month: Period }) {
  const { t } = useText()
  const { change } = useFilters()
  const figures = useCall('items.signOffFigures', { month }).data
  if (figures === undefined || figures.period !== month || figures.rows.length === 0) return null
  const { signed } = figures
  if (signed?.current === true) return <Alert type="success" showIcon title={t('outbox.signed')} />
  const start = { kind: 'sign_off', caseNo: null, group: null, period: month } as const
  const place = signed === null ? placeOfStart(start) : { ...NO_ITEM, item: signed.itemId }
  return (
    <Alert
      type={signed === null ? 'info' : 'warning'}
      showIcon
      title={signed === null ? t('outbox.unsigned') : t('outbox.signedOther')}
      action={
        <Button size="small" onClick={() => change({ ...place, tab: 'items', at: null })} data-testid="sign-month">
          {signed === null ? t('outbox.sign') : t('outbox.signAgain')}
        </Button>
      }
      data-testid="sign-off-warning"
    />
  )
}
