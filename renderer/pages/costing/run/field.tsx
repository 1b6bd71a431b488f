import type { ReactNode } from 'react'

/** One setting: its name, the control, and what it means. */
export function Field({
  label,
  hint,
  wide = false,
  children,
}: {
  readonly label: string
  readonly hint?: string
  readonly wide?: boolean
  readonly children: ReactNode
}) {
  return (
    <div className={wide ? 'field field-wide' : 'field'}>
      <span className="field-label">{label}</span>
      {children}
      {hint !== undefined && <span className="muted panel-note">{hint}</span>}
    </div>
  )
}
