import { decimalCell, fenCell, textCell } from '#renderer/grid/cells.ts'
import type { Cell, GridColumn } from '#renderer/grid/column.ts'
import type { DifferingCase, SettledSideView } from '#shared/contract/settlement.ts'
import type { Bilingual } from '#shared/domain/bilingual.ts'
import { fenToYuan } from '#shared/domain/money.ts'
import { DIFFERENCE_CAUSES, DIFFERENCE_STATES } from '#shared/domain/settlement-difference.ts'
import { SETTLEMENT_CLASSES } from '#shared/domain/slice.ts'
import { formatYuan } from '#shared/format/money.ts'
import type { Translate } from '#shared/i18n/cost-names.ts'

interface Setting {
  readonly t: Translate
  readonly say: (text: Bilingual) => string
  readonly openCase: (row: DifferingCase) => void
  readonly note: (row: DifferingCase) => void
}

/** What both sides say of a case, beside each other; yuan, because a case is looked at to the fen. */
export function caseColumns({ t, say, openCase, note }: Setting): readonly GridColumn<DifferingCase>[] {
  const both = (
    id: string,
    width: number,
    numeric: boolean,
    cell: (side: SettledSideView) => Cell,
  ): readonly GridColumn<DifferingCase>[] =>
    (['local', 'official'] as const).map((side) => ({
      id: `${id}-${side}`,
      header: t('settle.column.ofSide', {
        label: t(`settle.column.${id}` as 'settle.column.group'),
        side: t(`settle.side.${side}`),
      }),
      width,
      numeric,
      sortable: false,
      cell: (row) => {
        const view = row[side]
        return view === null ? textCell(null, t(`settle.no.${side}`)) : cell(view)
      },
    }))
  const className = (name: string | null): string | null => {
    const known = SETTLEMENT_CLASSES.find((each) => each === name)
    return known === undefined ? null : t(`settlement.${known}`)
  }
  return [
    {
      id: 'caseNo',
      header: t('settle.column.caseNo'),
      width: 136,
      pinned: true,
      sortable: false,
      cell: ({ caseNo }) => ({ text: caseNo }),
      open: openCase,
    },
    {
      id: 'cause',
      header: t('settle.column.cause'),
      width: 230,
      sortable: false,
      cell: (row) => {
        const text = causesText(row, t, say)
        return { text, title: text }
      },
    },
    {
      id: 'difference',
      header: t('settle.column.difference'),
      width: 112,
      numeric: true,
      sortable: false,
      cell: ({ difference }) => fenCell(difference, 'yuan'),
    },
    {
      id: 'note',
      header: t('settle.column.note'),
      width: 170,
      sortable: false,
      cell: (row) => noteCell(row, t, say),
      open: note,
    },
    ...both('payment', 116, true, ({ payment }) => fenCell(payment, 'yuan', t('missing.payment'))),
    ...both('group', 92, false, ({ group }) =>
      group === '' ? { text: t('status.ungrouped') } : textCell(group, t('settle.untold')),
    ),
    ...both('class', 96, false, (view) => textCell(className(view.class), t('settle.untold'))),
    ...both('weight', 92, true, ({ weight }) => decimalCell(weight, 4, t('settle.untold'))),
    ...both('standard', 112, true, ({ standard }) => decimalCell(standard, 2, t('settle.untold'))),
    ...both('charge', 116, true, ({ charge }) => fenCell(charge, 'yuan', t('settle.untold'))),
    {
      id: 'deduction',
      header: t('settle.column.deduction'),
      width: 100,
      numeric: true,
      sortable: false,
      cell: ({ official }) => (official?.deduction == null ? { text: '' } : fenCell(official.deduction, 'yuan')),
    },
    {
      id: 'reason',
      header: t('settle.column.reason'),
      width: 180,
      sortable: false,
      cell: ({ official }) => ({ text: official?.reason ?? '' }),
    },
    {
      id: 'month',
      header: t('settle.column.month'),
      width: 96,
      sortable: false,
      cell: ({ month }) => ({ text: month }),
    },
    {
      id: 'settledIn',
      header: t('settle.column.settledIn'),
      width: 96,
      sortable: false,
      cell: ({ settledIn }) => textCell(settledIn, t('settle.no.official')),
    },
  ]
}

function causesText({ parts }: DifferingCase, t: Translate, say: Setting['say']): string {
  const [only] = parts
  if (only !== undefined && parts.length === 1) return say(DIFFERENCE_CAUSES[only.cause])
  return parts
    .map(({ cause, amount }) =>
      t('common.labelled', {
        label: say(DIFFERENCE_CAUSES[cause]),
        value: formatYuan(fenToYuan(amount), 'yuan', true),
      }),
    )
    .join(t('common.listComma'))
}

function noteCell({ note, noteOutdated }: DifferingCase, t: Translate, say: Setting['say']): Cell {
  if (note === null) return { text: t('settle.note.add') }
  const state = say(DIFFERENCE_STATES[note.state])
  const text = note.text === '' ? state : t('common.labelled', { label: state, value: note.text })
  const said = t('variance.note.said', { by: note.by, at: note.at })
  return noteOutdated
    ? { text: t('settle.note.outdated', { note: text }), title: `${t('settle.note.outdatedWhat')}\n${said}` }
    : { text, title: `${text}\n${said}` }
}
