import { App, Button, Input, Popover, Select, Space } from 'antd'
import { useState } from 'react'
import { useText } from '#renderer/app/text.tsx'
import { ProblemAlert } from '#renderer/components/problem-alert.tsx'
import { useCall } from '#renderer/data/use-call.ts'
import { useCommand } from '#renderer/data/use-command.ts'
import { completeOnly } from './mapping.ts'
import type { ImportFlow, RecogniseStage } from './use-import-flow.ts'

/** Saved templates for this kind of file, and the mapping as recognised. */
export function TemplateChoice({ stage, flow }: { readonly stage: RecogniseStage; readonly flow: ImportFlow }) {
  const { t } = useText()
  const { modal } = App.useApp()
  const remove = useCommand('templates.remove')
  const templates = useCall('templates.list', {})
  const fitting = (templates.data ?? []).filter((template) => template.kind === stage.inspection.kind)
  const current = stage.inspection.templateSource === 'saved' ? stage.inspection.template.name : ''
  const { templateName: _old, ...recognition } = stage.recognition
  const choose = (name: string): void =>
    void flow.recognise(name === '' ? recognition : { ...recognition, templateName: name })
  const ask = (name: string): void => {
    modal.confirm({
      title: t('import.template.remove'),
      content: t('import.template.removeConfirm', { name }),
      okText: t('import.template.remove'),
      cancelText: t('common.cancel'),
      okButtonProps: { danger: true },
      onOk: async () => {
        if ((await remove.run({ name })) === null) return
        await templates.refetch()
        choose('')
      },
    })
  }
  return (
    <span className="labelled">
      {t('import.template')}
      <Select
        value={current}
        onChange={choose}
        options={[
          { value: '', label: t('import.template.proposed') },
          ...fitting.map(({ name }) => ({ value: name, label: name })),
        ]}
        aria-label={t('import.template')}
        style={{ width: 220 }}
        data-testid="template-choice"
      />
      {current !== '' && (
        <Button
          type="link"
          size="small"
          loading={remove.running}
          onClick={() => ask(current)}
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
  const [name, setName] = useState('')
  const [saved, setSaved] = useState<string | null>(null)
  const submit = async (): Promise<void> => {
    const template = { ...completeOnly(stage.template), name: name.trim() }
    const done = await save.run({ template })
    if (done === null) return
    setSaved(done.value.name)
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
