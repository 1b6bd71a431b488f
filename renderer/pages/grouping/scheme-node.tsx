import { Button, Tag } from 'antd'
import { useText } from '#renderer/app/text.tsx'
import { useGlobalSlice, useGo } from '#renderer/app/use-filters.ts'
import type { SchemeNode } from '#shared/domain/grouping-review.ts'
import { formatCount } from '#shared/format/decimal.ts'
import { placeParam } from './place.ts'

/** One group of the scheme: what it is called, when a case enters, what lies below, and the way to its cases. */
export function SchemeNodeCard({
  node,
  onOpen,
  heading = false,
  withPath = false,
  note,
}: {
  readonly node: SchemeNode
  readonly onOpen: (place: string) => void
  /** The group whose branch is shown: it does not open itself. */
  readonly heading?: boolean
  readonly withPath?: boolean
  readonly note?: string
}) {
  const { t } = useText()
  const go = useGo()
  const slice = useGlobalSlice()
  const { level, code, name, path, ambiguous, children } = node
  const above = path.at(-1)
  const target = level === 'drg' ? above : node
  const opens = !heading && target !== undefined && (level !== 'drg' || withPath)
  return (
    <section className={heading ? 'panel scheme-node heading' : 'panel scheme-node'} data-testid={`node-${code}`}>
      <header>
        <h2>
          <Tag>{t(`browse.level.${level}`)}</Tag>
          {opens ? (
            <button type="button" className="open-number" onClick={() => onOpen(placeParam(target))}>
              <code>{code}</code> {name}
            </button>
          ) : (
            <>
              <code>{code}</code> {name}
            </>
          )}{' '}
          {ambiguous && <Tag color="orange">{t('browse.ambiguous')}</Tag>}
        </h2>
        <span className="panel-actions muted">
          {children > 0 && (
            <span>
              {t('browse.children')} {formatCount(children)}
            </span>
          )}
          <Button size="small" type="link" onClick={() => go.toCases({ ...slice, [level]: code })}>
            {t('browse.cases')}
          </Button>
        </span>
      </header>
      {withPath && path.length > 0 && (
        <p className="muted">{path.map((place) => `${place.code} ${place.name}`.trim()).join(' → ')}</p>
      )}
      {note !== undefined && <p className="muted">{note}</p>}
      <Rules node={node} />
    </section>
  )
}

function Rules({ node }: { readonly node: SchemeNode }) {
  const { t, say } = useText()
  return (
    <dl className="scheme-rules">
      <dt>{t('browse.rule')}</dt>
      <dd>
        {node.rules.map((rule, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the conditions of a group are a fixed sequence; two may read the same
          <span key={index} className="scheme-rule">
            {index > 0 && <em className="muted">{t('browse.or')} </em>}
            {say(rule)}
          </span>
        ))}
      </dd>
      {node.lists.length > 0 && (
        <>
          <dt>{t('browse.lists')}</dt>
          <dd className="muted">
            {node.lists.map(({ list, n }) => (
              <span key={list} className="scheme-list">
                {t('browse.listSize', { list, n: formatCount(n) })}
              </span>
            ))}
          </dd>
        </>
      )}
    </dl>
  )
}
