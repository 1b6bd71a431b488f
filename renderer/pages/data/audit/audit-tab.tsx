import { Input, Select } from 'antd'
import { useCallback, useMemo, useState } from 'react'
import { useText } from '#renderer/app/text.tsx'
import { ExportButton } from '#renderer/components/export-button.tsx'
import { callValue } from '#renderer/data/call.ts'
import { useCore } from '#renderer/data/provider.tsx'
import { useRevision } from '#renderer/data/use-revision.ts'
import { DataGrid } from '#renderer/grid/data-grid.tsx'
import type { AuditPage } from '#shared/contract/lifecycle.ts'
import { AUDIT_ACTION_NAMES, AUDIT_ACTIONS, type AuditAction } from '#shared/domain/audit.ts'
import { formatMoment, stamp } from '#shared/format/date.ts'
import { formatCount } from '#shared/format/decimal.ts'
import { useFreshCall } from '../use-fresh-call.ts'
import { auditColumns } from './columns.ts'
import { OwnName } from './own-name.tsx'

/** 审计日志: who did what and when, what it changed in number; found by action or text, handed over as CSV. */
export function AuditTab() {
  const { t, say, language } = useText()
  const { bridge } = useCore()
  const revision = useRevision()
  const [action, setAction] = useState<AuditAction | null>(null)
  const [text, setText] = useState('')
  const filter = useMemo(
    () => ({ ...(action === null ? {} : { action }), ...(text === '' ? {} : { text }) }),
    [action, text],
  )
  const first = useFreshCall('audit.list', { ...filter, offset: 0, limit: 1 }).data
  const fetch = useCallback(
    (offset: number, limit: number) => callValue(bridge, 'audit.list', { ...filter, offset, limit }),
    [bridge, filter],
  )
  const columns = useMemo(() => auditColumns(t, say), [t, say])
  return (
    <div data-testid="audit">
      <h1 className="headline" data-testid="headline">
        {first === undefined ? ' ' : <Headline page={first} filtered={action !== null || text !== ''} />}
      </h1>
      <div className="page-controls">
        <Select
          value={action ?? ''}
          onChange={(value: string) => setAction(AUDIT_ACTIONS.find((known) => known === value) ?? null)}
          options={[
            { value: '', label: t('audit.actionAll') },
            ...AUDIT_ACTIONS.map((value) => ({ value: value as string, label: say(AUDIT_ACTION_NAMES[value]) })),
          ]}
          showSearch={{ optionFilterProp: 'label' }}
          aria-label={t('audit.action')}
          popupMatchSelectWidth={false}
          style={{ width: 200 }}
          data-testid="audit-action"
        />
        <Input.Search
          allowClear
          maxLength={200}
          placeholder={t('audit.search')}
          aria-label={t('audit.search')}
          onSearch={(value) => setText(value.trim())}
          style={{ width: 240 }}
          data-testid="audit-search"
        />
        <span className="page-space" />
        <OwnName />
      </div>
      <DataGrid
        id="audit"
        columns={columns}
        source={{ kind: 'paged', key: `${revision} ${action} ${text}`, fetch }}
        rowId={({ id }) => String(id)}
        label={t('audit.title')}
        heading={<span className="muted panel-note">{t('audit.teach')}</span>}
        extra={() => (
          <ExportButton
            method="audit.export"
            request={() => ({ ...filter, language })}
            fileName={() => `${t('audit.file')}_${stamp(new Date())}.csv`}
          />
        )}
      />
    </div>
  )
}

function Headline({ page: { total, rows }, filtered }: { readonly page: AuditPage; readonly filtered: boolean }) {
  const { t, say } = useText()
  const last = rows[0]
  const n = formatCount(total)
  if (filtered || last === undefined) return t('audit.headline.filtered', { n })
  return t('audit.headline', { n, who: last.who, at: formatMoment(last.at), what: say(last.what) })
}
