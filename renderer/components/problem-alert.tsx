import { Alert, Button, Space } from 'antd'
import { useText } from '#renderer/app/text.tsx'
import type { Problem } from '#shared/domain/problem.ts'
import { useCopy } from './use-copy.ts'

/** What went wrong, in the person's language, with the technical facts to copy and, where it helps, a way on. */
export function ProblemAlert({
  problem,
  onRetry,
  onClose,
}: {
  readonly problem: Problem
  readonly onRetry?: () => void
  readonly onClose?: () => void
}) {
  const { t, say } = useText()
  const copy = useCopy()
  return (
    <Alert
      type="error"
      showIcon
      data-testid="problem"
      data-code={problem.code}
      title={say(problem.message)}
      description={<span className="muted">{t('problem.code', { code: problem.code })}</span>}
      {...(onClose === undefined ? {} : { closable: { onClose } })}
      action={
        <Space orientation="vertical" size={4}>
          {onRetry !== undefined && (
            <Button size="small" type="primary" onClick={onRetry}>
              {t('common.retry')}
            </Button>
          )}
          <Button size="small" onClick={() => copy(JSON.stringify(problem, null, 2))}>
            {t('common.copyDetails')}
          </Button>
        </Space>
      }
    />
  )
}
