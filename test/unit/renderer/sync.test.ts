import { describe, expect, test } from 'vitest'
import { takerOf } from '#renderer/app/taker-of.ts'
import { draftOf, type Filled, filledFor, filledWith, type ItemStart } from '#renderer/pages/sync/items/drafts.ts'
import { withFile } from '#renderer/pages/sync/items/fields/evidence.ts'
import { answerWords, caseOf, contentWords, figureOf, subjectWords } from '#renderer/pages/sync/items/item-words.ts'
import { returnLines } from '#renderer/pages/sync/outbox/return-outline.ts'
import { packageWords, type Translate, totalsWords } from '#renderer/pages/sync/package-words.ts'
import { placeOfStart, startOf } from '#renderer/pages/sync/place.ts'
import type { ReturnItem } from '#shared/contract/sync.ts'
import { itemDraftSchema } from '#shared/contract/sync-requests.ts'
import { fen } from '#shared/domain/money.ts'
import { period } from '#shared/domain/period.ts'
import { ANSWERED_TABLES } from '#shared/domain/sync.ts'
import { translate } from '#shared/i18n/translate.ts'

const zh: Translate = (key, ...args) => translate('zh', key, ...args)
const MONTH = period('2026-03')

const standing = {
  period: MONTH,
  state: 'draft',
  createdAt: '2026-04-01 09:00:00',
  changedAt: '2026-04-01 09:00:00',
  sent: null,
  answers: [],
} as const
const written = { writtenBy: '张医生', writtenAt: '2026-04-01 09:00:00' }

const GROUP: ReturnItem = {
  ...standing,
  kind: 'explanations',
  id: 'E-1',
  row: {
    ...written,
    itemId: 'E-1',
    period: MONTH,
    subject: 'group',
    caseNo: null,
    group: 'IC25',
    basis: 'B3',
    surplus: fen(-1_250_000),
    reason: '耗材',
    statement: '进口假体',
  },
}
const REVIEW: ReturnItem = {
  ...standing,
  kind: 'reviews',
  id: 'R-1',
  row: {
    itemId: 'R-1',
    period: MONTH,
    caseNo: 'A1',
    group: 'IC25',
    insurance: '职工',
    ground: 'critical',
    los: 31,
    charge: fen(9_600_000),
    standard: '42000.00',
    statement: '多发创伤',
    appliedBy: '张医生',
    appliedAt: '2026-04-01 09:00:00',
  },
  evidence: [{ name: '病历.pdf', title: '病历摘要', bytes: 1000, sha256: 'aa' }],
}
const CORRECTION: ReturnItem = {
  ...standing,
  kind: 'code_corrections',
  id: 'C-1',
  row: {
    ...written,
    itemId: 'C-1',
    period: MONTH,
    caseNo: 'A1',
    list: 'proc',
    place: 2,
    oldCode: '81.5400',
    newCode: null,
    reason: '未做',
    confirmedBy: null,
  },
}
const ACTION: ReturnItem = {
  ...standing,
  kind: 'actions',
  id: 'A-1',
  row: {
    itemId: 'A-1',
    period: MONTH,
    title: '国产假体替换',
    group: null,
    phase: 'do',
    status: 'open',
    indicator: '耗占比',
    baseline: '0.45',
    target: null,
    result: null,
    owner: '李主任',
    dueOn: null,
    note: null,
    updatedAt: '2026-04-01 09:00:00',
  },
}
const sign = { itemId: 'S-1', period: MONTH, signedBy: '李主任', signedAt: '2026-04-01 09:00:00' }
const SIGNED: ReturnItem = {
  ...standing,
  kind: 'sign_off',
  id: 'S-1',
  rows: [
    { ...sign, measure: 'cases', count: 52, amount: null },
    { ...sign, measure: 'charge', count: null, amount: fen(109_620_000) },
    { ...sign, measure: 'surplus-b1', count: null, amount: fen(-630_000) },
  ],
}
const ALL = [GROUP, REVIEW, CORRECTION, ACTION, SIGNED]

