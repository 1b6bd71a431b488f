import { textCell } from '#renderer/grid/cells.ts'
import type { Cell, GridColumn } from '#renderer/grid/column.ts'
import type { AuditEntry } from '#shared/contract/lifecycle.ts'
import { AUDIT_ACTION_NAMES, type AuditCounts } from '#shared/domain/audit.ts'
import type { Bilingual } from '#shared/domain/bilingual.ts'
import { formatCount } from '#shared/format/decimal.ts'
import type { MessageArgs, MessageKey } from '#shared/i18n/translate.ts'

/** Wide enough for the counts of a book of millions, old and new. */
const WIDTHS = { cases: 120, lines: 160, batches: 84 } as const satisfies Record<keyof AuditCounts, number>

type Translate = <K extends MessageKey>(key: K, ...args: MessageArgs<K>) => string

/** The log as a table; a count that did not change is shown once, a changed one with what it was. */
export function auditColumns(t: Translate, say: (text: Bilingual) => string): readonly GridColumn<AuditEntry>[] {
  const counted = (key: keyof AuditCounts): GridColumn<AuditEntry> => ({
    id: key,
    header: t(`audit.${key}`),
    width: WIDTHS[key],
    numeric: true,
    cell: ({ before, after }): Cell => {
      const now = formatCount(after[key])
      if (before[key] === after[key]) return { text: now }
      return { text: t('audit.change', { before: formatCount(before[key]), after: now }) }
    },
  })
  return [
    { id: 'id', header: t('audit.id'), width: 60, numeric: true, cell: ({ id }) => ({ text: String(id) }) },
    { id: 'at', header: t('audit.at'), width: 150, cell: ({ at }) => textCell(at) },
    { id: 'who', header: t('audit.who'), width: 96, cell: ({ who }) => textCell(who) },
    {
      id: 'action',
      header: t('audit.action'),
      width: 124,
      cell: ({ action }) => textCell(say(AUDIT_ACTION_NAMES[action])),
    },
    {
      id: 'what',
      header: t('audit.what'),
      width: 350,
      cell: ({ what }) => ({ text: say(what), title: say(what) }),
    },
    counted('cases'),
    counted('lines'),
    counted('batches'),
  ]
}
