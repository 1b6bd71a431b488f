import { useMemo } from 'react'
import { useText } from '#renderer/app/text.tsx'
import { SimpleTable } from '#renderer/components/simple-table.tsx'
import { textCell } from '#renderer/grid/cells.ts'
import type { GridColumn } from '#renderer/grid/column.ts'
import type { AnswerChange } from '#shared/contract/sync.ts'
import { answerWords, subjectWords } from '../items/item-words.ts'

/** Each answer beside the item it lands on. */
export function AnswerChanges({ answers }: { readonly answers: readonly AnswerChange[] }) {
  const { t } = useText()
  const columns = useMemo<readonly GridColumn<AnswerChange>[]>(
    () => [
      {
        id: 'item',
        header: t('inbox.answerTo'),
        width: 260,
        cell: ({ item, answer }) =>
          textCell(
            item === null
              ? t('inbox.noItem', { id: answer.itemId })
              : t('common.labelled', { label: t(`sync.table.${item.kind}`), value: subjectWords(t, item) }),
          ),
      },
      {
        id: 'decision',
        header: t('inbox.decision'),
        width: 200,
        cell: ({ answer }) => textCell(answerWords(t, answer)),
      },
      { id: 'comment', header: t('inbox.comment'), width: 260, cell: ({ answer }) => textCell(answer.comment ?? '') },
      { id: 'by', header: t('inbox.decidedBy'), width: 90, cell: ({ answer }) => textCell(answer.decidedBy) },
    ],
    [t],
  )
  return (
    <section className="panel" data-testid="answer-changes">
      <header>
        <h2>{t('inbox.answers')}</h2>
      </header>
      <SimpleTable
        columns={columns}
        rows={answers}
        rowId={({ answer }) => `${answer.subject} ${answer.itemId}`}
        label={t('inbox.answers')}
      />
    </section>
  )
}
