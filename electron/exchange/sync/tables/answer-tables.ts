import { ANSWERED_TABLES } from '#shared/domain/sync.ts'
import { choice, id, money, orBlank, text, time } from './cell.ts'
import { table } from './table.ts'

export const ANSWERS = table(
  'answers',
  {
    itemId: id,
    subject: choice(ANSWERED_TABLES),
    decision: choice(['accepted', 'rejected', 'more-needed', 'noted']),
    settlement: orBlank(choice(['by-group', 'by-item', 'repriced'])),
    approved: orBlank(money),
    comment: orBlank(text),
    decidedBy: text,
    decidedAt: time,
  },
  {
    totals: ['approved'],
    key: ['subject', 'itemId'],
    rule: ({ subject, settlement, approved }) =>
      subject === 'reviews' || (settlement === null && approved === null)
        ? null
        : {
            zh: '结算方式与核定金额只用于特病单议（reviews）',
            en: 'settlement and approved are for reviews only',
          },
  },
)
