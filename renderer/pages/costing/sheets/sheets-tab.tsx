import { Button } from 'antd'
import { useState } from 'react'
import { useSearchParams } from 'react-router'
import { useText } from '#renderer/app/text.tsx'
import { useFilters } from '#renderer/app/use-filters.ts'
import { Async } from '#renderer/components/async.tsx'
import { ProblemAlert } from '#renderer/components/problem-alert.tsx'
import { useFileChooser } from '#renderer/components/use-file-chooser.tsx'
import { callValue, problemOf } from '#renderer/data/call.ts'
import { useCore } from '#renderer/data/provider.tsx'
import { useCall } from '#renderer/data/use-call.ts'
import { useOfferFile } from '#renderer/data/use-file.ts'
import type { SheetSummary } from '#shared/contract/costing-reports.ts'
import type { ActivitySheet } from '#shared/domain/activity-sheet.ts'
import type { Problem } from '#shared/domain/problem.ts'
import { SheetEditor } from './sheet-editor.tsx'
import { SheetList } from './sheet-list.tsx'

/** 作业: activity sheets with what they cost, line by line, while they are edited. */
export function SheetsTab() {
  const query = useCall('costing.sheets', {})
  return (
    <Async query={query} rows={8}>
      {(sheets) => <Sheets sheets={sheets} />}
    </Async>
  )
}

function Sheets({ sheets }: { readonly sheets: readonly SheetSummary[] }) {
  const { t } = useText()
  const { change } = useFilters()
  const { bridge } = useCore()
  const offer = useOfferFile()
  const [params] = useSearchParams()
  const [read, setRead] = useState<ActivitySheet | null>(null)
  const [problem, setProblem] = useState<Problem | null>(null)
  const asked = params.get('sheet')
  const summary = sheets.find(({ code }) => code === asked) ?? sheets[0]
  const chooser = useFileChooser((files) => {
    const [file] = files
    if (file === undefined) return
    setProblem(null)
    offer(file)
      .then(({ path }) => callValue(bridge, 'costing.readSheet', { path }))
      .then(setRead, (error: unknown) => setProblem(problemOf(error)))
  }, '.json')
  return (
    <div className="stack" data-testid="sheets">
      {chooser.input}
      <SheetList
        sheets={sheets}
        chosen={read === null ? (summary?.code ?? null) : null}
        onOpen={(code) => {
          setRead(null)
          change({ sheet: code })
        }}
        actions={<Button onClick={chooser.choose}>{t('sheets.read')}</Button>}
      />
      {problem !== null && <ProblemAlert problem={problem} onClose={() => setProblem(null)} />}
      {read !== null ? (
        <SheetEditor
          key={`file ${read.code}`}
          stored={null}
          sheet={read}
          groups={sheets.find(({ code }) => code === read.code)?.groups ?? []}
          onSaved={(code) => {
            setRead(null)
            change({ sheet: code })
          }}
        />
      ) : (
        summary !== undefined && <Stored summary={summary} />
      )}
    </div>
  )
}

function Stored({ summary }: { readonly summary: SheetSummary }) {
  const { change } = useFilters()
  const [version, setVersion] = useState<{ readonly code: string; readonly version: number } | null>(null)
  const chosen = version?.code === summary.code ? { version: version.version } : {}
  const query = useCall('costing.sheet', { code: summary.code, ...chosen })
  return (
    <Async query={query} rows={8}>
      {(stored) => (
        <SheetEditor
          key={`${stored.sheet.code} ${stored.version}`}
          stored={stored}
          sheet={stored.sheet}
          groups={summary.groups}
          onVersion={(wanted) => setVersion({ code: summary.code, version: wanted })}
          onSaved={(code) => {
            setVersion(null)
            change({ sheet: code })
          }}
        />
      )}
    </Async>
  )
}
