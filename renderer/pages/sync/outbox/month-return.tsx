import { FormOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { useMemo, useState } from 'react'
import { useText } from '#renderer/app/text.tsx'
import { useFilters } from '#renderer/app/use-filters.ts'
import { EmptyState } from '#renderer/components/empty-state.tsx'
import { SimpleTable } from '#renderer/components/simple-table.tsx'
import { countCell, textCell } from '#renderer/grid/cells.ts'
import type { GridColumn } from '#renderer/grid/column.ts'
import type { ListedParty, ReturnItem } from '#shared/contract/sync.ts'
import type { Period } from '#shared/domain/period.ts'
import { formatBytes } from '#shared/format/size.ts'
import { totalsWords } from '../package-words.ts'
import { type ReturnLine, returnLines } from './return-outline.ts'
import { SignOffStanding } from './sign-off-standing.tsx'
import { NEW_RETURN, type ReturnChoices, WriteReturn } from './write-return.tsx'

/** The return of one month before it is written. */
export function MonthReturn({
  month,
  items,
  offices,
}: {
  readonly month: Period
  readonly items: readonly ReturnItem[]
  readonly offices: readonly ListedParty[]
}) {
  const { t } = useText()
  const { change } = useFilters()
  const [choices, setChoices] = useState<ReturnChoices>(NEW_RETURN)
  const lines = useMemo(() => returnLines(items, choices.again), [items, choices.again])
  const count = lines.reduce((sum, line) => sum + line.items.length, 0)
  const columns = useMemo<readonly GridColumn<ReturnLine>[]>(
    () => [
      { id: 'kind', header: t('outbox.kind'), width: 160, cell: ({ kind }) => textCell(t(`sync.table.${kind}`)) },
      {
        id: 'count',
        header: t('outbox.count'),
        width: 80,
        numeric: true,
        cell: (line) => countCell(line.items.length),
      },
      {
        id: 'totals',
        header: t('inbox.totals'),
        width: 280,
        cell: ({ kind, totals }) => textCell(totalsWords(t, { name: kind, totals }).join(t('common.listComma'))),
      },
      {
        id: 'evidence',
        header: t('outbox.evidence'),
        width: 160,
        cell: ({ evidence: { files, bytes } }) =>
          textCell(files === 0 ? '' : t('outbox.evidenceOf', { n: files, size: formatBytes(bytes) })),
      },
    ],
    [t],
  )
  return (
    <>
      <section className="panel" data-testid="return-contents">
        <header>
          <h2>{t('outbox.what', { month })}</h2>
        </header>
        {count === 0 ? (
          <EmptyState
            title={t('outbox.empty', { month })}
            teach={items.length === 0 ? t('outbox.emptyTeach') : t('outbox.emptySent', { n: items.length })}
            icon={<FormOutlined />}
            testId="outbox-empty"
          >
            <Button
              type={items.length === 0 ? 'primary' : 'default'}
              onClick={() => change({ tab: 'items', at: null })}
            >
              {t('outbox.goItems')}
            </Button>
          </EmptyState>
        ) : (
          <SimpleTable
            columns={columns}
            rows={lines}
            rowId={({ kind }) => kind}
            label={t('outbox.what', { month })}
            onOpenRow={({ kind }) => change({ tab: 'items', kind, at: month })}
          />
        )}
        <SignOffStanding month={month} />
      </section>
      <WriteReturn
        month={month}
        count={count}
        hasEvidence={lines.some(({ evidence }) => evidence.files > 0)}
        offices={offices}
        choices={choices}
        onChoose={setChoices}
      />
    </>
  )
}
