import { useText } from '#renderer/app/text.tsx'
import { useCall } from '#renderer/data/use-call.ts'
import { useIdentity } from './identity/use-identity.ts'
import { packageWords } from './package-words.ts'

/** How the exchange stands, in one sentence: what is missing before it can begin, else what waits on either side. */
export function SyncHeadline() {
  const { t } = useText()
  const { query } = useIdentity()
  const parties = useCall('sync.parties', {}).data
  const items = useCall('items.list', {}).data
  const last = useCall('sync.history', { offset: 0, limit: 1 }).data?.rows[0]
  const own = query.data
  if (own === undefined || parties === undefined || items === undefined) return <h1 className="headline">&nbsp;</h1>
  const sentence = (): string => {
    if (own === null) return t('sync.headline.noIdentity')
    const department = own.department ?? own.name
    if (!parties.some(({ role, standing }) => role === 'office' && standing === 'trusted'))
      return t('sync.headline.noOffice', { department })
    const count = (state: (typeof items)[number]['state']): number => items.filter((one) => one.state === state).length
    const waiting =
      items.length === 0
        ? t('sync.headline.nothing', { department })
        : t('sync.headline.items', {
            department,
            drafts: count('draft'),
            sent: count('sent'),
            answered: count('answered'),
          })
    return last === undefined ? waiting : t('sync.headline.last', { items: waiting, name: packageWords(t, last) })
  }
  return (
    <h1 className="headline" data-testid="headline">
      {sentence()}
    </h1>
  )
}
