import { Async } from '#renderer/components/async.tsx'
import { CreateIdentity } from './create-identity.tsx'
import { OwnCard } from './own-card.tsx'
import { PartyList } from './party-list.tsx'
import { useIdentity } from './use-identity.ts'

/** Who the department is, and whom it trusts. */
export function PartiesTab() {
  const { query } = useIdentity()
  return (
    <Async query={query}>
      {(own) => (
        <div className="stack" data-testid="parties">
          {own === null ? <CreateIdentity /> : <OwnCard own={own} />}
          <PartyList own={own} />
        </div>
      )}
    </Async>
  )
}
