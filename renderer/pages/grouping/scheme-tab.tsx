import { Breadcrumb, Input } from 'antd'
import { useEffect, useRef, useState } from 'react'
import { useSearchParams } from 'react-router'
import { useText } from '#renderer/app/text.tsx'
import { useFilters } from '#renderer/app/use-filters.ts'
import { Async } from '#renderer/components/async.tsx'
import { EmptyState } from '#renderer/components/empty-state.tsx'
import { useCall } from '#renderer/data/use-call.ts'
import type { SchemeVersion } from '#shared/contract/book.ts'
import type { SchemeBranch, SchemeSearch } from '#shared/contract/grouping.ts'
import { formatCount } from '#shared/format/decimal.ts'
import { ListPanel } from './list-panel.tsx'
import { placeOfParam, placeParam } from './place.ts'
import { placeWords, SchemeNodeCard } from './scheme-node.tsx'
import { SchemePicker, schemeRequest, useChosenScheme } from './scheme-picker.tsx'

const FOUND = 60
const TYPING_MS = 200

/** 方案内容: MDC → ADRG → DRG, or types → diseases, with the rules in words; and a search over groups and the codes their rules look at. */
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
  const { id, schemes } = useChosenScheme()
  const browsing: Browsing = {
    schemeId: id,
    inForce: (used) => schemes.some((scheme) => scheme.id === used && scheme.inForce),
    onOpen: open,
    onList: (list) => change({ list }),
  }
  return (
    <div className="stack">
      <div className="page-controls browse-controls">
        <SchemePicker />
        <Input.Search
          allowClear
          value={typed}
          onChange={(event) => type(event.target.value)}
          placeholder={t('browse.search')}
          aria-label={t('browse.search')}
          maxLength={200}
          data-testid="scheme-search"
        />
      </div>
      {find === '' ? <Branch at={params.get('at')} browsing={browsing} /> : <Found text={find} browsing={browsing} />}
      <ListPanel schemeId={id} list={params.get('list')} onClose={() => change({ list: null })} />
    </div>
  )
}

/** What every part of the browser needs to know: which scheme, and where its parts lead. */
interface Browsing {
  /** Null: the scheme in force. */
  readonly schemeId: number | null
  readonly inForce: (schemeId: number) => boolean
  readonly onOpen: (place: string | null) => void
  readonly onList: (list: string) => void
}

function Branch({ at, browsing }: { readonly at: string | null; readonly browsing: Browsing }) {
  const parent = placeOfParam(at)
  const query = useCall('grouping.browse', {
    ...schemeRequest(browsing.schemeId),
    ...(parent === null ? {} : { parent }),
  })
  return (
    <Async query={query} rows={10}>
      {(branch) => <BranchView branch={branch} browsing={browsing} />}
    </Async>
  )
}

function BranchView({ branch, browsing }: { readonly branch: SchemeBranch; readonly browsing: Browsing }) {
  const { t } = useText()
  const { onOpen } = browsing
  const { scheme, parent, nodes } = branch
  const trail = parent === null ? [] : [...parent.path, parent]
  const order = scheme.kind === 'DIP' ? t('browse.orderDip') : t('browse.order')
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
                {placeWords(t, place)}
              </button>
            ),
          })),
        ]}
      />
      {parent !== null && <SchemeNodeCard node={parent} {...cardProps(scheme, browsing)} heading />}
      <p className="muted">{nodes.length === 0 ? t('browse.noneBelow') : order}</p>
      <div className="scheme-nodes">
        {nodes.map((node) => (
          <SchemeNodeCard key={node.code} node={node} {...cardProps(scheme, browsing)} />
        ))}
      </div>
    </div>
  )
}

function cardProps(scheme: SchemeVersion, { inForce, onOpen, onList }: Browsing) {
  return { onOpen, onList, withCases: inForce(scheme.id) }
}

function Found({ text, browsing }: { readonly text: string; readonly browsing: Browsing }) {
  const query = useCall('grouping.search', { ...schemeRequest(browsing.schemeId), text, limit: FOUND })
  return (
    <Async query={query} rows={10}>
      {(found) => <FoundView found={found} text={text} browsing={browsing} />}
    </Async>
  )
}

function FoundView({
  found,
  text,
  browsing,
}: {
  readonly found: SchemeSearch
  readonly text: string
  readonly browsing: Browsing
}) {
  const { t } = useText()
  const { scheme, groups, total } = found
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
            {...cardProps(scheme, browsing)}
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
