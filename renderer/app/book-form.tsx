import { Button, Form, Input, Modal } from 'antd'
import { useState } from 'react'
import { ProblemAlert } from '#renderer/components/problem-alert.tsx'
import { useFileChooser } from '#renderer/components/use-file-chooser.tsx'
import { problemOf } from '#renderer/data/call.ts'
import { useCore } from '#renderer/data/provider.tsx'
import { useCall } from '#renderer/data/use-call.ts'
import { useCommand } from '#renderer/data/use-command.ts'
import { useOfferFile } from '#renderer/data/use-file.ts'
import { LostBook } from '#renderer/pages/data/backups/lost-book.tsx'
import type { RecentBook } from '#shared/contract/book.ts'
import type { Problem } from '#shared/domain/problem.ts'
import { bookPathFor } from './book-path.ts'
import { useText } from './text.tsx'

/** Name and place of a new book, or the place of one to open. */
export function BookForm({
  mode,
  recent,
  onClose,
}: {
  readonly mode: 'create' | 'open'
  readonly recent: readonly RecentBook[]
  readonly onClose: () => void
}) {
  const { t } = useText()
  const { bridge } = useCore()
  const [form] = Form.useForm<{ name: string; path: string }>()
  const settingsFile = useCall('app.info', {}).data?.settingsFile ?? null
  const create = useCommand('book.create')
  const open = useCommand('book.open')
  const problem = create.problem ?? open.problem
  const suggest = (name: string): void => {
    if (!form.isFieldTouched('path')) form.setFieldValue('path', bookPathFor(name, recent[0]?.path ?? settingsFile))
  }
  const submit = async ({ name, path }: { name: string; path: string }): Promise<void> => {
    const place = path.trim()
    const done =
      mode === 'create' ? await create.run({ name: name.trim(), path: place }) : await open.run({ path: place })
    if (done !== null) onClose()
  }
  return (
    <Modal
      open
      width={open.problem === null ? 520 : 900}
      title={mode === 'create' ? t('welcome.create') : t('welcome.open')}
      okText={mode === 'create' ? t('welcome.create') : t('welcome.open')}
      cancelText={t('common.cancel')}
      onCancel={onClose}
      onOk={form.submit}
      confirmLoading={create.running || open.running}
    >
      <Form form={form} layout="vertical" onFinish={(values) => void submit(values)} data-testid="book-form">
        {mode === 'create' && (
          <Form.Item
            name="name"
            label={t('welcome.name')}
            rules={[{ required: true, whitespace: true, message: t('welcome.nameNeeded') }]}
          >
            <Input
              autoFocus
              maxLength={100}
              placeholder={t('welcome.namePlaceholder')}
              onChange={(event) => suggest(event.target.value)}
            />
          </Form.Item>
        )}
        <Form.Item
          name="path"
          label={t('welcome.path')}
          extra={t('welcome.pathHint')}
          rules={[{ required: true, whitespace: true, message: t('welcome.pathNeeded') }]}
        >
          <Input autoFocus={mode === 'open'} maxLength={4096} />
        </Form.Item>
        {/* In a browser a chosen file would be a copy: only the desktop knows where it really lies. */}
        {mode === 'open' && bridge.shell === 'desktop' && (
          <ChooseBook onPath={(path) => form.setFieldValue('path', path)} />
        )}
      </Form>
      {problem !== null && <ProblemAlert problem={problem} />}
      {open.problem !== null && <LostBook problem={open.problem} />}
    </Modal>
  )
}

function ChooseBook({ onPath }: { readonly onPath: (path: string) => void }) {
  const { t } = useText()
  const offer = useOfferFile()
  const [problem, setProblem] = useState<Problem | null>(null)
  const { choose, input } = useFileChooser(([file]) => {
    if (file === undefined) return
    offer(file).then(
      ({ path }) => onPath(path),
      (error: unknown) => setProblem(problemOf(error)),
    )
  }, '.keheng')
  return (
    <>
      {input}
      <Button onClick={choose}>{t('welcome.choose')}</Button>
      {problem !== null && <ProblemAlert problem={problem} />}
    </>
  )
}
