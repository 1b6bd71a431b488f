import { Alert } from 'antd'
import { useText } from '#renderer/app/text.tsx'
import { useCall } from '#renderer/data/use-call.ts'
import type { AddedScheme } from '#shared/contract/grouping.ts'
import { SchemeActions } from '../grouping/versions/scheme-actions.tsx'
import { LoadReport } from './load-report.tsx'

/** A scheme that just came in: whether it waits or is in force already, the trial that comes next, and what loading it did. */
export function AddedSchemeView({
  added,
  disabled,
  onCorrect,
}: {
  readonly added: AddedScheme
  readonly disabled: boolean
  /** Adds the same file once more with these corrections. */
  readonly onCorrect: (corrections: readonly string[]) => void
}) {
  const { t } = useText()
  // It may have been put in force, or taken out of the book again, since it was added.
  const known = useCall('schemes.list', {}).data
  const scheme = known?.find(({ id }) => id === added.id) ?? added
  const { name } = scheme
  return (
    <>
      <Alert
        type={scheme.inForce ? 'success' : 'info'}
        showIcon
        title={scheme.inForce ? t('added.inForce', { name }) : t('added.waits', { name })}
        action={scheme.inForce ? undefined : <SchemeActions scheme={scheme} primary />}
        data-testid="rules-added"
      />
      <LoadReport report={added.report} disabled={disabled} onCorrect={onCorrect} />
    </>
  )
}
