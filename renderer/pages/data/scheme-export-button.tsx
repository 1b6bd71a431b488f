import { App, Button } from 'antd'
import { useText } from '#renderer/app/text.tsx'
import { problemOf } from '#renderer/data/call.ts'
import { useDeliverFile } from '#renderer/data/use-file.ts'
import { useJob } from '#renderer/data/use-job.ts'
import type { SchemeSummary } from '#shared/contract/book.ts'
import { stamp } from '#shared/format/date.ts'
import { formatCount } from '#shared/format/decimal.ts'

/** Hands a DRG scheme over as a package; says so where it needs keys that the plain format does not have. */
export function SchemeExportButton({ scheme }: { readonly scheme: SchemeSummary }) {
  const { t, say } = useText()
  const { message, notification } = App.useApp()
  const job = useJob('schemes.export')
  const deliver = useDeliverFile()
  const run = async (): Promise<void> => {
    const written = await job.start({ schemeId: scheme.id })
    if (written === null) return
    const n = formatCount(written.rows)
    const keys = written.extensions.join(t('common.listComma'))
    try {
      if (!(await deliver(written.path, `${scheme.code}_${stamp(new Date())}.zip`))) return
      void message.success(keys === '' ? t('scheme.exported', { n }) : t('scheme.exportedWith', { n, keys }))
    } catch (error) {
      notification.error({ title: say(problemOf(error).message) })
    }
  }
  return (
    <>
      <Button
        size="small"
        type="text"
        loading={job.running}
        onClick={() => void run()}
        data-testid={`export-scheme-${scheme.id}`}
      >
        {t('scheme.export')}
      </Button>
      {job.problem !== null && (
        <span role="alert" className="negative">
          {say(job.problem.message)}
        </span>
      )}
    </>
  )
}
