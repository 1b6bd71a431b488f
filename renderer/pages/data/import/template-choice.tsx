import { Button, Input, Popover, Select, Space } from 'antd'
import { useState } from 'react'
import { useText } from '#renderer/app/text.tsx'
import { ProblemAlert } from '#renderer/components/problem-alert.tsx'
import { useCopy } from '#renderer/components/use-copy.ts'
import { useCall } from '#renderer/data/use-call.ts'
import { useCommand } from '#renderer/data/use-command.ts'
import type { ImportTemplate } from '#shared/contract/imports.ts'
import type { RecogniseStage } from './flow-stage.ts'
import { completeOnly } from './mapping.ts'
import { templateText } from './template-text.ts'
import type { ImportFlow } from './use-import-flow.ts'
import { useRemoveTemplate } from './use-remove-template.ts'

/** Saved templates for this kind of file, and the mapping as recognised. */
export function TemplateChoice({ stage, flow }: { readonly stage: RecogniseStage; readonly flow: ImportFlow }) {
  const { t } = useText()
  const copy = useCopy()
  const remove = useRemoveTemplate()
  const templates = useCall('templates.list', {})
  const fitting = (templates.data ?? []).filter((template) => template.kind === stage.inspection.kind)
  const current = stage.inspection.templateSource === 'saved' ? stage.inspection.template.name : ''
  const { templateName: _old, ...recognition } = stage.recognition
  const choose = (name: string): void =>
    void flow.recognise(name === '' ? recognition : { ...recognition, templateName: name })
  return (
    <span className="labelled">
      {t('import.template')}
      <Select
        value={current}
        onChange={choose}
        options={[
          { value: '', label: t('import.template.proposed') },
          ...fitting.map(({ name, version }) => ({
            value: name,
            label: t('import.template.version', { name, version }),
          })),
        ]}
        aria-label={t('import.template')}
        popupMatchSelectWidth={false}
        style={{ width: 240 }}
        data-testid="template-choice"
      />
      {current !== '' && (
        <Button
          type="link"
          size="small"
          onClick={() => copy(templateText(stage.inspection.template), t('import.template.copied'))}
          data-testid="template-copy"
        >
          {t('import.template.copy')}
        </Button>
      )}
      {current !== '' && (
        <Button
          type="link"
          size="small"
          loading={remove.running}
          onClick={() =>
            remove.ask(current, () => {
              void templates.refetch()
              choose('')
            })
          }
          data-testid="template-remove"
        >
          {t('import.template.remove')}
        </Button>
      )}
      {remove.problem !== null && <ProblemAlert problem={remove.problem} onClose={remove.clear} />}
    </span>
  )
}

/** Keeps the mapping under a name for the next file like this one. */
export function SaveTemplate({ stage }: { readonly stage: RecogniseStage }) {
  const { t } = useText()
  const save = useCommand('templates.save')
  const [open, setOpen] = useState(false)
  // Saving under the same name makes its next version.
  const [name, setName] = useState(stage.inspection.templateSource === 'saved' ? stage.inspection.template.name : '')
  const [saved, setSaved] = useState<ImportTemplate | null>(null)
  const submit = async (): Promise<void> => {
    const template = { ...completeOnly(stage.template), name: name.trim() }
    const done = await save.run({ template })
    if (done === null) return
    setSaved(done.value)
    setOpen(false)
  }
  return (
    <>
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
      </Popover>
      {saved !== null && (
        <span className="muted">{t('import.template.saved', { name: saved.name, version: saved.version })}</span>
      )}
    </>
  )
}