describe('forms of items', () => {
  test('every kind that is saved unchanged asks for itself, in a form the core accepts', () => {
    for (const item of ALL) {
      const draft = draftOf(filledWith(item), item.id)
      expect(itemDraftSchema.parse(draft)).toEqual(draft)
      expect(draft).toMatchObject({ kind: item.kind, id: item.id })
    }
  })

  test('what is left blank is not known, and figures of the book are not asked for', () => {
    expect(draftOf(filledWith(ACTION), null)).toEqual({
      kind: 'actions',
      period: MONTH,
      title: '国产假体替换',
      group: null,
      phase: 'do',
      status: 'open',
      indicator: '耗占比',
      baseline: '0.45',
      target: null,
      result: null,
      owner: '李主任',
      dueOn: null,
      note: null,
    })
    expect(draftOf(filledWith(GROUP), null)).not.toHaveProperty('surplus')
  })

  test('a code taken out has no new one, whatever was typed before', () => {
    const filled = filledWith(CORRECTION)
    const typed = { ...filled, values: { ...filled.values, code: 'M51.200' } } as Filled
    expect(draftOf(typed, null)).toMatchObject({ change: { do: 'remove' } })
    const replaced = { ...typed, values: { ...typed.values, change: 'replace' } } as Filled
    expect(draftOf(replaced, null)).toMatchObject({
      change: { do: 'replace', code: 'M51.200' },
      list: 'proc',
      place: 2,
    })
  })

  test('evidence the item has keeps its place without a path; a new file of its name takes it', () => {
    const kept = draftOf(filledWith(REVIEW), 'R-1')
    expect(kept).toMatchObject({ evidence: [{ name: '病历.pdf', title: '病历摘要' }] })
    const list = withFile([{ name: '病历.pdf', title: '病历摘要', bytes: 1000 }], {
      path: '/tmp/x',
      name: '病历.PDF',
      bytes: 5,
    })
    expect(list).toEqual([{ name: '病历.PDF', title: '病历摘要', bytes: 5, path: '/tmp/x' }])
    expect(withFile(list, { path: '/tmp/y', name: '会诊单.docx', bytes: 7 })[1]?.title).toBe('会诊单')
  })

  test('a new item begins with what it was asked for beside: case, group or month, and its writer', () => {
    const start = (more: Partial<ItemStart>): ItemStart => ({
      kind: 'explanations',
      caseNo: null,
      group: null,
      period: null,
      ...more,
    })
    expect(filledFor(start({ group: 'IC25' }), MONTH, '张医生').values).toMatchObject({
      of: 'group',
      group: 'IC25',
      period: MONTH,
      author: '张医生',
    })
    expect(filledFor(start({ caseNo: 'A1' }), MONTH, '').values).toMatchObject({ of: 'case', caseNo: 'A1' })
    const sent = start({ kind: 'sign_off', period: period('2026-01') })
    expect(filledFor(sent, MONTH, '').values).toMatchObject({ period: '2026-01' })
  })

  test('the address brings a new item back as it was asked for', () => {
    for (const kind of ANSWERED_TABLES) {
      const start: ItemStart = { kind, caseNo: 'A1', group: null, period: MONTH }
      const told = Object.entries(placeOfStart(start)).flatMap(([name, value]) =>
        value === null ? [] : [[name, value]],
      )
      expect(startOf(new URLSearchParams(told))).toEqual(start)
    }
    expect(startOf(new URLSearchParams('new=poem'))).toBeNull()
  })
})

describe('items in words', () => {
  test('each says what it is about, what it says, and on which figure it stands', () => {
    expect(ALL.map((item) => [subjectWords(zh, item), contentWords(zh, item), figureOf(item), caseOf(item)])).toEqual([
      ['病组 IC25', '耗材：进口假体', -1_250_000, null],
      ['病例 A1', '复杂危重症：多发创伤', 9_600_000, 'A1'],
      ['病例 A1', '手术操作第 2 个去掉 81.5400', null, 'A1'],
      ['国产假体替换', '执行 D · 进行中 · 负责人 李主任', null, null],
      ['2026-03 全月', '52 例', 109_620_000, null],
    ])
  })

  test('an answer says how a review is paid and what was granted', () => {
    expect(answerWords(zh, { decision: 'accepted', settlement: 'by-item', approved: fen(4_800_000) })).toBe(
      '同意、按项目结算、核定 48,000.00 元',
    )
    expect(answerWords(zh, { decision: 'noted', settlement: null, approved: null })).toBe('已阅')
  })
})

describe('the return of a month', () => {
  test('holds its drafts with the control totals of the manifest; again, everything', () => {
    const sent: ReturnItem = { ...REVIEW, id: 'R-2', state: 'sent' }
    const lines = returnLines([...ALL, sent], false)
    expect(lines.map(({ kind, items, totals }) => [kind, items.length, totals])).toEqual([
      ['explanations', 1, { surplus: -1_250_000 }],
      ['reviews', 1, { total_charge: 9_600_000 }],
      ['code_corrections', 1, {}],
      ['actions', 1, {}],
      // 1,096,200.00 − 6,300.00: the rows' amounts, whatever they measure.
      ['sign_off', 1, { amount: 108_990_000 }],
    ])
    const again = returnLines([...ALL, sent], true).find(({ kind }) => kind === 'reviews')
    expect(again).toMatchObject({ totals: { total_charge: 19_200_000 }, evidence: { files: 2, bytes: 2000 } })
    expect(returnLines([sent], false)).toEqual([])
  })

  test('packages and control totals are called what both sides call them; an unknown column keeps its name', () => {
    const named = { kind: 'answer', period: MONTH, sequence: 2 } as Parameters<typeof packageWords>[1]
    expect(packageWords(zh, named)).toBe('2026-03 答复第 2 号')
    expect(totalsWords(zh, { name: 'cases', totals: { total_charge: fen(100), of: fen(250) } })).toEqual([
      '总费用 1.00 元',
      'of 2.50 元',
    ])
    expect(totalsWords(zh, { name: 'sign_off', totals: { amount: fen(100) } })).toEqual(['各项金额之和 1.00 元'])
  })
})

describe('a dropped file is told by its content', () => {
  const file = (...parts: BlobPart[]) => takerOf(new Blob(parts))

  test.each([
    ['an encrypted package', 'package', ['age-encryption.org/v1\n-> X25519 abc\n']],
    [
      'a plain package',
      'package',
      ['PK\u0003\u0004tables/cases.csv', 'x'.repeat(100_000), 'manifest.json manifest.sig'],
    ],
    ['a scheme', 'data', ['PK\u0003\u0004scheme.json', 'x'.repeat(100), 'rules.csv']],
    ['a card', 'card', ['\uFEFF{\n "format": "khid/1"}']],
    ['a key, which the trust list refuses by name', 'card', ['{"format":"khkey/1"}']],
    ['a policy', 'data', ['{"format":"payment-policy/1"}']],
    ['a table that speaks of cards', 'data', ['病案号,备注\nA1,{"khid/1"}']],
    ['an empty file', 'data', []],
  ] as const)('%s goes to %s', async (_, taker, parts) => {
    expect(await file(...parts)).toBe(taker)
  })
})
