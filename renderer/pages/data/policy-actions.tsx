import { App, Button } from 'antd'
import { useBook } from '#renderer/app/book.tsx'
import { useText } from '#renderer/app/text.tsx'
import { problemOf } from '#renderer/data/call.ts'
import { useCommand } from '#renderer/data/use-command.ts'
import { useDeliverFile } from '#renderer/data/use-file.ts'
import { useJob } from '#renderer/data/use-job.ts'
import type { PolicySummary } from '#shared/contract/book.ts'
import { stamp } from '#shared/format/date.ts'

/** Writes a policy as a workbook or as JSON, and takes it out of use after asking. */
export function PolicyActions({ policy }: { readonly policy: PolicySummary }) {
  const { t, say } = useText()
  const { readOnly } = useBook()
  const { modal, message, notification } = App.useApp()
  const job = useJob('policies.export')
  const remove = useCommand('policies.remove')
  const deliver = useDeliverFile()
  const { id: policyId, code } = policy
  const write = async (format: 'xlsx' | 'json'): Promise<void> => {
    const written = await job.start({ policyId, format })
    if (written === null) return
    try {
      if (await deliver(written.path, `${code}_${stamp(new Date())}.${format}`))
        void message.success(t('policy.exported', { code }))
    } catch (error) {
      notification.error({ title: say(problemOf(error).message) })
    }
  }
  const ask = (): void => {
    modal.confirm({
      title: t('policy.removeTitle', { code }),
      content: t('policy.removeWhat'),
      okText: t('policy.remove'),
      cancelText: t('common.cancel'),
      okButtonProps: { danger: true },
      onOk: async () => {
        if ((await remove.run({ policyId })) !== null) void message.success(t('policy.removed', { code }))
      },
    })
  }
  const problem = job.problem ?? remove.problem
  return (
    <span className="panel-actions row-actions">
      {(['xlsx', 'json'] as const).map((format) => (
        <Button
          key={format}
          size="small"
          type="text"
          disabled={job.running}
          onClick={() => void write(format)}
          data-testid={`export-policy-${policyId}-${format}`}
        >
          {t(`policy.export.${format}`)}
        </Button>
      ))}
      <Button
        size="small"
        type="text"
        danger
        disabled={readOnly || remove.running}
        onClick={ask}
        data-testid={`remove-policy-${policyId}`}
      >
        {t('policy.remove')}
      </Button>
      {problem !== null && (
        <span role="alert" className="negative">
          {say(problem.message)}
        </span>
      )}
    </span>
  )
}
