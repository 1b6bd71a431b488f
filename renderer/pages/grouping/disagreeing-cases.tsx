import { Tag } from 'antd'
import { useCallback, useMemo, useState } from 'react'
import { useSearchParams } from 'react-router'
import { useText } from '#renderer/app/text.tsx'
import { useFilters, useGo } from '#renderer/app/use-filters.ts'
import { callValue } from '#renderer/data/call.ts'
import { useCore } from '#renderer/data/provider.tsx'
import { useRevision } from '#renderer/data/use-revision.ts'
import { fenCell, textCell, yuanCell } from '#renderer/grid/cells.ts'
import type { GridColumn } from '#renderer/grid/column.ts'
import { DataGrid } from '#renderer/grid/data-grid.tsx'
import type { DisagreeingCase } from '#shared/contract/grouping.ts'
import type { Slice } from '#shared/contract/slice.ts'
import { DISAGREEMENT_CAUSES } from '#shared/domain/grouping-review.ts'
import { formatCount } from '#shared/format/decimal.ts'
import { statusWord } from '../cases/columns.ts'

/** The cases whose group here is not the official one, paged from the core and narrowed by the address. */
export function DisagreeingCases({ slice }: { readonly slice: Slice }) {
  const { t } = useText()
  const { bridge } = useCore()
  const { change } = useFilters()
  const go = useGo()
  const revision = useRevision()
  const [params] = useSearchParams()
  const [total, setTotal] = useState<number | null>(null)
  const cause = DISAGREEMENT_CAUSES.find((known) => known === params.get('cause'))
  const official = params.get('official') ?? undefined
  const local = params.get('local') ?? undefined
  const asked = useMemo(
    () => ({
      slice,
      ...(cause === undefined ? {} : { cause }),
      ...(official === undefined ? {} : { official }),
      ...(local === undefined ? {} : { local }),
    }),
    [slice, cause, official, local],
  )
  const fetch = useCallback(
    async (offset: number, limit: number) => {
      const page = await callValue(bridge, 'grouping.disagreements', { ...asked, offset, limit })
      setTotal(page.total)
      return page
    },
    [bridge, asked],
  )
  const columns = useMemo<readonly GridColumn<DisagreeingCase>[]>(() => {
    const yuan = (label: string): string => t('common.withUnit', { label, unit: t('unit.yuan') })
    return [
      {
        id: 'caseNo',
        header: t('case.caseNo'),
        width: 120,
        pinned: true,
        cell: ({ caseNo }) => textCell(caseNo),
      },
      { id: 'period', header: t('case.period'), width: 84, cell: ({ period }) => textCell(period) },
      { id: 'official', header: t('agreement.official'), width: 110, cell: (row) => textCell(row.official) },
      { id: 'local', header: t('agreement.local'), width: 110, cell: (row) => textCell(row.local) },
      {
        id: 'status',
        header: t('case.status'),
        width: 84,
        cell: ({ localStatus }) => textCell(statusWord(t, localStatus)),
      },
      {
        id: 'cause',
        header: t('agreement.cause'),
        width: 170,
        cell: (row) => textCell(t(`agreement.cause.${row.cause}`)),
      },
      {
        id: 'principalDx',
        header: t('grouping.principalDx'),
        width: 240,
        cell: ({ principalDx, principalDxName }) =>
          textCell(principalDx === null ? null : `${principalDx} ${principalDxName ?? ''}`.trim(), t('grouping.noDx')),
      },
      {
        id: 'charge',
        header: yuan(t('case.charge')),
        width: 120,
        numeric: true,
        cell: ({ charge }) => fenCell(charge, 'yuan'),
      },
      {
        id: 'payment',
        header: yuan(t('case.payment')),
        width: 120,
        numeric: true,
        cell: ({ payment }) => yuanCell(payment, 'yuan', t('missing.payment')),
      },
    ]
  }, [t])
  return (
    <section className="panel disagreeing" data-testid="disagreements">
      <DataGrid
        id="disagreements"
        columns={columns}
        source={{ kind: 'paged', key: `${revision} ${JSON.stringify(asked)}`, fetch }}
        rowId={({ caseNo }) => caseNo}
        onOpenRow={({ caseNo }) => go.toCase(caseNo, { text: caseNo })}
        label={t('agreement.cases')}
        heading={
          <>
            <h2>{t('agreement.cases')}</h2>{' '}
            {total !== null && <span className="muted">{t('agreement.casesCount', { n: formatCount(total) })}</span>}{' '}
            {official !== undefined && local !== undefined && (
              <Tag
                closable={{ 'aria-label': t('agreement.removeChip') }}
                onClose={(event) => {
                  event.preventDefault()
                  change({ official: null, local: null, cause: null })
                }}
                data-testid="chip-pair"
              >
                {t('agreement.pairChip', { official, local })}
              </Tag>
            )}
            {cause !== undefined && official === undefined && (
              <Tag
                closable={{ 'aria-label': t('agreement.removeChip') }}
                onClose={(event) => {
                  event.preventDefault()
                  change({ cause: null })
                }}
                data-testid="chip-cause"
              >
                {t('agreement.causeChip', { cause: t(`agreement.cause.${cause}`) })}
              </Tag>
            )}
          </>
        }
      />
    </section>
  )
}
