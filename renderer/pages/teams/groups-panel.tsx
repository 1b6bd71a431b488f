import { Button } from 'antd'
import { useMemo } from 'react'
import { useText } from '#renderer/app/text.tsx'
import { useFilters, useGo } from '#renderer/app/use-filters.ts'
import { Async } from '#renderer/components/async.tsx'
import { SimpleTable } from '#renderer/components/simple-table.tsx'
import { useCall } from '#renderer/data/use-call.ts'
import type { TeamGroups } from '#shared/contract/teams.ts'
import { groupColumns } from './columns.ts'
import { useTeamPlace } from './place.ts'

/** The groups of one team or physician beside the department's, down to their cases. */
export function GroupsPanel({ who }: { readonly who: string }) {
  const { slice, basis } = useFilters()
  const { by, masked } = useTeamPlace()
  const query = useCall('teams.groups', { slice, by, basis, masked, key: who })
  return (
    <Async query={query} rows={6}>
      {(groups) => <Groups groups={groups} />}
    </Async>
  )
}

function Groups({ groups }: { readonly groups: TeamGroups }) {
  const { t, say } = useText()
  const { masked, change } = useTeamPlace()
  const go = useGo()
  const columns = useMemo(
    () =>
      groupColumns(
        { t, say },
        groups,
        masked
          ? null
          : ({ slice }) => {
              if (slice !== null) go.toCases(slice)
            },
      ),
    [t, say, groups, masked, go],
  )
  const title = t('teams.groups', { who: say(groups.label) })
  return (
    <section className="panel" data-testid="team-groups">
      <header>
        <h2>{title}</h2>
        <div className="panel-actions">
          <Button size="small" type="text" onClick={() => change({ who: null })} data-testid="team-groups-close">
            {t('teams.groups.close')}
          </Button>
        </div>
      </header>
      <p className="muted panel-note">{t(masked ? 'teams.groups.maskedCases' : 'teams.groups.openCases')}</p>
      <SimpleTable
        columns={columns}
        rows={groups.rows}
        rowId={({ drg }) => drg}
        label={title}
        testId="team-group-table"
      />
    </section>
  )
}
