import { App, Button, Input, Select, Tag } from 'antd'
import { useDeferredValue, useState } from 'react'
import { useBook } from '#renderer/app/book.tsx'
import { useText } from '#renderer/app/text.tsx'
import { ProblemAlert } from '#renderer/components/problem-alert.tsx'
import { problemOf } from '#renderer/data/call.ts'
import { useCall } from '#renderer/data/use-call.ts'
import { useCommand } from '#renderer/data/use-command.ts'
import type { RequestOf } from '#shared/contract/contract.ts'
import type { StoredSheet } from '#shared/contract/costing-reports.ts'
import type { ActivitySheet } from '#shared/domain/activity-sheet.ts'
import { formatMoment } from '#shared/format/date.ts'
import { saidFacts } from './draft.ts'
import { FactsFields, type Tried } from './facts-fields.tsx'
import { GroupField } from './group-field.tsx'
import { LineDrawer } from './line-drawer.tsx'
import { LineTable } from './line-table.tsx'
import { ResourceTable } from './resource-table.tsx'
import { SheetTotals } from './sheet-totals.tsx'

/** One sheet as a draft; what it costs is worked out as it is typed. Saving keeps a new version. */
export function SheetEditor({
  stored,
  sheet,
  groups,
  onVersion,
  onSaved,
}: {
  /** Null: read from a file, and in no book yet. */
  readonly stored: StoredSheet | null
  readonly sheet: ActivitySheet
  readonly groups: readonly string[]
  readonly onVersion?: (version: number) => void
  readonly onSaved: (code: string) => void
}) {
  const { t, say } = useText()
  const { readOnly } = useBook()
  const { message } = App.useApp()
  const [draft, setDraft] = useState(sheet)
  const [tried, setTried] = useState<Tried>({ facts: {}, caseNo: '' })
  const [opened, setOpened] = useState<string | null>(null)
  const save = useCommand('costing.saveSheet')
  const changed = stored === null || JSON.stringify(draft) !== JSON.stringify(sheet)
  const asked = useDeferredValue({ draft, tried })
  const query = useCall('costing.sheetCost', {
    sheet: asJson(asked.draft),
    ...(asked.tried.caseNo === '' ? {} : { caseNo: asked.tried.caseNo }),
    facts: saidFacts(asked.tried.facts),
  })
  const line = draft.lines.find(({ id }) => id === opened)
  const keep = async (): Promise<void> => {
    const saved = await save.run({ sheet: asJson(draft) })
    if (saved === null) return
    void message.success(t('sheets.saved', { n: saved.value.version }))
    onSaved(draft.code)
  }
  const cost = query.isError ? undefined : query.data
  return (
    <div className="stack" data-testid="sheet-editor">
      <section className="panel">
        <header>
          <h2>
            {say(draft.name)}{' '}
            {draft.status === 'demonstration' && <Tag color="gold">{t('caseCost.demonstration')}</Tag>}
          </h2>
          <span className="panel-actions">
            {stored !== null && stored.versions.length > 0 && onVersion !== undefined && (
              <Select
                size="small"
                value={stored.version}
                onChange={onVersion}
                options={stored.versions.map(({ version, savedAt }) => ({
                  value: version,
                  label: t('sheets.versionAt', { n: version, at: formatMoment(savedAt) }),
                }))}
                popupMatchSelectWidth={false}
                aria-label={t('sheets.version')}
                data-testid="sheet-version"
              />
            )}
            {changed && stored !== null && (
              <Button size="small" type="text" onClick={() => setDraft(sheet)}>
                {t('run.revert')}
              </Button>
            )}
            <Button
              size="small"
              type="primary"
              disabled={readOnly || !changed || query.isError}
              loading={save.running}
              onClick={() => void keep()}
              data-testid="save-sheet"
            >
              {t('sheets.save')}
            </Button>
          </span>
        </header>
        {save.problem !== null && <ProblemAlert problem={save.problem} onClose={save.clear} />}
        <div className="settings-grid">
          <span className="field">
            <span className="field-label">{t('sheets.status')}</span>
            <Select<ActivitySheet['status']>
              value={draft.status}
              onChange={(status) => setDraft({ ...draft, status })}
              options={(['hospital', 'demonstration'] as const).map((value) => ({
                value,
                label: t(`sheets.status.${value}`),
              }))}
              disabled={readOnly}
              aria-label={t('sheets.status')}
            />
          </span>
          <span className="field field-wide">
            <span className="field-label">{t('sheets.source')}</span>
            <Input
              value={draft.source}
              onChange={({ target }) => setDraft({ ...draft, source: target.value })}
              disabled={readOnly}
              aria-label={t('sheets.source')}
            />
          </span>
          <GroupField code={draft.code} groups={groups} disabled={readOnly || stored === null} />
        </div>
        <FactsFields sheet={draft} tried={tried} onChange={setTried} />
        {query.isError ? (
          <ProblemAlert problem={problemOf(query.error)} />
        ) : (
          cost !== undefined && <SheetTotals cost={cost} />
        )}
      </section>
      <LineTable sheet={draft} cost={cost} disabled={readOnly} onChange={setDraft} onOpen={setOpened} />
      <ResourceTable sheet={draft} cost={cost} disabled={readOnly} onChange={setDraft} />
      {line !== undefined && (
        <LineDrawer
          sheet={draft}
          line={line}
          costed={cost?.lines.find(({ id }) => id === line.id)}
          disabled={readOnly}
          onChange={setDraft}
          onClose={() => setOpened(null)}
        />
      )}
    </div>
  )
}

/** A sheet is plain data of texts, lists and flags. */
const asJson = (sheet: ActivitySheet): RequestOf<'costing.saveSheet'>['sheet'] =>
  JSON.parse(JSON.stringify(sheet)) as RequestOf<'costing.saveSheet'>['sheet']
