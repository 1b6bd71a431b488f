import { SafetyCertificateOutlined } from '@ant-design/icons'
import { Alert, Button } from 'antd'
import type { ReactNode } from 'react'
import { useText } from '#renderer/app/text.tsx'
import { useFilters } from '#renderer/app/use-filters.ts'
import { Async } from '#renderer/components/async.tsx'
import { EmptyState } from '#renderer/components/empty-state.tsx'
import { useCall } from '#renderer/data/use-call.ts'
import type { ListedParty, OwnIdentity } from '#shared/contract/sync.ts'
import { UnlockPanel } from './unlock-panel.tsx'
import { useIdentity } from './use-identity.ts'

interface Partners {
  readonly own: OwnIdentity
  /** Finance offices that packages are exchanged with. */
  readonly offices: readonly ListedParty[]
}

/** What packages need: an identity, unlocked, and a trusted office; whatever is missing comes first, with the way to it. */
export function Ready({ children }: { readonly children: (partners: Partners) => ReactNode }) {
  const { t } = useText()
  const { change } = useFilters()
  const { query } = useIdentity()
  const parties = useCall('sync.parties', {})
  const toParties = () => change({ tab: 'parties' })
  return (
    <Async query={query}>
      {(own) => {
        if (own === null) {
          return (
            <EmptyState
              title={t('identity.none')}
              teach={t('identity.noneTeach')}
              icon={<SafetyCertificateOutlined />}
              testId="needs-identity"
            >
              <Button type="primary" onClick={toParties} data-testid="go-identity">
                {t('identity.go')}
              </Button>
            </EmptyState>
          )
        }
        if (own.locked) return <UnlockPanel />
        return (
          <Async query={parties}>
            {(list) => {
              const offices = list.filter(({ role, standing }) => role === 'office' && standing === 'trusted')
              return (
                <div className="stack">
                  {offices.length === 0 && (
                    <Alert
                      type="warning"
                      showIcon
                      title={t('party.noOffice')}
                      description={t('party.noOfficeTeach')}
                      action={
                        <Button size="small" type="primary" onClick={toParties} data-testid="go-parties">
                          {t('party.goConfirm')}
                        </Button>
                      }
                      data-testid="needs-office"
                    />
                  )}
                  {children({ own, offices })}
                </div>
              )
            }}
          </Async>
        )
      }}
    </Async>
  )
}
