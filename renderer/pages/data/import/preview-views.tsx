import { Segmented } from 'antd'
import { useState } from 'react'
import { useText } from '#renderer/app/text.tsx'
import type { ImportPreview, RowChange, RowVerdict } from '#shared/contract/imports.ts'
import { formatCount } from '#shared/format/decimal.ts'
import { DifferenceRows } from './difference-rows.tsx'
import { LineRows } from './line-rows.tsx'
import { PreviewRows } from './preview-rows.tsx'

const VERDICTS = ['ok', 'warning', 'rejected'] as const satisfies readonly RowVerdict[]
const CHANGES = ['changed', 'new', 'same'] as const satisfies readonly RowChange[]
type View = 'rows' | 'changes' | 'lines'

/** The rows of a preview, three ways: with their verdicts, against the book, and lines against the totals of their cases. */
export function PreviewViews({ preview }: { readonly preview: ImportPreview }) {
  const { t } = useText()
  const { counts, differences, lineDifferences } = preview
  const [view, setView] = useState<View>('rows')
  const [verdict, setVerdict] = useState<RowVerdict | 'all'>(counts.rejected > 0 ? 'rejected' : 'all')
  const [change, setChange] = useState<RowChange>(
    CHANGES.find((kind) => differences !== null && differences[kind] > 0) ?? 'changed',
  )
  const views: { readonly value: View; readonly label: string }[] = [
    { value: 'rows', label: t('preview.view.rows') },
    ...(differences === null ? [] : [{ value: 'changes' as const, label: t('preview.view.changes') }]),
    ...(lineDifferences === null || lineDifferences.cases === 0
      ? []
      : [
          {
            value: 'lines' as const,
            label: `${t('preview.view.lines')} ${formatCount(lineDifferences.cases)}`,
          },
        ]),
  ]
  return (
    <section className="panel" data-testid="preview-views">
      <div className="page-controls">
        {views.length > 1 && (
          <Segmented<View>
            value={view}
            onChange={setView}
            options={views}
            aria-label={t('preview.view')}
            data-testid="preview-view"
          />
        )}
        <span className="page-space" />
        {view === 'rows' && (
          <Segmented<RowVerdict | 'all'>
            value={verdict}
            onChange={setVerdict}
            options={[
              { value: 'all', label: `${t('common.all')} ${formatCount(counts.total)}` },
              ...VERDICTS.map((value) => ({
                value,
                label: `${t(`verdict.${value}`)} ${formatCount(counts[value])}`,
                disabled: counts[value] === 0,
              })),
            ]}
            aria-label={t('preview.verdict')}
            data-testid="preview-verdict"
          />
        )}
        {view === 'changes' && differences !== null && (
          <Segmented<RowChange>
            value={change}
            onChange={setChange}
            options={CHANGES.map((value) => ({
              value,
              label: `${t(`preview.change.${value}`)} ${formatCount(differences[value])}`,
              disabled: differences[value] === 0,
            }))}
            aria-label={t('preview.change')}
            data-testid="preview-change"
          />
        )}
      </div>
      {view === 'rows' && <PreviewRows preview={preview} verdict={verdict === 'all' ? null : verdict} />}
      {view === 'changes' && differences !== null && (
        <DifferenceRows preview={preview} differences={differences} change={change} />
      )}
      {view === 'lines' && lineDifferences !== null && <LineRows preview={preview} sums={lineDifferences} />}
    </section>
  )
}
