import { App, Button } from 'antd'
import { useText } from '#renderer/app/text.tsx'
import { ProblemAlert } from '#renderer/components/problem-alert.tsx'
import { problemOf } from '#renderer/data/call.ts'
import { useCommand } from '#renderer/data/use-command.ts'
import { useDeliverFile } from '#renderer/data/use-file.ts'
import { fileNameOf } from './import/mapping.ts'

/** Hands the key of the patients over as a file, after saying what it is worth. */
export function ExportPatientKey() {
  const { t, say } = useText()
  const { modal, notification } = App.useApp()
  const write = useCommand('patients.exportKey')
  const deliver = useDeliverFile()
  const run = async (): Promise<void> => {
    const written = await write.run({})
    if (written === null) return
    try {
      await deliver(written.value.path, fileNameOf(written.value.path))
    } catch (error) {
      notification.error({ title: say(problemOf(error).message) })
    }
  }
  const ask = (): void => {
    modal.confirm({
      title: t('book.patients.exportTitle'),
      content: t('book.patients.exportWhat'),
      okText: t('book.patients.export'),
      cancelText: t('common.cancel'),
      onOk: () => void run(),
    })
  }
  return (
    <>
      <Button loading={write.running} onClick={ask} data-testid="export-patient-key">
        {t('book.patients.export')}
      </Button>
      {write.problem !== null && <ProblemAlert problem={write.problem} onClose={write.clear} />}
    </>
  )
}
