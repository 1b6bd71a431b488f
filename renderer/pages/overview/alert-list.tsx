import { ExclamationCircleOutlined, InfoCircleOutlined, WarningOutlined } from '@ant-design/icons'
import { useText } from '#renderer/app/text.tsx'
import { useGo } from '#renderer/app/use-filters.ts'
import type { Alert } from '#shared/contract/figures.ts'
import { formatCount } from '#shared/format/decimal.ts'

const ICONS = { info: InfoCircleOutlined, warning: WarningOutlined, critical: ExclamationCircleOutlined } as const

export function AlertList({ alerts }: { readonly alerts: readonly Alert[] }) {
  const { t, say } = useText()
  const go = useGo()
  return (
    <section className="panel alerts" data-testid="alerts">
      <header>
        <h2>{t('overview.alerts')}</h2>
      </header>
      {alerts.length === 0 ? (
        <p className="muted">{t('overview.noAlerts')}</p>
      ) : (
        <ul>
          {alerts.map((alert) => {
            const Icon = ICONS[alert.severity]
            return (
              <li key={alert.id}>
                <button
                  type="button"
                  className={`row-button alert-${alert.severity}`}
                  onClick={() => go.toCases(alert.slice)}
                  data-testid={`alert-${alert.id}`}
                >
                  <span>
                    <Icon aria-label={t(`overview.severity.${alert.severity}`)} /> {say(alert.message)}
                  </span>
                  <span className="muted num">{t('n.cases', { n: formatCount(alert.n) })}</span>
                </button>
              </li>
            )
          })}
        </ul>
      )}
    </section>
  )
}
