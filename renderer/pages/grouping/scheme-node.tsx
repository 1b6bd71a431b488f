import { Button, Tag } from 'antd'
import { useText } from '#renderer/app/text.tsx'
import { useGlobalSlice, useGo } from '#renderer/app/use-filters.ts'
import type { Slice } from '#shared/contract/slice.ts'
import { DIP_TYPES } from '#shared/domain/dip.ts'
import type { SchemeNode, SchemePlace } from '#shared/domain/grouping-review.ts'
import { formatCount } from '#shared/format/decimal.ts'
import type { MessageArgs, MessageKey } from '#shared/i18n/translate.ts'
import { placeParam } from './place.ts'
import { RuleText } from './rule-text.tsx'

/** What a place is called. Types of a DIP directory have words of their own; their code says nothing to a reader. */
export function placeWords(
  t: <K extends MessageKey>(key: K, ...args: MessageArgs<K>) => string,
  { level, code, name }: SchemePlace,
): string {
  const type = level === 'type' ? DIP_TYPES.find((known) => known === code) : undefined
  return type === undefined ? `${code} ${name}`.trim() : t(`browse.type.${type}`)
}

/** One group of the scheme: what it is called, when a case enters, what lies below, and the way to its cases. */
export function SchemeNodeCard({
  node,
  onOpen,
  onList,
  withCases,
  heading = false,
  withPath = false,
  note,
}: {
  readonly node: SchemeNode
  readonly onOpen: (place: string) => void
  readonly onList: (list: string) => void
  /** The scheme groups cases of the book, so that there may be some to see. */
  readonly withCases: boolean
  /** The group whose branch is shown: it does not open itself. */
  readonly heading?: boolean
  readonly withPath?: boolean
  readonly note?: string
}) {
  const { t } = useText()
  const go = useGo()
  const slice = useGlobalSlice()
  const { level, code, path, ambiguous, children } = node
  const above = path.at(-1)
  const leaf = level === 'drg' || level === 'dip'
  const target = leaf ? above : node
  const opens = !heading && target !== undefined && (!leaf || withPath)
  const narrowed = caseSlice(slice, node)
  return (
    <section className={heading ? 'panel scheme-node heading' : 'panel scheme-node'} data-testid={`node-${code}`}>
      <header>
        <h2>
          <Tag>{t(`browse.level.${level}`)}</Tag>
          {opens ? (
            <button type="button" className="open-number" onClick={() => onOpen(placeParam(target))}>
              <NodeName node={node} />
            </button>
          ) : (
            <NodeName node={node} />
          )}{' '}
          {ambiguous && <Tag color="orange">{t('browse.ambiguous')}</Tag>}
        </h2>
        <span className="panel-actions muted">
          {children > 0 && (
            <span>
              {t('browse.children')} {formatCount(children)}
            </span>
          )}
          {withCases && narrowed !== null && (
            <Button size="small" type="link" onClick={() => go.toCases(narrowed)}>
              {t('browse.cases')}
            </Button>
          )}
        </span>
      </header>
      {withPath && path.length > 0 && <p className="muted">{path.map((place) => placeWords(t, place)).join(' → ')}</p>}
      {note !== undefined && <p className="muted">{note}</p>}
      <TypeTeach node={node} />
      {node.rules.length > 0 && <Rules node={node} onList={onList} />}
    </section>
  )
}

/** The cases of a node: a disease stands where a DRG does; the types of a directory are no field of a case. */
function caseSlice(slice: Slice, { level, code }: SchemeNode): Slice | null {
  switch (level) {
    case 'type':
      return null
    case 'dip':
      return { ...slice, drg: code }
    default:
      return { ...slice, [level]: code }
  }
}

function NodeName({ node }: { readonly node: SchemeNode }) {
  const { t } = useText()
  if (node.level === 'type') return placeWords(t, node)
  return (
    <>
      <code>{node.code}</code> {node.name}
    </>
  )
}

function TypeTeach({ node }: { readonly node: SchemeNode }) {
  const { t } = useText()
  const type = node.level === 'type' ? DIP_TYPES.find((known) => known === node.code) : undefined
  return type === undefined ? null : <p className="muted">{t(`browse.typeTeach.${type}`)}</p>
}

function Rules({ node, onList }: { readonly node: SchemeNode; readonly onList: (list: string) => void }) {
  const { t, say } = useText()
  // Conditions of a DRG are alternatives; those of a disease are its entry, its points and its auxiliary entries.
  const alternatives = node.level !== 'dip'
  const names = node.level === 'dip' ? null : node.lists.map(({ list }) => list)
  return (
    <dl className="scheme-rules">
      <dt>{alternatives ? t('browse.rule') : t('browse.entry')}</dt>
      <dd>
        {node.rules.map((rule, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the conditions of a group are a fixed sequence; two may read the same
          <span key={index} className="scheme-rule">
            {alternatives && index > 0 && <em className="muted">{t('browse.or')} </em>}
            <RuleText text={say(rule)} lists={names} onList={onList} />
          </span>
        ))}
      </dd>
      {node.lists.length > 0 && (
        <>
          <dt>{t('browse.lists')}</dt>
          <dd className="muted">
            {node.lists.map(({ list, n }) => (
              <button
                key={list}
                type="button"
                className="open-number scheme-list"
                onClick={() => onList(list)}
                title={t('list.open', { list })}
                data-testid={`list-${list}`}
              >
                {t('browse.listSize', { list, n: formatCount(n) })}
              </button>
            ))}
          </dd>
        </>
      )}
    </dl>
  )
}
