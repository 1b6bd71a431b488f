import { Breadcrumb, Input } from 'antd'
import { useEffect, useRef, useState } from 'react'
import { useSearchParams } from 'react-router'
import { useText } from '#renderer/app/text.tsx'
import { useFilters } from '#renderer/app/use-filters.ts'
import { Async } from '#renderer/components/async.tsx'
import { EmptyState } from '#renderer/components/empty-state.tsx'
import { useCall } from '#renderer/data/use-call.ts'
import type { SchemeBranch, SchemeSearch } from '#shared/contract/grouping.ts'
import { formatCount } from '#shared/format/decimal.ts'
import { placeOfParam, placeParam } from './place.ts'
import { SchemeNodeCard } from './scheme-node.tsx'

const FOUND = 60
const TYPING_MS = 200

/** 方案: MDC → ADRG → DRG with the rules in words, and a search over groups and the codes their rules look at. */
export function SchemeTab() {
  const { t } = useText()
  const { change } = useFilters()
  const [params] = useSearchParams()
  const find = params.get('find') ?? ''
  const [typed, setTyped] = useState(find)
  const waiting = useRef<ReturnType<typeof setTimeout>>(undefined)
  // The address may change by itself: back, a link, another tab.
  useEffect(() => setTyped((old) => (old.trim() === find ? old : find)), [find])
  useEffect(() => () => clearTimeout(waiting.current), [])
  const type = (text: string): void => {
    setTyped(text)
    clearTimeout(waiting.current)
    waiting.current = setTimeout(() => change({ find: text.trim() === '' ? null : text.trim() }), TYPING_MS)
  }
  const open = (place: string | null): void => {
    clearTimeout(waiting.current)
    setTyped('')
    change({ at: place, find: null })
  }
  return (
    <div className="stack">
      <Input.Search
        allowClear
        value={typed}
        onChange={(event) => type(event.target.value)}
        placeholder={t('browse.search')}
        aria-label={t('browse.search')}
        maxLength={200}
        data-testid="scheme-search"
      />
      {find === '' ? <Branch at={params.get('at')} onOpen={open} /> : <Found text={find} onOpen={open} />}
    </div>
  )
}

function Branch({ at, onOpen }: { readonly at: string | null; readonly onOpen: (place: string | null) => void }) {
  const parent = placeOfParam(at)
  const query = useCall('grouping.browse', parent === null ? {} : { parent })
  return (
    <Async query={query} rows={10}>
      {(branch) => <BranchView branch={branch} onOpen={onOpen} />}
    </Async>
  )
}

function BranchView({
  branch,
  onOpen,
}: {
  readonly branch: SchemeBranch
  readonly onOpen: (place: string | null) => void
}) {
  const { t } = useText()
  const { scheme, parent, nodes } = branch
  const trail = parent === null ? [] : [...parent.path, parent]
  return (
    <div className="stack" data-testid="scheme-branch">
      <Breadcrumb
        items={[
          {
            key: 'scheme',
            title: (
              <button type="button" className="open-number" onClick={() => onOpen(null)} data-testid="scheme-root">
                {scheme.code} {scheme.name}
              </button>
            ),
          },
          ...trail.map((place) => ({
            key: place.code,
            title: (
              <button type="button" className="open-number" onClick={() => onOpen(placeParam(place))}>
                {place.code} {place.name}
              </button>
            ),
          })),
        ]}
      />
      {parent !== null && <SchemeNodeCard node={parent} onOpen={onOpen} heading />}
      {nodes.length === 0 ? (
        <p className="muted">{t('browse.noneBelow')}</p>
      ) : (
        <p className="muted">{t('browse.order')}</p>
      )}
      <div className="scheme-nodes">
        {nodes.map((node) => (
          <SchemeNodeCard key={node.code} node={node} onOpen={onOpen} />
        ))}
      </div>
    </div>
  )
}

function Found({ text, onOpen }: { readonly text: string; readonly onOpen: (place: string | null) => void }) {
  const query = useCall('grouping.search', { text, limit: FOUND })
  return (
    <Async query={query} rows={10}>
      {(found) => <FoundView found={found} text={text} onOpen={onOpen} />}
    </Async>
  )
}

function FoundView({
  found,
  text,
  onOpen,
}: {
  readonly found: SchemeSearch
  readonly text: string
  readonly onOpen: (place: string | null) => void
}) {
  const { t } = useText()
  const { groups, total } = found
  if (groups.length === 0) {
    return <EmptyState title={t('browse.nothing', { text })} teach={t('browse.nothingTeach')} testId="scheme-nothing" />
  }
  return (
    <div className="stack" data-testid="scheme-found">
      <p className="muted">
        {total > groups.length
          ? t('browse.foundShown', { shown: groups.length, n: formatCount(total) })
          : t('browse.found', { n: formatCount(total) })}
      </p>
      <div className="scheme-nodes">
        {groups.map(({ node, through }) => (
          <SchemeNodeCard
            key={`${node.level} ${node.code}`}
            node={node}
            onOpen={onOpen}
            withPath
            {...(through === null
              ? {}
              : { note: t('browse.through', { code: `${text} ${through.name}`.trim(), list: through.list }) })}
          />
        ))}
      </div>
    </div>
  )
}
