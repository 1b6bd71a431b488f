import { useText } from '#renderer/app/text.tsx'
import { SimpleTable } from '#renderer/components/simple-table.tsx'
import { countCell } from '#renderer/grid/cells.ts'
import type { GridColumn } from '#renderer/grid/column.ts'
import type { ImportPreview } from '#shared/contract/imports.ts'

type Issue = ImportPreview['issueCounts'][number]

/** Issues of the whole file by kind, most frequent first, each with an example to look up in the file. */
export function IssueTable({ preview }: { readonly preview: ImportPreview }) {
  const { t, say } = useText()
  if (preview.issueCounts.length === 0) return <p className="muted">{t('preview.noIssues')}</p>
  const exampleOf = ({ example }: Issue): string =>
    example.row === 0
      ? t('preview.exampleFile')
      : example.column === null
        ? t('preview.exampleRow', { row: example.row })
        : t('preview.exampleAt', { row: example.row, column: example.column, value: example.value ?? '' })
  const columns: readonly GridColumn<Issue>[] = [
    {
      id: 'verdict',
      header: t('preview.verdict'),
      width: 80,
      cell: (issue) => ({ text: t(`verdict.${issue.verdict}`) }),
    },
    { id: 'message', header: t('preview.issues'), width: 400, cell: (issue) => ({ text: say(issue.example.message) }) },
    { id: 'count', header: t('preview.count'), width: 80, numeric: true, cell: (issue) => countCell(issue.count) },
    { id: 'example', header: t('preview.example'), width: 240, cell: (issue) => ({ text: exampleOf(issue) }) },
  ]
  return (
    <section className="panel">
      <header>
        <h2>{t('preview.issueList')}</h2>
      </header>
      <SimpleTable
        columns={columns}
        rows={preview.issueCounts}
        rowId={(issue) => `${issue.code} ${issue.verdict}`}
        label={t('preview.issueList')}
        testId="preview-issues"
      />
    </section>
  )
}
