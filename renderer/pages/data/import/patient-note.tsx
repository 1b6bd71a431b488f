import { Alert, App, Button, Space } from 'antd'
import { useText } from '#renderer/app/text.tsx'
import { ProblemAlert } from '#renderer/components/problem-alert.tsx'
import { useCommand } from '#renderer/data/use-command.ts'
import type { ImportTemplate } from '#shared/contract/imports.ts'
import { useFreshCall } from '../use-fresh-call.ts'

/** What becomes of patient numbers, where a file has them; without the key of the book, what to do about it. */
export function PatientNote({
  template,
  onlyMissing = false,
}: {
  readonly template: ImportTemplate
  /** Says nothing unless the key is missing. */
  readonly onlyMissing?: boolean
}) {
  const { t } = useText()
  const has = template.columns.patient_id !== undefined
  const query = useFreshCall('patients.key', {}, has)
  if (!has || query.data === undefined) return null
  const { state, place, file } = query.data
  if (state === 'elsewhere') return <KeyElsewhere file={file} onAgain={() => void query.refetch()} />
  if (onlyMissing) return null
  return (
    <p className="muted" data-testid="patient-note">
      {state === 'none'
        ? t('patients.none')
        : place === 'system'
          ? t('patients.system')
          : file === null
            ? t('patients.memory')
            : t('patients.here', { file })}
    </p>
  )
}

function KeyElsewhere({ file, onAgain }: { readonly file: string | null; readonly onAgain: () => void }) {
  const { t } = useText()
  const { modal, message } = App.useApp()
  const renew = useCommand('patients.renewKey')
  const ask = (): void => {
    modal.confirm({
      title: t('patients.renewTitle'),
      content: t('patients.renewWhat'),
      okText: t('patients.renew'),
      cancelText: t('common.cancel'),
      okButtonProps: { danger: true },
      onOk: () => {
        void renew.run({}).then((done) => {
          if (done === null) return
          onAgain()
          void message.success(t('patients.renewed'))
        })
      },
    })
  }
  return (
    <>
      <Alert
        type="warning"
        showIcon
        title={t('patients.elsewhere')}
        description={
          <>
            {file !== null && <p className="breakable">{t('patients.elsewhereTodo', { file })}</p>}
            <p>{t('patients.elsewhereLost')}</p>
          </>
        }
        action={
          <Space orientation="vertical" size={4}>
            <Button size="small" type="primary" onClick={onAgain}>
              {t('patients.again')}
            </Button>
            <Button size="small" loading={renew.running} onClick={ask} data-testid="renew-patient-key">
              {t('patients.renew')}
            </Button>
          </Space>
        }
        data-testid="patient-key-elsewhere"
      />
      {renew.problem !== null && <ProblemAlert problem={renew.problem} onClose={renew.clear} />}
    </>
  )
}
