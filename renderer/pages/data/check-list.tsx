import { CheckCircleOutlined, CloseCircleOutlined } from '@ant-design/icons'
import { useText } from '#renderer/app/text.tsx'
import type { VerifyCheck } from '#shared/contract/book.ts'

/** Checks with what each compared, held or not. */
export function CheckList({ checks }: { readonly checks: readonly VerifyCheck[] }) {
  const { t, say } = useText()
  return (
    <ul className="trail">
      {checks.map((check) => (
        <li key={check.id} className={check.ok ? 'held' : 'failed'} data-testid={`check-${check.id}`}>
          {check.ok ? (
            <CheckCircleOutlined aria-label={t('verify.passed')} />
          ) : (
            <CloseCircleOutlined aria-label={t('verify.notPassed')} />
          )}
          <span>{say(check.label)}</span>
          <span className="muted">{say(check.detail)}</span>
        </li>
      ))}
    </ul>
  )
}
