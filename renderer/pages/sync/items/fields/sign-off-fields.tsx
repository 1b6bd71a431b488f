import { Alert, Form } from 'antd'
import { useMemo } from 'react'
import { useText } from '#renderer/app/text.tsx'
import { Async } from '#renderer/components/async.tsx'
import { SimpleTable } from '#renderer/components/simple-table.tsx'
import { useCall } from '#renderer/data/use-call.ts'
import { countCell, fenCell } from '#renderer/grid/cells.ts'
import type { Cell, GridColumn } from '#renderer/grid/column.ts'
import { RecomputeButton } from '#renderer/pages/data/recompute-button.tsx'
import type { SignOffFigures } from '#shared/contract/sync.ts'
import { isPeriod, type Period } from '#shared/domain/period.ts'
import type { SignOffRow } from '#shared/domain/sync.ts'
import type { FieldsProps } from '../item-fields.tsx'
import { LineField, MonthField } from './common-fields.tsx'

/** The figures of a month and who stands for them. */
export function SignOffFields({ existing }: FieldsProps) {
  const { t } = useText()
  const month: unknown = Form.useWatch('period')
  return (
    <>
      <MonthField disabled={existing} />
      <LineField name="author" label={t('item.signer')} />
      <p className="muted panel-note form-wide">{t('item.signTeach')}</p>
      {typeof month === 'string' && isPeriod(month) && <Figures month={month} />}
    </>
  )
}

function Figures({ month }: { readonly month: Period }) {
  const { t } = useText()
  const query = useCall('items.signOffFigures', { month })
  const signed = useCall('items.list', { kind: 'sign_off', period: month }).data?.[0]
  return (
    <div className="form-wide" data-testid="sign-off-figures">
      <Async query={query} rows={5}>
        {(figures) => (
          <div className="stack">
            {figures.stale && (
              <Alert
                type="warning"
                showIcon
                title={t('item.signStale')}
                action={<RecomputeButton />}
                data-testid="sign-off-stale"
              />
            )}
            {figures.rows.length === 0 ? (
              <p className="muted">{t('item.signNone', { month })}</p>
            ) : (
              <FigureTable figures={figures} signed={signed?.kind === 'sign_off' ? signed.rows : null} />
            )}
          </div>
        )}
      </Async>
    </div>
  )
}

type FigureRow = SignOffFigures['rows'][number]

function FigureTable({
  figures,
  signed,
}: {
  readonly figures: SignOffFigures
  readonly signed: readonly SignOffRow[] | null
}) {
  const { t } = useText()
  const columns = useMemo<readonly GridColumn<FigureRow>[]>(() => {
    const cell = (row: Pick<FigureRow, 'count' | 'amount'> | undefined): Cell =>
      row === undefined || row.count === null ? fenCell(row?.amount ?? null, 'yuan') : countCell(row.count)
    const now: readonly GridColumn<FigureRow>[] = [
      {
        id: 'measure',
        header: t('item.measure'),
        width: 220,
        cell: ({ measure }) => ({ text: t(`item.measure.${measure}`) }),
      },
      { id: 'now', header: t('item.now'), width: 140, numeric: true, cell },
    ]
    if (signed === null) return now
    return [
      ...now,
      {
        id: 'signed',
        header: t('item.signed'),
        width: 140,
        numeric: true,
        cell: ({ measure }) => cell(signed.find((row) => row.measure === measure)),
      },
    ]
  }, [signed, t])
  return (
    <>
      {figures.signed !== null && (
        <Alert
          type={figures.signed.current ? 'success' : 'warning'}
          showIcon
          title={figures.signed.current ? t('item.signCurrent') : t('item.signChanged')}
          data-testid="sign-off-standing"
        />
      )}
      <SimpleTable columns={columns} rows={figures.rows} rowId={({ measure }) => measure} label={t('item.measure')} />
    </>
  )
}
