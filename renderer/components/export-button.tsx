import { DownloadOutlined } from '@ant-design/icons'
import { App, Button } from 'antd'
import { useText } from '#renderer/app/text.tsx'
import { problemOf } from '#renderer/data/call.ts'
import { useDeliverFile } from '#renderer/data/use-file.ts'
import { useJob } from '#renderer/data/use-job.ts'
import type { RequestOf } from '#shared/contract/contract.ts'
import { formatCount } from '#shared/format/decimal.ts'

type ExportMethod =
  | 'cases.export'
  | 'surplus.exportTree'
  | 'variance.export'
  | 'audit.export'
  | 'settlement.export'
  | 'settlement.exportPlan'
  | 'indicators.export'
  | 'teams.export'

/** Writes a file as a job, then hands it over under the suggested name. */
export function ExportButton<M extends ExportMethod>({
  method,
  request,
  fileName,
  label,
}: {
  readonly method: M
  readonly request: () => RequestOf<M>
  readonly fileName: () => string
  /** What it writes, where that is not a CSV. */
  readonly label?: string
}) {
  const { t, say } = useText()
  const { message, notification } = App.useApp()
  const job = useJob<ExportMethod>(method)
  const deliver = useDeliverFile()
  const run = async (): Promise<void> => {
    const written = await job.start(request())
    if (written === null) return
    try {
      if (await deliver(written.path, fileName()))
        void message.success(t('common.exported', { n: formatCount(written.rows) }))
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
        data-testid="export-csv"
      >
        {job.running ? t('common.exporting') : (label ?? t('common.export'))}
      </Button>
      {job.problem !== null && (
        <span role="alert" className="negative">
          {say(job.problem.message)}
        </span>
      )}
    </>
  )
}
