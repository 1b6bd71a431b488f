import { Button } from 'antd'
import { useMemo } from 'react'
import { useText } from '#renderer/app/text.tsx'
import { SimpleTable } from '#renderer/components/simple-table.tsx'
import { textCell } from '#renderer/grid/cells.ts'
import type { GridColumn } from '#renderer/grid/column.ts'
import type { SchemeLoadLine, SchemeLoadReport } from '#shared/domain/scheme-load.ts'

interface NumberedLine extends SchemeLoadLine {
  readonly at: number
}

/**
 * What loading a scheme file did, each departure from the file with its authority. Corrections that fit and were left out
 * can be asked for: the scheme then comes in once more with them, beside the one that is there.
 */
export function LoadReport({
  report,
  disabled,
  onCorrect,
}: {
  readonly report: SchemeLoadReport
  readonly disabled: boolean
  readonly onCorrect: (corrections: readonly string[]) => void
}) {
  const { t, say } = useText()
  const rows = useMemo(() => report.lines.map((line, at): NumberedLine => ({ ...line, at })), [report.lines])
  const offered = [
    ...new Set(
      report.lines.flatMap(({ kind, correction }) => (kind === 'offered' && correction !== null ? [correction] : [])),
    ),
  ]
  const columns = useMemo<readonly GridColumn<NumberedLine>[]>(() => {
    const place = ({ sheet, row }: SchemeLoadLine): string =>
      sheet === null ? '' : row === null ? sheet : t('report.row', { sheet, row })
    return [
      { id: 'kind', header: t('report.kind'), width: 80, cell: ({ kind }) => textCell(t(`report.kind.${kind}`)) },
      { id: 'place', header: t('report.place'), width: 140, cell: (line) => textCell(place(line)) },
      { id: 'what', header: t('report.what'), width: 400, cell: ({ message }) => textCell(say(message)) },
      {
        id: 'authority',
        header: t('report.authority'),
        width: 300,
        cell: ({ authority }) => textCell(authority === null ? '' : say(authority)),
      },
    ]
  }, [t, say])
  return (
    <section className="panel" data-testid="load-report">
      <header>
        <h2>
          {t('report.title', { file: report.file })} <span className="muted">{t(`report.form.${report.form}`)}</span>
        </h2>
        {offered.length > 0 && (
          <Button size="small" disabled={disabled} onClick={() => onCorrect(offered)} data-testid="add-corrected">
            {t('report.correct', { n: offered.length })}
          </Button>
        )}
      </header>
      <div className="scrolled">
        <SimpleTable
          columns={columns}
          rows={rows}
          rowId={({ at }) => String(at)}
          label={t('report.title', { file: report.file })}
        />
      </div>
    </section>
  )
}
