import { DownloadOutlined } from '@ant-design/icons'
import { App, Button } from 'antd'
import { useText } from '#renderer/app/text.tsx'
import { problemOf } from '#renderer/data/call.ts'
import { useDeliverFile } from '#renderer/data/use-file.ts'
import { useJob } from '#renderer/data/use-job.ts'
import { formatCount } from '#shared/format/decimal.ts'
import type { Source } from './flow-stage.ts'
import { fileNameOf } from './mapping.ts'

/** Hands the rejected rows over as a workbook with the reasons, to be corrected and dropped back. */
export function RejectedExport({ source }: { readonly source: Source }) {
  const { t, say, language } = useText()
  const { message, notification } = App.useApp()
  const job = useJob('imports.rejectedRows')
  const deliver = useDeliverFile()
  const run = async (): Promise<void> => {
    const written = await job.start({ source, language })
    if (written === null || written.path === null) return
    try {
      if (await deliver(written.path, fileNameOf(written.path)))
        void message.success(t('preview.rejectedDone', { n: formatCount(written.rows) }))
    } catch (error) {
      notification.error({ title: say(problemOf(error).message) })
    }
  }
  return (
    <>
      <Button
        size="small"
        icon={<DownloadOutlined />}
        loading={job.running}
        onClick={() => void run()}
        data-testid="export-rejected"
      >
        {t('preview.rejectedExport')}
      </Button>
      {job.problem !== null && (
        <span role="alert" className="negative">
          {say(job.problem.message)}
        </span>
      )}
    </>
  )
}
