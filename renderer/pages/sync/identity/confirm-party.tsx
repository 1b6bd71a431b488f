import { App, Form, Input, Modal } from 'antd'
import { useText } from '#renderer/app/text.tsx'
import { ProblemAlert } from '#renderer/components/problem-alert.tsx'
import { useCommand } from '#renderer/data/use-command.ts'
import type { ListedParty, OwnIdentity } from '#shared/contract/sync.ts'
import { Fingerprint } from './fingerprint.tsx'

/** Two fingerprints side by side, theirs to be typed as heard and ours to be read out; only then is a card trusted. */
export function ConfirmParty({
  party,
  own,
  onClose,
}: {
  readonly party: ListedParty
  readonly own: OwnIdentity | null
  readonly onClose: () => void
}) {
  const { t } = useText()
  const { message } = App.useApp()
  const [form] = Form.useForm<{ spoken: string }>()
  const confirm = useCommand('sync.confirmParty')
  const { name, fingerprint } = party
  const submit = async ({ spoken }: { spoken: string }): Promise<void> => {
    const done = await confirm.run({ fingerprint, spoken })
    if (done === null) return
    void message.success(t('party.confirmed', { name }))
    onClose()
  }
  return (
    <Modal
      open
      width={760}
      title={t('party.confirmTitle', { name })}
      okText={t('party.confirmRun')}
      cancelText={t('common.cancel')}
      closable={{ 'aria-label': t('common.close') }}
      onOk={form.submit}
      onCancel={onClose}
      confirmLoading={confirm.running}
      okButtonProps={{ id: 'confirm-run' }}
    >
      <div className="stack" data-testid="confirm-party">
        <p>{t('party.confirmTeach')}</p>
        <div className="columns-2">
          <div>
            <h3>{t('party.theirs')}</h3>
            <Fingerprint spoken={party.spoken} label={t('party.theirs')} />
          </div>
          {own !== null && (
            <div>
              <h3>{t('party.mine')}</h3>
              <Fingerprint spoken={own.spoken} label={t('party.mine')} />
            </div>
          )}
        </div>
        <Form form={form} layout="vertical" onFinish={(values) => void submit(values)}>
          <Form.Item
            name="spoken"
            label={t('party.heard')}
            extra={t('party.heardHint')}
            rules={[{ required: true, whitespace: true, message: t('party.heardNeeded') }]}
          >
            <Input autoFocus maxLength={400} autoComplete="off" className="heard" data-testid="heard" />
          </Form.Item>
        </Form>
        {confirm.problem !== null && <ProblemAlert problem={confirm.problem} onClose={confirm.clear} />}
      </div>
    </Modal>
  )
}
