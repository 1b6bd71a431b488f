import { Tag } from 'antd'
import { useText } from '#renderer/app/text.tsx'
import type { CodedEntry } from '#shared/contract/figures.ts'

/** Diagnoses or procedures in their order; the first is the principal one. */
export function CodeList({
  title,
  entries,
  empty,
  testId,
}: {
  readonly title: string
  readonly entries: readonly CodedEntry[]
  readonly empty: string
  readonly testId: string
}) {
  const { t } = useText()
  return (
    <section className="panel" data-testid={testId}>
      <header>
        <h2>{title}</h2>
      </header>
      {entries.length === 0 ? (
        <p className="muted">{empty}</p>
      ) : (
        <ol className="code-list">
          {entries.map((entry, index) => (
            <li key={entry.position}>
              <code>{entry.code}</code>
              <span>
                {entry.name} {index === 0 && <Tag>{t('case.principal')}</Tag>}
              </span>
              {entry.detail !== null && <span className="muted">{entry.detail}</span>}
            </li>
          ))}
        </ol>
      )}
    </section>
  )
}
