import { SettingOutlined } from '@ant-design/icons'
import { Button, InputNumber, Popover } from 'antd'
import { useText } from '#renderer/app/text.tsx'
import { useSetting } from '#renderer/data/use-setting.ts'
import type { VarianceLimits, VarianceTable } from '#shared/contract/variance.ts'
import { exact } from '#shared/domain/exact.ts'
import { fen } from '#shared/domain/money.ts'
import { formatFen } from '#shared/format/money.ts'
import { formatPercent } from '#shared/format/rate.ts'

const SETTING = 'variance.limits'

/** The department's own limits; undefined where nobody changed them. */
export function useLimits(): VarianceLimits | undefined {
  const [saved] = useSetting(SETTING)
  return isLimits(saved) ? saved : undefined
}

function isLimits(value: unknown): value is VarianceLimits {
  if (typeof value !== 'object' || value === null || !('share' in value) || !('amount' in value)) return false
  return (
    typeof value.share === 'string' && /^\d{1,3}(\.\d{1,6})?$/.test(value.share) && Number.isSafeInteger(value.amount)
  )
}

/** When a variance is worth a look; both limits can be changed and are remembered on this machine. */
export function LimitsButton({ limits }: { readonly limits: VarianceTable['limits'] }) {
  const { t } = useText()
  const [saved, set] = useSetting(SETTING)
  const change = (next: VarianceLimits): void => set({ share: next.share, amount: next.amount })
  return (
    <Popover
      trigger="click"
      placement="bottomRight"
      content={
        <div className="variance-limits">
          <p className="muted">
            {t('variance.limits.what', {
              share: formatPercent(limits.share),
              amount: formatFen(fen(limits.amount), 'yuan'),
            })}
          </p>
          <label htmlFor="variance-limits-share">{t('variance.limits.share')}</label>
          <InputNumber<string>
            stringMode
            min="0"
            max="999"
            precision={2}
            value={exact(limits.share).times(100).toFixed()}
            onChange={(value) => {
              if (value !== null && value !== '') change({ ...limits, share: exact(value).div(100).toFixed() })
            }}
            id="variance-limits-share"
            data-testid="limits-share"
          />
          <label htmlFor="variance-limits-amount">{t('variance.limits.amount')}</label>
          <InputNumber<number>
            min={0}
            max={1e9}
            precision={0}
            value={limits.amount / 100}
            onChange={(value) => {
              if (value !== null) change({ ...limits, amount: value * 100 })
            }}
            id="variance-limits-amount"
            data-testid="limits-amount"
          />
          <Button size="small" disabled={!isLimits(saved)} onClick={() => set(null)}>
            {t('variance.limits.default')}
          </Button>
        </div>
      }
    >
      <Button size="small" type="text" icon={<SettingOutlined />} data-testid="variance-limits">
        {t('variance.limits')}
      </Button>
    </Popover>
  )
}
