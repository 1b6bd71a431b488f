import { Checkbox, Tag } from 'antd'
import { useCallback, useMemo, useState } from 'react'
import { useSearchParams } from 'react-router'
import { useText } from '#renderer/app/text.tsx'
import { useFilters } from '#renderer/app/use-filters.ts'
import { callValue } from '#renderer/data/call.ts'
import { useCore } from '#renderer/data/provider.tsx'
import { useRevision } from '#renderer/data/use-revision.ts'
import { DataGrid } from '#renderer/grid/data-grid.tsx'
import type { Slice } from '#shared/contract/slice.ts'
import type { ComparisonRows, SchemeComparison } from '#shared/contract/trials.ts'
import { formatCount } from '#shared/format/decimal.ts'
import { CaseDrawer } from '../../cases/case-drawer.tsx'
import { useCaseWalk } from '../../cases/use-case-walk.ts'
import { comparedCaseColumns } from './compared-case-columns.ts'
import { groupCode, keyWords } from './group-words.ts'
import { NO_PLACE, pairOf, sliceOfRow } from './place.ts'
import type { Sides } from './sides.ts'

/** The cases of a comparison, those that moved or those of one of its rows, each opening as it is in the figures in use. */
export function ComparedCases({
  comparison,
  sides,
  by,
  slice,
}: {
  readonly comparison: SchemeComparison
  readonly sides: Sides
  readonly by: ComparisonRows
  readonly slice: Slice
}) {
  const { t } = useText()
  const { bridge } = useCore()
  const { change } = useFilters()
  const revision = useRevision()
  const walk = useCaseWalk()
  const [params] = useSearchParams()
  const [total, setTotal] = useState<number | null>(null)
  const { sameKind, rows } = comparison
  const pair = by === 'group' ? pairOf(params) : null
  const row = by === 'group' ? null : params.get('row')
  const chosen = pair !== null || row !== null
  const stay = params.get('stay') === '1'
  const changedOnly = sameKind && !chosen && !stay
  const asked = useMemo(
    () => ({
      slice:
        row === null
          ? slice
          : (sliceOfRow(slice, { by, keys: rows.map(({ key }) => key) }, row, sides.before) ?? slice),
      ...sides,
      ...(pair === null ? {} : { pair }),
      changedOnly,
    }),
    [slice, sides, by, rows, row, pair, changedOnly],
  )
  const key = JSON.stringify(asked)
  const { read } = walk
  // biome-ignore lint/correctness/useExhaustiveDependencies: the key is all there is in what is asked
  const fetch = useCallback(
    async (offset: number, limit: number) => {
      const page = await callValue(bridge, 'grouping.comparedCases', { ...asked, offset, limit })
      setTotal(page.total)
      read(offset, page.rows)
      return page
    },
    [bridge, key, read],
  )
  const columns = useMemo(() => comparedCaseColumns(t), [t])
  const chip =
    pair !== null
      ? t('compare.pairChip', { before: groupCode(t, pair.before), after: groupCode(t, pair.after) })
      : row !== null && by !== 'group'
        ? t('common.labelled', { label: t(`compare.key.${by}`), value: keyWords(t, by, row) })
        : null
  return (
    <section className="panel disagreeing" id="compared-cases" data-testid="compared-cases">
      <DataGrid
        id="compared-cases"
        columns={columns}
        source={{ kind: 'paged', key: `${revision} ${key}`, fetch }}
        rowId={({ caseNo }) => caseNo}
        onOpenRow={({ caseNo }) => walk.show(caseNo)}
        label={t('compare.cases')}
        heading={
          <>
            <h2>{changedOnly ? t('compare.casesChanged') : t('compare.cases')}</h2>{' '}
            {total !== null && <span className="muted">{t('compare.casesCount', { n: formatCount(total) })}</span>}{' '}
            {chip !== null && (
              <Tag
                closable={{ 'aria-label': t('compare.removeChip') }}
                onClose={(event) => {
                  event.preventDefault()
                  change({ ...NO_PLACE, find: params.get('find') })
                }}
                data-testid="chip-row"
              >
                {chip}
              </Tag>
            )}
            {sameKind && !chosen && (
              <Checkbox
                checked={stay}
                onChange={(event) => change({ stay: event.target.checked ? '1' : null })}
                data-testid="compared-stay"
              >
                {t('compare.casesAll')}
              </Checkbox>
            )}
          </>
        }
      />
      <CaseDrawer
        caseNo={walk.caseNo}
        previous={walk.previous}
        next={walk.next}
        onShow={walk.show}
        onClose={walk.close}
      />
    </section>
  )
}
