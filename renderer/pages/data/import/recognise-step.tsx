import { Alert, Button } from 'antd'
import { useText } from '#renderer/app/text.tsx'
import { JobProgressView } from '#renderer/components/job-progress.tsx'
import { formatPercent } from '#shared/format/rate.ts'
import { formatBytes } from '#shared/format/size.ts'
import type { RecogniseStage } from './flow-stage.ts'
import { FormatBar } from './format-bar.tsx'
import { missingRequired, unusedColumns } from './mapping.ts'
import { MappingTable } from './mapping-table.tsx'
import { PatientNote } from './patient-note.tsx'
import { SaveTemplate, TemplateChoice } from './template-choice.tsx'
import { TemplateOptions } from './template-options.tsx'
import type { ImportFlow } from './use-import-flow.ts'

const LISTED = 12

/** What the file was taken for, and which of its columns becomes what; all of it can be corrected here. */
export function RecogniseStep({ stage, flow }: { readonly stage: RecogniseStage; readonly flow: ImportFlow }) {
  const { t, say } = useText()
  const { inspection, template } = stage
  const missing = missingRequired(template, inspection)
  const unused = unusedColumns(template, inspection.header)
  const labelOf = (name: string): string => {
    const column = inspection.columns.find((spec) => spec.name === name)
    return column === undefined ? name : say(column.label)
  }
  const list = (names: readonly string[]): string => names.slice(0, LISTED).join(t('list.separator'))
  return (
    <div data-testid="import-recognise">
      <div className="import-file">
        <strong>{t('import.file', { name: inspection.name, size: formatBytes(inspection.bytes) })}</strong>
        <span className="muted">
          {t('import.confidence', { percent: formatPercent(String(inspection.confidence)) })}
        </span>
      </div>
      <FormatBar stage={stage} busy={flow.busy} onChange={(recognition) => void flow.recognise(recognition)} />
      <div className="page-controls">
        <TemplateChoice stage={stage} flow={flow} />
        <SaveTemplate stage={stage} />
      </div>
      <TemplateOptions template={template} onChange={flow.setTemplate} />
      {missing.length > 0 && (
        <Alert
          type="warning"
          showIcon
          title={t('mapping.missingRequired', { columns: list(missing.map(labelOf)) })}
          data-testid="missing-required"
        />
      )}
      <PatientNote template={template} />
      <MappingTable inspection={inspection} template={template} onChange={flow.setTemplate} />
      {unused.length > 0 && <p className="muted">{t('mapping.unused', { n: unused.length, columns: list(unused) })}</p>}
      <div className="sticky-actions">
        <Button
          type="primary"
          disabled={missing.length > 0}
          loading={flow.busy}
          onClick={() => void flow.preview()}
          data-testid="preview"
        >
          {t('mapping.preview')}
        </Button>
        {flow.job !== null && <JobProgressView job={flow.job} />}
      </div>
    </div>
  )
}
