import { Alert } from 'antd'
import { useText } from '#renderer/app/text.tsx'
import { useCall } from '#renderer/data/use-call.ts'
import type { PolicyGap } from '#shared/contract/book.ts'
import { formatCount } from '#shared/format/decimal.ts'

/** Months whose cases no policy settles; nothing is said before any case is there to settle. */
export function PolicyGaps() {
  const { t } = useText()
  const { data } = useCall('policies.gaps', {})
  if (data === undefined || data.length === 0) return null
  const n = data.reduce((sum, { cases }) => sum + cases, 0)
  const months = data.map((gap) => gapWords(t, gap)).join(t('common.listComma'))
  return (
    <Alert type="warning" showIcon data-testid="policy-gaps" title={t('policy.gaps', { n: formatCount(n), months })} />
  )
}

type Translate = ReturnType<typeof useText>['t']

function gapWords(t: Translate, { schemeCode, from, to, cases }: PolicyGap): string {
  const months = from === to ? from : t('policy.validRange', { from, to })
  const n = formatCount(cases)
  return schemeCode === null ? t('policy.gapGiven', { months, n }) : t('policy.gap', { months, n, scheme: schemeCode })
}
