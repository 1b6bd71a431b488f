import { SettingOutlined } from '@ant-design/icons'
import { Button, InputNumber, Popover } from 'antd'
import { useText } from '#renderer/app/text.tsx'
import { useSetting } from '#renderer/data/use-setting.ts'
import type { PortfolioLimits, PortfolioReport } from '#shared/contract/portfolio.ts'
import { exact } from '#shared/domain/exact.ts'

const SETTING = 'portfolio.limits'
const CMI = ['cmiLow', 'cmiHigh'] as const
const RETURNS = ['returnLoss', 'returnLow', 'returnHigh'] as const

/** The department's own limits; undefined where nobody changed them. */
export function usePortfolioLimits(): PortfolioLimits | undefined {
  const [saved] = useSetting(SETTING)
  return isLimits(saved) ? saved : undefined
}

function isLimits(value: unknown): value is PortfolioLimits {
  if (typeof value !== 'object' || value === null) return false
  const found = value as Readonly<Record<string, unknown>>
  return [...CMI, ...RETURNS].every(
    (key) => typeof found[key] === 'string' && /^-?\d{1,3}(\.\d{1,6})?$/.test(found[key]),
  )
}

/** Rising limits only: others would put a group in no class or in two. */
const rises = (limits: PortfolioLimits): boolean =>
  exact(limits.cmiLow).gt(0) &&
  exact(limits.cmiLow).lt(limits.cmiHigh) &&
  exact(limits.returnLoss).lte(limits.returnLow) &&
  exact(limits.returnLow).lt(limits.returnHigh)

/** Where the classes part; each limit can be changed and is remembered on this machine. */
export function LimitsButton({ report: { thresholds, defaults } }: { readonly report: PortfolioReport }) {
  const { t } = useText()
  const [saved, set] = useSetting(SETTING)
  const change = (key: keyof PortfolioLimits, value: string): void => {
    const next = { ...thresholds, [key]: value }
    if (rises(next)) set({ ...next })
  }
  const field = (key: keyof PortfolioLimits, percent: boolean) => (
    <div key={key} style={{ display: 'contents' }}>
      <label htmlFor={`portfolio-${key}`}>{t(`portfolio.limits.${key}`)}</label>
      <InputNumber<string>
        stringMode
        min={percent ? '-100' : '0'}
        max={percent ? '100' : '100'}
        step={percent ? '1' : '0.1'}
        precision={2}
        value={percent ? exact(thresholds[key]).times(100).toFixed() : thresholds[key]}
        onChange={(value) => {
          if (value !== null && value !== '') change(key, percent ? exact(value).div(100).toFixed() : value)
        }}
        id={`portfolio-${key}`}
        data-testid={`limit-${key}`}
      />
    </div>
  )
  const own = JSON.stringify(thresholds) !== JSON.stringify(defaults)
  return (
    <Popover
      trigger="click"
      placement="bottomRight"
      content={
        <div className="portfolio-limits">
          <p className="muted">{t('portfolio.limits.what')}</p>
          {CMI.map((key) => field(key, false))}
          {RETURNS.map((key) => field(key, true))}
          <Button
            size="small"
            disabled={!own && !isLimits(saved)}
            onClick={() => set(null)}
            data-testid="limits-default"
          >
            {t('portfolio.limits.default')}
          </Button>
        </div>
      }
    >
      <Button size="small" type="text" icon={<SettingOutlined />} data-testid="portfolio-limits">
        {t('portfolio.limits')}
      </Button>
    </Popover>
  )
}
