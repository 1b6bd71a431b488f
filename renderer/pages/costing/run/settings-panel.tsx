import { Alert, App, Button, Collapse } from 'antd'
import { useState } from 'react'
import { useBook } from '#renderer/app/book.tsx'
import { useText } from '#renderer/app/text.tsx'
import { useFilters } from '#renderer/app/use-filters.ts'
import { JobProgressView } from '#renderer/components/job-progress.tsx'
import { ProblemAlert } from '#renderer/components/problem-alert.tsx'
import { callValue, problemOf } from '#renderer/data/call.ts'
import { useCore } from '#renderer/data/provider.tsx'
import { useCommand } from '#renderer/data/use-command.ts'
import { useJob } from '#renderer/data/use-job.ts'
import type { CostingSettings } from '#shared/contract/costing.ts'
import type { CostingConfig } from '#shared/contract/costing-config.ts'
import type { Problem } from '#shared/domain/problem.ts'
import { formatMoment } from '#shared/format/date.ts'
import { formatCount } from '#shared/format/decimal.ts'
import { AllocationFields } from './allocation-fields.tsx'
import { wrongNumbers } from './draft.ts'
import { GeneralFields } from './general-fields.tsx'
import { MethodFields } from './method-fields.tsx'
import { PlaceFields } from './place-fields.tsx'
import { PoolFields } from './pool-fields.tsx'
import { ShareFields } from './share-fields.tsx'

/** What every group of settings gets: the draft, what the book has to choose from, and a way to change it. */
export interface FieldsProps {
  readonly config: CostingConfig
  readonly settings: CostingSettings
  readonly disabled: boolean
  readonly onChange: (config: CostingConfig) => void
}

/** The settings as a draft: a run may use it as it stands; saving keeps it in the book. */
export function SettingsPanel({ settings }: { readonly settings: CostingSettings }) {
  const { t, say } = useText()
  const { readOnly } = useBook()
  const { change } = useFilters()
  const { message } = App.useApp()
  const { bridge } = useCore()
  const [draft, setDraft] = useState(settings.config)
  const [failed, setFailed] = useState<Problem | null>(null)
  const save = useCommand('costing.saveSettings')
  const run = useJob('costing.run')
  const changed = JSON.stringify(draft) !== JSON.stringify(settings.config)
  const wrong = wrongNumbers(draft)
  const start = async (): Promise<void> => {
    const made = await run.start(changed ? { config: draft } : {})
    if (made === null) return
    void message.success(
      t('run.done', {
        id: made.id,
        months: made.months.length,
        cases: formatCount(made.months.reduce((sum, { cases }) => sum + cases, 0)),
      }),
    )
    change({ compared: String(made.id) })
  }
  const keep = async (): Promise<void> => {
    if ((await save.run({ config: draft })) !== null) void message.success(t('run.saved'))
  }
  const propose = async (): Promise<void> => {
    try {
      setDraft(await callValue(bridge, 'costing.propose', {}))
    } catch (error) {
      setFailed(problemOf(error))
    }
  }
  const fields: FieldsProps = { config: draft, settings, disabled: readOnly || run.running, onChange: setDraft }
  const closed = draft.allocation.levels.flat().length
  const sections = [
    {
      key: 'general',
      label: t('run.section.general', { from: draft.from, to: draft.to, main: draft.department.main }),
      children: <GeneralFields {...fields} />,
    },
    {
      key: 'allocation',
      label: t('run.section.allocation', { n: closed, levels: draft.allocation.levels.length }),
      children: <AllocationFields {...fields} />,
    },
    {
      key: 'pools',
      label: t('run.section.pools', { n: draft.pools.length }),
      children: <PoolFields {...fields} />,
    },
    {
      key: 'methods',
      label: t('run.section.methods', { method: t(`costing.method.${draft.preferred}`), n: draft.methods.length }),
      children: <MethodFields {...fields} />,
    },
    { key: 'shares', label: t('run.section.shares'), children: <ShareFields {...fields} /> },
    {
      key: 'places',
      label: t('run.section.places', { n: Object.keys(draft.places).length }),
      children: <PlaceFields {...fields} />,
    },
  ]
  return (
    <section className="panel" data-testid="costing-settings">
      <header>
        <h2>{t('run.settings')}</h2>
        <span className="muted" data-testid="settings-state">
          {changed
            ? t('run.unsaved')
            : settings.savedAt === null
              ? t('run.suggested')
              : t('run.savedAt', { at: formatMoment(settings.savedAt) })}
        </span>
      </header>
      {settings.findings.length > 0 && !changed && (
        <Alert
          type="warning"
          showIcon
          title={t('run.findings', { n: settings.findings.length })}
          description={
            <ul className="plain-list">
              {settings.findings.map((finding) => (
                <li key={finding.en}>{say(finding)}</li>
              ))}
            </ul>
          }
          data-testid="costing-findings"
        />
      )}
      <Collapse size="small" ghost items={sections} className="settings-sections" />
      {wrong && <p className="negative">{t('run.wrongNumbers')}</p>}
      <div className="page-controls">
        <Button
          type="primary"
          onClick={() => void start()}
          loading={run.running}
          disabled={readOnly || wrong}
          data-testid="run-costing"
        >
          {t('run.start')}
        </Button>
        <Button
          onClick={() => void keep()}
          loading={save.running}
          disabled={readOnly || wrong || run.running || (!changed && settings.savedAt !== null)}
          data-testid="save-settings"
        >
          {t('run.save')}
        </Button>
        <Button onClick={() => void propose()} disabled={readOnly || run.running} data-testid="propose-settings">
          {t('run.propose')}
        </Button>
        {changed && (
          <Button type="text" onClick={() => setDraft(settings.config)} disabled={run.running}>
            {t('run.revert')}
          </Button>
        )}
        <span className="muted">{t('run.trialNote')}</span>
      </div>
      {run.running && run.job !== null && <JobProgressView job={run.job} />}
      {run.problem !== null && <ProblemAlert problem={run.problem} onClose={run.reset} />}
      {save.problem !== null && <ProblemAlert problem={save.problem} onClose={save.clear} />}
      {failed !== null && <ProblemAlert problem={failed} onClose={() => setFailed(null)} />}
    </section>
  )
}
