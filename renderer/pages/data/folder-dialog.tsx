import { Form, Input, Modal } from 'antd'
import { useText } from '#renderer/app/text.tsx'
import { ProblemAlert } from '#renderer/components/problem-alert.tsx'
import type { Problem } from '#shared/domain/problem.ts'

/** Asks for a folder by its full path; the core tries it before it is taken. */
export function FolderDialog({
  title,
  hint,
  current,
  running,
  problem,
  onChoose,
  onClose,
}: {
  readonly title: string
  readonly hint: string
  readonly current: string
  readonly running: boolean
  readonly problem: Problem | null
  readonly onChoose: (folder: string) => void
  readonly onClose: () => void
}) {
  const { t } = useText()
  const [form] = Form.useForm<{ folder: string }>()
  return (
    <Modal
      open
      title={title}
      okText={t('folder.take')}
      cancelText={t('common.cancel')}
      closable={{ 'aria-label': t('common.close') }}
      confirmLoading={running}
      okButtonProps={{ id: 'folder-take' }}
      onOk={form.submit}
      onCancel={onClose}
    >
      <Form
        form={form}
        layout="vertical"
        initialValues={{ folder: current }}
        onFinish={({ folder }) => onChoose(folder.trim())}
        data-testid="folder-dialog"
      >
        <Form.Item
          name="folder"
          label={t('folder.path')}
          extra={hint}
          rules={[{ required: true, whitespace: true, message: t('folder.needed') }]}
        >
          <Input autoFocus maxLength={4096} data-testid="folder-path" />
        </Form.Item>
      </Form>
      {problem !== null && <ProblemAlert problem={problem} />}
    </Modal>
  )
}
