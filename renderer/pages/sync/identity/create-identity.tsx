import { SafetyCertificateOutlined } from '@ant-design/icons'
import { App, Button, Form, Input } from 'antd'
import { useText } from '#renderer/app/text.tsx'
import { EmptyState } from '#renderer/components/empty-state.tsx'
import { ProblemAlert } from '#renderer/components/problem-alert.tsx'
import { useCommand } from '#renderer/data/use-command.ts'
import { useIdentity } from './use-identity.ts'

interface Values {
  readonly name: string
  readonly department: string
  readonly passphrase?: string
  readonly repeat?: string
}

const SHORTEST = 10

/** Makes this department's identity: what it is for, and the few things it needs. */
export function CreateIdentity() {
  const { t } = useText()
  const { message } = App.useApp()
  const create = useCommand('sync.createIdentity')
  const { remember } = useIdentity()
  const submit = async ({ name, department, passphrase }: Values): Promise<void> => {
    const guard = passphrase === undefined || passphrase === '' ? {} : { passphrase }
    const made = await create.run({ name, department, ...guard })
    if (made === null) return
    remember(made.value)
    void message.success(t('identity.created'))
  }
  return (
    <section className="panel identity-new" data-testid="identity-new">
      <EmptyState
        title={t('identity.none')}
        teach={t('identity.noneTeach')}
        icon={<SafetyCertificateOutlined />}
        testId="identity-empty"
      />
      <Form<Values> layout="vertical" onFinish={(values) => void submit(values)} className="form-grid">
        <Form.Item
          name="department"
          label={t('identity.department')}
          extra={t('identity.departmentHint')}
          rules={[{ required: true, whitespace: true, message: t('identity.departmentNeeded') }]}
        >
          <Input maxLength={100} data-testid="identity-department" />
        </Form.Item>
        <Form.Item
          name="name"
          label={t('identity.name')}
          extra={t('identity.nameHint')}
          rules={[{ required: true, whitespace: true, message: t('identity.nameNeeded') }]}
        >
          <Input maxLength={100} data-testid="identity-name" />
        </Form.Item>
        <Form.Item
          name="passphrase"
          label={t('identity.passphrase')}
          extra={t('identity.passphraseHint')}
          rules={[{ min: SHORTEST, message: t('identity.passphraseShort') }]}
        >
          <Input.Password autoComplete="new-password" maxLength={1000} data-testid="identity-passphrase" />
        </Form.Item>
        <Form.Item
          name="repeat"
          label={t('identity.repeat')}
          dependencies={['passphrase']}
          rules={[
            ({ getFieldValue }) => ({
              validator: (_, value: string | undefined) =>
                (value ?? '') === (getFieldValue('passphrase') ?? '')
                  ? Promise.resolve()
                  : Promise.reject(new Error(t('identity.repeatWrong'))),
            }),
          ]}
        >
          <Input.Password autoComplete="new-password" maxLength={1000} data-testid="identity-repeat" />
        </Form.Item>
        <div className="form-actions">
          <Button type="primary" htmlType="submit" loading={create.running} data-testid="identity-create">
            {t('identity.create')}
          </Button>
        </div>
      </Form>
      {create.problem !== null && <ProblemAlert problem={create.problem} onClose={create.clear} />}
    </section>
  )
}
