import { Alert, Button, Input, Popover, Select, Space } from 'antd'
import { useState } from 'react'
import { useText } from '#renderer/app/text.tsx'
import { JobProgressView } from '#renderer/components/job-progress.tsx'
import { ProblemAlert } from '#renderer/components/problem-alert.tsx'
import { useCall } from '#renderer/data/use-call.ts'
import { useCommand } from '#renderer/data/use-command.ts'
import { formatPercent } from '#shared/format/rate.ts'
import { formatBytes } from '#shared/format/size.ts'
import { FormatBar } from './format-bar.tsx'
import { completeOnly, missingRequired, unusedColumns } from './mapping.ts'
import { MappingTable } from './mapping-table.tsx'
import { TemplateOptions } from './template-options.tsx'
import type { ImportFlow, RecogniseStage } from './use-import-flow.ts'

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
      <MappingTable inspection={inspection} template={template} onChange={flow.setTemplate} />
      {unused.length > 0 && <p className="muted">{t('mapping.unused', { n: unused.length, columns: list(unused) })}</p>}
      {flow.job !== null && <JobProgressView job={flow.job} />}
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
      </div>
    </div>
  )
}

/** Saved templates for this kind of file, and the mapping as recognised. */
function TemplateChoice({ stage, flow }: { readonly stage: RecogniseStage; readonly flow: ImportFlow }) {
  const { t } = useText()
  const templates = useCall('templates.list', {}).data ?? []
  const fitting = templates.filter((template) => template.kind === stage.inspection.kind)
  const current = stage.inspection.templateSource === 'saved' ? stage.inspection.template.name : ''
  const { templateName: _old, ...recognition } = stage.recognition
  return (
    <span className="labelled">
      {t('import.template')}
      <Select
        value={current}
        onChange={(name: string) =>
          void flow.recognise(name === '' ? recognition : { ...recognition, templateName: name })
        }
        options={[
          { value: '', label: t('import.template.proposed') },
          ...fitting.map(({ name }) => ({ value: name, label: name })),
        ]}
        aria-label={t('import.template')}
        style={{ width: 220 }}
        data-testid="template-choice"
      />
    </span>
  )
}

function SaveTemplate({ stage }: { readonly stage: RecogniseStage }) {
  const { t } = useText()
  const save = useCommand('templates.save')
  const [open, setOpen] = useState(false)
  const [name, setName] = useState('')
  const [saved, setSaved] = useState<string | null>(null)
  const submit = async (): Promise<void> => {
    const template = { ...completeOnly(stage.template), name: name.trim() }
    const done = await save.run({ template })
    if (done === null) return
    setSaved(done.name)
    setOpen(false)
  }
  return (
    <Popover
      trigger="click"
      open={open}
      onOpenChange={setOpen}
      content={
        <div className="note">
          <Space.Compact>
            <Input
              value={name}
              maxLength={100}
              placeholder={t('import.template.name')}
              aria-label={t('import.template.name')}
              onChange={(event) => setName(event.target.value)}
              onPressEnter={() => void submit()}
              data-testid="template-name"
            />
            <Button
              type="primary"
              disabled={name.trim() === ''}
              loading={save.running}
              onClick={() => void submit()}
              data-testid="template-save"
            >
              {t('import.template.save')}
            </Button>
          </Space.Compact>
          {save.problem !== null && <ProblemAlert problem={save.problem} />}
        </div>
      }
    >
      <Button data-testid="save-template">{t('import.template.save')}</Button>
      {saved !== null && <span className="muted">{t('import.template.saved', { name: saved })}</span>}
    </Popover>
  )
}
