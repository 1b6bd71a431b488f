import { Tooltip } from 'antd'
import type { ReactNode } from 'react'
import { MISSING } from '#shared/format/decimal.ts'

/**
 * A figure on a page: tabular, red and signed below zero, a dash with its reason when missing. With `onOpen` it is a
 * button that explains itself.
 */
export function NumberText({
  text,
  negative = false,
  reason,
  label,
  onOpen,
}: {
  readonly text: string
  readonly negative?: boolean
  readonly reason?: string | undefined
  readonly label?: string
  readonly onOpen?: () => void
}) {
  const className = `num${negative ? ' negative' : ''}${text === MISSING ? ' missing' : ''}`
  const shown =
    onOpen === undefined ? (
      <span className={className}>{text}</span>
    ) : (
      <button type="button" className={`${className} open-number`} onClick={onOpen} aria-label={label}>
        {text}
      </button>
    )
  return <WithReason reason={reason}>{shown}</WithReason>
}

function WithReason({ reason, children }: { readonly reason: string | undefined; readonly children: ReactNode }) {
  return reason === undefined ? children : <Tooltip title={reason}>{children}</Tooltip>
}
