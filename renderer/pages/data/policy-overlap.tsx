import { Alert, Button } from 'antd'
import { useText } from '#renderer/app/text.tsx'
import type { Problem } from '#shared/domain/problem.ts'

/** A new policy whose months another one holds, with the way out that the core offers. */
export function PolicyOverlap({
  problem,
  busy,
  onMakeRoom,
  onClose,
}: {
  readonly problem: Problem
  readonly busy: boolean
  readonly onMakeRoom: () => void
  readonly onClose: () => void
}) {
  const { t, say } = useText()
  const { offer, code, until } = problem.details ?? {}
  const label =
    offer === 'end'
      ? t('policy.endAndAdd', { code: String(code), until: String(until) })
      : t('policy.replaceAndAdd', { code: String(code) })
  return (
    <Alert
      type="warning"
      showIcon
      data-testid="policy-overlap"
      title={say(problem.message)}
      closable={{ onClose }}
      action={
        typeof offer === 'string' && (
          <Button size="small" type="primary" loading={busy} onClick={onMakeRoom} data-testid="make-room">
            {label}
          </Button>
        )
      }
    />
  )
}
