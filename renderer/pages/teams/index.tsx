import { TeamOutlined } from '@ant-design/icons'
import { Alert, Button, Segmented, Switch, Tooltip } from 'antd'
import { useMemo } from 'react'
import { useText } from '#renderer/app/text.tsx'
import { useFilters, useGo } from '#renderer/app/use-filters.ts'
import { Async } from '#renderer/components/async.tsx'
import { CostLead } from '#renderer/components/cost-tags.tsx'
import { EmptyState } from '#renderer/components/empty-state.tsx'
import { ExportButton } from '#renderer/components/export-button.tsx'
import { SimpleTable } from '#renderer/components/simple-table.tsx'
import { SliceChips } from '#renderer/components/slice-chips.tsx'
import { useCall } from '#renderer/data/use-call.ts'
import { TEAM_DIMENSIONS, type TeamDimension, type TeamReport, type TeamRow } from '#shared/contract/teams.ts'
import { stamp } from '#shared/format/date.ts'
import { formatCount } from '#shared/format/decimal.ts'
import { teamColumns } from './columns.ts'
import { ComparisonPanel } from './comparison-panel.tsx'
import { beyondOf, guardOf } from './findings.ts'
import { GroupsPanel } from './groups-panel.tsx'
import { COMPARED, type Compared, useTeamPlace } from './place.ts'

/** 医疗组/医师: teams and physicians beside the department within the same groups; something to learn from, no ranking of people. */
export function TeamsPage() {
  const { slice, basis } = useFilters()
  const { by, masked } = useTeamPlace()
  const query = useCall('teams.get', { slice, by, basis, masked })
  return (
    <div className="page" data-testid="page-teams">
      <Async query={query} rows={12}>
        {(report) => (report.n === 0 ? <NoCases /> : <TeamsView report={report} />)}
      </Async>
    </div>
  )
}

function TeamsView({ report }: { readonly report: TeamReport }) {
  const { t, say } = useText()
  const { open, change } = useTeamPlace()
  const columns = useMemo(() => teamColumns({ t, say }, report), [t, say, report])
  return (
    <>
      <Headline report={report} />
      <p className="muted team-notice" data-testid="team-notice">
        {t('teams.notice')}
      </p>
      <TeamControls report={report} />
      <GuardNotes report={report} />
      <ComparisonPanel report={report} />
      <section className="panel team-tables">
        <header>
          <h2>{t('teams.table')}</h2>
        </header>
        <SimpleTable
          columns={columns}
          rows={report.rows}
          rowId={({ key }) => key}
          label={t('teams.table')}
          onOpenRow={({ key }) => change({ who: key })}
          testId="team-table"
        />
      </section>
      {open !== null && report.rows.some(({ key }) => key === open) && (
        <div className="team-tables">
          <GroupsPanel key={open} who={open} />
        </div>
      )}
    </>
  )
}

function TeamControls({ report }: { readonly report: TeamReport }) {
  const { t, language } = useText()
  const { slice, basis } = useFilters()
  const { by, measure, masked, change } = useTeamPlace()
  return (
    <div className="page-controls">
      <Segmented<TeamDimension>
        value={by}
        onChange={(value) => change({ by: value, who: null })}
        options={TEAM_DIMENSIONS.map((value) => ({ value, label: t(`teams.by.${value}`) }))}
        aria-label={t('teams.by')}
        data-testid="team-by"
      />
      <Segmented<Compared>
        value={measure}
        onChange={(value) => change({ measure: value })}
        options={COMPARED.map((value) => ({ value, label: t(`teams.measure.${value}`) }))}
        aria-label={t('teams.measure')}
        data-testid="team-measure"
      />
      <Tooltip title={t('teams.maskedWhat')}>
        <span className="masked-switch">
          <Switch
            size="small"
            checked={masked}
            onChange={(value) => change({ masked: value ? '1' : null, who: null, team: null, physician: null })}
            aria-label={t('teams.masked')}
            data-testid="team-masked"
          />{' '}
          {t('teams.masked')}
        </span>
      </Tooltip>
      <ExportButton
        method="teams.export"
        request={() => ({ slice, by, basis, masked, language })}
        fileName={() => `${t('teams.file')}_${stamp(new Date())}.xlsx`}
        label={t('teams.export')}
      />
      <SliceChips fields={['mdc', 'adrg', 'drg', 'settlement', 'status', 'principalDx']} />
      <CostLead tags={report.costTags} />
    </div>
  )
}

function useNames(): (rows: readonly TeamRow[]) => string {
  const { t, say } = useText()
  return (rows) =>
    rows.length === 0 ? t('teams.nobody') : rows.map(({ label }) => say(label)).join(t('common.listComma'))
}

function Headline({ report }: { readonly report: TeamReport }) {
  const { t } = useText()
  const { measure } = useTeamPlace()
  const names = useNames()
  const { below, above } = beyondOf(report, measure)
  const words = { n: formatCount(report.n), measure: t(`teams.measure.${measure}`) }
  const sides = { below: names(below), above: names(above) }
  return (
    <h1 className="headline" data-testid="headline">
      {below.length + above.length === 0
        ? t('teams.headline.none', words)
        : measure === 'surplus'
          ? t('teams.headline.surplus', { n: words.n, basis: t(`basis.inline.${report.basis}`), ...sides })
          : t('teams.headline.index', { ...words, ...sides })}
    </h1>
  )
}

/** Money that looks good beside quality that does not. */
function GuardNotes({ report }: { readonly report: TeamReport }) {
  const { t, say } = useText()
  const { measure } = useTeamPlace()
  const guards = measure === 'surplus' ? guardOf(report, 'charge') : guardOf(report, measure)
  return guards.map(({ row, worse }) => {
    const words = {
      who: say(row.label),
      measure: t(`teams.measure.${measure === 'surplus' ? 'charge' : measure}`),
    }
    const quality = worse.map(({ label }) => say(label)).join(t('common.listComma'))
    return (
      <Alert
        key={row.key}
        type="warning"
        showIcon
        title={worse.length === 0 ? t('teams.guardUnknown', words) : t('teams.guard', { ...words, quality })}
        data-testid="team-guard"
      />
    )
  })
}

function NoCases() {
  const { t } = useText()
  const { change } = useFilters()
  const go = useGo()
  return (
    <EmptyState title={t('teams.empty')} teach={t('teams.emptyTeach')} icon={<TeamOutlined />}>
      <Button
        type="primary"
        onClick={() => change({ drg: null, team: null, insurance: null, physician: null, mdc: null, adrg: null })}
      >
        {t('filter.reset')}
      </Button>
      <Button onClick={() => go.toPage('/data')}>{t('nav.data')}</Button>
    </EmptyState>
  )
}
