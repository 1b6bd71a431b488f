import type { ReactNode } from 'react'

/** An empty place that teaches: what belongs here, what brings it, and the buttons that do. */
export function EmptyState({
  title,
  teach,
  icon,
  children,
  testId = 'empty-state',
}: {
  readonly title: string
  readonly teach: string
  readonly icon?: ReactNode
  readonly children?: ReactNode
  readonly testId?: string
}) {
  return (
    <section className="empty-state" data-testid={testId}>
      {icon !== undefined && (
        <div className="empty-icon" aria-hidden>
          {icon}
        </div>
      )}
      <h2>{title}</h2>
      <p>{teach}</p>
      {children !== undefined && <div className="empty-actions">{children}</div>}
    </section>
  )
}
