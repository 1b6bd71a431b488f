import { useMemo } from 'react'
import { useText } from '#renderer/app/text.tsx'
import { Async } from '#renderer/components/async.tsx'
import { SimpleTable } from '#renderer/components/simple-table.tsx'
import { useCall } from '#renderer/data/use-call.ts'
import { yuanCell } from '#renderer/grid/cells.ts'
import type { GridColumn } from '#renderer/grid/column.ts'
import type { CaseAlternatives } from '#shared/contract/grouping.ts'
import { statusWord } from './columns.ts'

type Group = CaseAlternatives['groups'][number]

/** Where the record leads when one thing of it is told differently: what to hold against the chart, never what to code. */
export function AlternativesPanel({ caseNo }: { readonly caseNo: string }) {
  const { t } = useText()
  const query = useCall('grouping.alternatives', { caseNo })
  return (
    <section className="panel" data-testid="case-alternatives">
      <header>
        <h2>{t('alternatives.title')}</h2>
      </header>
      <Async query={query} rows={3}>
        {(found) => <Alternatives found={found} />}
      </Async>
    </section>
  )
}

function Alternatives({ found }: { readonly found: CaseAlternatives }) {
  const { t, say } = useText()
  const { groups, unchanged, unavailable, note } = found
  const columns = useMemo<readonly GridColumn<Group>[]>(() => {
    const unpriced = t('alternatives.unpriced')
    return [
      {
        id: 'group',
        header: t('alternatives.group'),
        width: 200,
        cell: ({ result, name }) => ({
          text: name === '' ? `${result.drg} ${statusWord(t, result.status)}` : `${result.drg} ${name}`,
        }),
      },
      {
        id: 'change',
        header: t('alternatives.change'),
        width: 400,
        cell: ({ changes }) => ({ text: changes.map(({ words }) => say(words)).join('\n') }),
      },
      {
        id: 'payment',
        header: t('alternatives.payment'),
        width: 120,
        numeric: true,
        cell: ({ payment }) => yuanCell(payment, 'yuan', unpriced),
      },
      {
        id: 'difference',
        header: t('alternatives.difference'),
        width: 140,
        numeric: true,
        cell: ({ difference }) => yuanCell(difference, 'yuan', unpriced),
      },
    ]
  }, [t, say])
  if (unavailable !== null) return <p className="muted">{say(unavailable)}</p>
  if (groups.length === 0)
    return (
      <p className="muted">{unchanged === 0 ? t('alternatives.nothing') : t('alternatives.none', { n: unchanged })}</p>
    )
  return (
    <div className="multiline">
      <p className="muted">{say(note)}</p>
      <SimpleTable
        columns={columns}
        rows={groups}
        rowId={({ result }) => `${result.status} ${result.mdc} ${result.adrg} ${result.drg}`}
        label={t('alternatives.title')}
        testId="alternatives"
      />
    </div>
  )
}
