import { Button, Form, Input } from 'antd'
import { useText } from '#renderer/app/text.tsx'
import { ProblemAlert } from '#renderer/components/problem-alert.tsx'
import { useCommand } from '#renderer/data/use-command.ts'
import { useIdentity } from './use-identity.ts'

/** Asks for the passphrase of the key file. */
export function UnlockPanel() {
  const { t } = useText()
  const unlock = useCommand('sync.unlock')
  const { remember } = useIdentity()
  const [form] = Form.useForm<{ passphrase: string }>()
  const submit = async ({ passphrase }: { passphrase: string }): Promise<void> => {
    const done = await unlock.run({ passphrase })
    if (done === null) return
    form.resetFields()
    remember(done.value)
  }
  return (
    <section className="panel unlock" data-testid="unlock">
      <header>
        <h2>{t('identity.locked')}</h2>
      </header>
      <p className="muted">{t('identity.lockedTeach')}</p>
      <Form form={form} layout="inline" onFinish={(values) => void submit(values)} requiredMark={false}>
        <Form.Item
          name="passphrase"
          label={t('identity.passphraseOf')}
          rules={[{ required: true, message: t('item.required') }]}
        >
          <Input.Password autoFocus autoComplete="off" maxLength={1000} data-testid="unlock-passphrase" />
        </Form.Item>
        <Button type="primary" htmlType="submit" loading={unlock.running} data-testid="unlock-run">
          {t('identity.unlock')}
        </Button>
        {unlock.running && <span className="muted">{t('identity.unlocking')}</span>}
      </Form>
      {unlock.problem !== null && <ProblemAlert problem={unlock.problem} onClose={unlock.clear} />}
    </section>
  )
}
