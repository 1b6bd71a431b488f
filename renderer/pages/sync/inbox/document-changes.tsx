import { useMemo } from 'react'
import { useText } from '#renderer/app/text.tsx'
import { SimpleTable } from '#renderer/components/simple-table.tsx'
import { textCell } from '#renderer/grid/cells.ts'
import type { GridColumn } from '#renderer/grid/column.ts'
import { spanWords } from '#renderer/pages/grouping/versions/span-words.ts'
import type { DocumentChange } from '#shared/contract/sync.ts'

/** Schemes and policies: which months each would be in force, and whether the book has it already. */
export function DocumentChanges({ documents }: { readonly documents: readonly DocumentChange[] }) {
  const { t, say } = useText()
  const columns = useMemo<readonly GridColumn<DocumentChange>[]>(() => {
    const waits = ({ role, from, to }: DocumentChange): boolean => role === 'scheme' && from === null && to === null
    const effect = (change: DocumentChange): string =>
      change.known ? t('inbox.known') : waits(change) ? t('inbox.waits') : t('inbox.comesInForce')
    return [
      { id: 'role', header: t('inbox.document'), width: 110, cell: ({ role }) => textCell(t(`sync.document.${role}`)) },
      { id: 'name', header: t('inbox.documentName'), width: 220, cell: ({ name }) => textCell(say(name)) },
      { id: 'file', header: t('inbox.file'), width: 180, cell: ({ fileName }) => textCell(fileName) },
      {
        id: 'validity',
        header: t('inbox.validity'),
        width: 150,
        cell: (change) => textCell(waits(change) ? '' : spanWords(t, change)),
      },
      { id: 'effect', header: t('inbox.effect'), width: 200, cell: (change) => textCell(effect(change)) },
    ]
  }, [t, say])
  return (
    <section className="panel" data-testid="document-changes">
      <header>
        <h2>{t('inbox.documents')}</h2>
      </header>
      <SimpleTable
        columns={columns}
        rows={documents}
        rowId={({ role, code }) => `${role} ${code}`}
        label={t('inbox.documents')}
      />
    </section>
  )
}
