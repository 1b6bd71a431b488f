import { REVIEW_GROUNDS, SIGN_OFF_MEASURES } from '#shared/domain/sync.ts'
import { choice, code, date, decimal, id, integer, money, month, orBlank, text, time } from './cell.ts'
import { table } from './table.ts'

export const EXPLANATIONS = table(
  'explanations',
  {
    itemId: id,
    period: month,
    subject: choice(['case', 'group']),
    caseNo: orBlank(code),
    group: orBlank(code),
    basis: choice(['B1', 'B2', 'B3', 'B4', 'B5']),
    surplus: money,
    reason: text,
    statement: text,
    writtenBy: text,
    writtenAt: time,
  },
  {
    totals: ['surplus'],
    key: ['itemId'],
    rule: ({ subject, caseNo, group }) =>
      (subject === 'case' ? caseNo !== null : caseNo === null && group !== null)
        ? null
        : {
            zh: '对病例的说明要有病例号，对病组的说明要有病组、不带病例号',
            en: 'an explanation of a case names the case; one of a group names the group and no case',
          },
  },
)

export const REVIEWS = table(
  'reviews',
  {
    itemId: id,
    period: month,
    caseNo: code,
    group: orBlank(code),
    insurance: orBlank(text),
    ground: choice(REVIEW_GROUNDS),
    los: orBlank(integer),
    charge: money,
    standard: orBlank(decimal),
    statement: text,
    appliedBy: text,
    appliedAt: time,
  },
  { columns: { charge: 'total_charge' }, totals: ['charge'], key: ['itemId'] },
)

export const EVIDENCE = table('evidence', { itemId: id, document: text, title: text }, { key: ['itemId', 'document'] })

export const CODE_CORRECTIONS = table(
  'code_corrections',
  {
    itemId: id,
    period: month,
    caseNo: code,
    list: choice(['dx', 'proc']),
    place: integer,
    oldCode: orBlank(code),
    newCode: orBlank(code),
    reason: text,
    confirmedBy: orBlank(text),
    writtenBy: text,
    writtenAt: time,
  },
  {
    key: ['itemId'],
    rule: ({ place, oldCode, newCode }) =>
      place >= 1 && oldCode !== newCode
        ? null
        : {
            zh: '序位从 1 开始，原编码与新编码不能相同，也不能都为空',
            en: 'places count from 1, and old and new code are neither equal nor both blank',
          },
  },
)

export const ACTIONS = table(
  'actions',
  {
    itemId: id,
    period: month,
    title: text,
    group: orBlank(code),
    phase: choice(['plan', 'do', 'check', 'act']),
    status: choice(['open', 'done', 'dropped']),
    indicator: orBlank(text),
    baseline: orBlank(decimal),
    target: orBlank(decimal),
    result: orBlank(decimal),
    owner: text,
    dueOn: orBlank(date),
    note: orBlank(text),
    updatedAt: time,
  },
  { key: ['itemId'] },
)

const COUNTED: ReadonlySet<string> = new Set(['cases', 'charge-lines'])

export const SIGN_OFF = table(
  'sign_off',
  {
    itemId: id,
    period: month,
    measure: choice(SIGN_OFF_MEASURES),
    count: orBlank(integer),
    amount: orBlank(money),
    signedBy: text,
    signedAt: time,
  },
  {
    totals: ['amount'],
    key: ['itemId', 'period', 'measure'],
    rule: ({ measure, count, amount }) =>
      COUNTED.has(measure) === (count !== null) && COUNTED.has(measure) === (amount === null)
        ? null
        : {
            zh: '病例数与明细行数填 count，其余各项填 amount，二者只填其一',
            en: 'cases and charge-lines fill count, the other measures amount, never both',
          },
  },
)
