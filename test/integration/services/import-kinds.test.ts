import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { IMPORT_KINDS, type ImportKind, type ImportSource } from '#shared/contract/imports.ts'
import { writeCsv } from '../../fixtures/tiny-department.ts'
import { startTestCore, type TestCore } from '../../support/core.ts'
import { dumpBook } from '../../torture/book-dump.ts'

interface Sample {
  readonly header: readonly string[]
  readonly first: readonly (readonly string[])[]
  /** The corrected file: one row or list changed, one as it was, one new. */
  readonly second: readonly (readonly string[])[]
  /** Column that changes in the corrected file; null for kinds whose rows have no key and are added. */
  readonly changes: string | null
}

const SAMPLES: Readonly<Record<ImportKind, Sample>> = {
  cases: {
    header: ['病例号', '性别', '年龄', '入院时间', '出院时间', '科室', '诊断编码', '手术操作编码', '总费用'],
    first: [
      ['A', '女', '67', '2026-03-01', '2026-03-10', '骨科', 'M17.000|I10.x00', '81.5400', '100.00'],
      ['B', '男', '45', '2026-03-02', '2026-03-05', '骨科', 'M51.200', '', '50.00'],
    ],
    second: [
      ['A', '女', '67', '2026-03-01', '2026-03-10', '骨科', 'M17.000', '81.5400', '100.00'],
      ['B', '男', '45', '2026-03-02', '2026-03-05', '骨科', 'M51.200', '', '50.00'],
      ['C', '男', '30', '2026-03-02', '2026-03-05', '骨科', 'S72.000', '79.3500', '70.00'],
    ],
    changes: 'dx',
  },
  stays: {
    header: ['就诊ID', '人员性别', '入院日期', '出院日期', '主管医生', '离院方式'],
    first: [
      ['A', '2', '2026-03-01', '2026-03-10', '医师甲', '1'],
      ['B', '1', '2026-03-02', '2026-03-05', '医师甲', '1'],
    ],
    second: [
      ['A', '2', '2026-03-01', '2026-03-10', '医师乙', '1'],
      ['B', '1', '2026-03-02', '2026-03-05', '医师甲', '1'],
      ['C', '1', '2026-03-02', '2026-03-05', '医师甲', '1'],
    ],
    changes: 'physician',
  },
  diagnoses: {
    header: ['病例号', '诊断序号', '诊断编码'],
    first: [
      ['A', '1', 'M17.000'],
      ['A', '2', 'I10.x00'],
      ['B', '1', 'M51.200'],
    ],
    second: [
      ['A', '1', 'M17.000'],
      ['B', '1', 'M51.200'],
      ['C', '1', 'S72.000'],
    ],
    changes: 'code',
  },
  procedures: {
    header: ['病例号', '手术序号', '手术操作编码', '术者'],
    first: [
      ['A', '1', '81.5400', '术者甲'],
      ['B', '1', '79.3500', '术者甲'],
    ],
    second: [
      ['A', '1', '81.5400', '术者乙'],
      ['B', '1', '79.3500', '术者甲'],
      ['C', '1', '79.3500', '术者甲'],
    ],
    changes: 'surgeon',
  },
  charges: {
    header: ['病例号', '费用发生时间', '项目编码', '项目名称', '收费类别', '数量', '金额'],
    first: [['A', '2026-03-01', 'I1', '钢板', '卫生材料费', '1', '3200.00']],
    second: [['A', '2026-03-01', 'I1', '钢板', '卫生材料费', '1', '3100.00']],
    changes: null,
  },
  settlements: {
    header: ['病例号', '结算月份', 'DRG编码', '结算金额'],
    first: [
      ['A', '2026-04', 'IC25', '100.00'],
      ['B', '2026-04', 'IU25', '50.00'],
    ],
    second: [
      ['A', '2026-04', 'IC25', '101.00'],
      ['B', '2026-04', 'IU25', '50.00'],
      ['C', '2026-04', 'IU25', '50.00'],
    ],
    changes: 'payment',
  },
  'quality-events': {
    header: ['事件编号', '发生时间', '事件类型', '事件等级', '病例号'],
    first: [
      ['E1', '2026-03-05 09:00', '跌倒', 'Ⅲ级', 'A'],
      ['E2', '2026-03-06 09:00', '压疮', 'Ⅱ级', 'B'],
    ],
    second: [
      ['E1', '2026-03-05 09:00', '跌倒', 'Ⅱ级', 'A'],
      ['E2', '2026-03-06 09:00', '压疮', 'Ⅱ级', 'B'],
      ['E3', '2026-03-06 09:00', '压疮', 'Ⅱ级', 'B'],
    ],
    changes: 'level',
  },
  items: {
    header: ['项目编码', '项目名称', '收费类别', '购入价'],
    first: [
      ['I1', '钢板', '卫生材料费', '3000'],
      ['I2', '床位费', '床位费', ''],
    ],
    second: [
      ['I1', '钢板', '卫生材料费', '2900.5'],
      ['I2', '床位费', '床位费', ''],
      ['I3', '护理费', '护理费', ''],
    ],
    changes: 'purchase_price',
  },
  inventory: {
    header: ['年月', '药库名称', '项目代码', '商品名称', '上期结存数', '本期收入数', '本期支出数', '本期结存数'],
    first: [
      ['202603', '中心药库', 'I1', '生理盐水', '10', '5', '3', '12'],
      ['202603', '中心药库', 'I2', '葡萄糖', '10', '5', '3', '12'],
    ],
    second: [
      ['202603', '中心药库', 'I1', '生理盐水', '11', '5', '4', '12'],
      ['202603', '中心药库', 'I2', '葡萄糖', '10', '5', '3', '12'],
      ['202603', '中心药库', 'I3', '葡萄糖酸钙', '10', '5', '3', '12'],
    ],
    changes: 'opening',
  },
  ledger: {
    header: ['期间', '成本中心', '成本项目', '金额'],
    first: [['2026-03', '骨科', '药品费', '10.00']],
    second: [['2026-03', '骨科', '药品费', '11.00']],
    changes: null,
  },
  drivers: {
    header: ['期间', '成本中心', '动因', '数量'],
    first: [
      ['2026-03', '骨科', '人员数', '20'],
      ['2026-03', '骨科', '面积', '300'],
    ],
    second: [
      ['2026-03', '骨科', '人员数', '21'],
      ['2026-03', '骨科', '面积', '300'],
      ['2026-03', '内科', '面积', '300'],
    ],
    changes: 'quantity',
  },
  benchmarks: {
    header: ['标杆范围', 'DRG编码', '次均费用', '西药费'],
    first: [
      ['全市', 'IC25', '30000.00', '2000.00'],
      ['全市', 'IU25', '9000.00', '1000.00'],
    ],
    second: [
      ['全市', 'IC25', '30000.00', '2100.00'],
      ['全市', 'IU25', '9000.00', '1000.00'],
      ['全省', 'IU25', '9000.00', '1000.00'],
    ],
    changes: 'part.09',
  },
  budgets: {
    header: ['预算期间', '预算科室', '预算科目', '预算金额'],
    first: [
      ['2026-03', '骨科', '药品费', '1.00'],
      ['2026年', '骨科', '药品费', '12.00'],
    ],
    second: [
      ['2026-03', '骨科', '药品费', '2.00'],
      ['2026年', '骨科', '药品费', '12.00'],
      ['2026-04', '骨科', '药品费', '2.00'],
    ],
    changes: 'budget',
  },
  targets: {
    header: ['考核期间', '考核对象', '指标', '目标值'],
    first: [
      ['2026-03', '骨科', '药占比', '28%'],
      ['2026-03', '骨科', '平均住院日', '8.5'],
    ],
    second: [
      ['2026-03', '骨科', '药占比', '27%'],
      ['2026-03', '骨科', '平均住院日', '8.5'],
      ['2026-04', '骨科', '平均住院日', '8.4'],
    ],
    changes: 'target',
  },
}

let core: TestCore
beforeEach(async () => {
  core = startTestCore()
  await core.call('book.create', { path: book(), name: '骨科' })
})
afterEach(() => core.close())

const book = () => join(core.folder, 'a.keheng')
/** What the book says, whichever batch says it. */
const said = () => dumpBook(book(), 'data').replaceAll(/batch_id=b\d+/g, 'batch_id')
const source = (kind: ImportKind, name: 'first' | 'second'): ImportSource => ({
  path: writeCsv(join(core.folder, `${kind}-${name}.csv`), [SAMPLES[kind].header, ...SAMPLES[kind][name]]),
  kind,
})
const take = async (kind: ImportKind, name: 'first' | 'second') => {
  const batch = await core.job('imports.commit', { source: source(kind, name), skipRejected: false })
  const { length } = SAMPLES[kind][name]
  expect(batch).toMatchObject({ kind, rows: length, accepted: length, warned: expect.any(Number), rejected: 0 })
  return batch
}
const undo = (batchId: number) => core.job('batches.undo', { batchId })

describe('every kind of file', () => {
  test.each(IMPORT_KINDS)('%s: listed, corrected by key, undone in either order', async (kind) => {
    const { changes } = SAMPLES[kind]
    // What lists and stays are put into; the book of the other kinds has a case as well.
    if (kind !== 'cases') await take('cases', 'second')
    const before = said()
    const first = await take(kind, 'first')
    const withFirst = said()
    expect(withFirst).not.toBe(before)
    expect((await core.call('batches.list', {}))[0]).toMatchObject({
      id: first.id,
      sourceName: `${kind}-first.csv`,
      sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
      state: 'committed',
      undoBlocked: null,
    })

    const { previewId, differences, issueCounts } = await core.job('imports.preview', source(kind, 'second'))
    if (changes === null) {
      expect(differences).toBeNull()
      expect(issueCounts.map(({ code }) => code)).toContain(`${kind === 'ledger' ? 'ledger' : 'lines'}-repeated`)
    } else {
      const by = kind === 'diagnoses' || kind === 'procedures' ? 'case' : 'row'
      expect(differences).toMatchObject({ by, new: 1, same: 1, changed: 1 })
      expect(differences?.columns.map(({ column }) => column)).toContain(changes)
      const asked = { previewId, change: 'changed', offset: 0, limit: 9 } as const
      const { rows } = await core.call('imports.differences', asked)
      expect(rows[0]?.fields.map(({ column }) => column)).toContain(changes)
    }

    const later = await take(kind, 'second')
    expect(later.replaced).toBe(changes === null ? 0 : 2)
    const withBoth = said()
    await undo(later.id)
    expect(said()).toBe(withFirst)
    const again = await take(kind, 'second')
    expect(said()).toBe(withBoth)
    // The earlier one is taken back although the later touched the same keys: what is left is what the later alone says.
    await undo(first.id)
    const withSecond = said()
    expect(withSecond).not.toBe(withFirst)
    expect(await core.job('book.verify', {})).toMatchObject({ ok: true })
    await undo(again.id)
    expect(said()).toBe(before)
    await take(kind, 'second')
    expect(said()).toBe(withSecond)
    expect(await core.job('book.verify', {})).toMatchObject({ ok: true })
  })
})

describe('an import that does not come to its end', () => {
  const everything = () => dumpBook(book(), 'all')
  /** The backup of the day, which the first change makes, has been made: it gives the book an id. */
  const begin = async () => {
    await take('cases', 'first')
    await core.job('backups.create', { reason: 'daily' })
  }

  test.each(IMPORT_KINDS)('%s: refused at its last row, the book says what it said', async (kind) => {
    await begin()
    const before = everything()
    const { header, first } = SAMPLES[kind]
    const broken = first.at(-1)!.map((cell, index) => (index === REJECTS[kind] ? '' : cell))
    const path = writeCsv(join(core.folder, 'broken.csv'), [header, ...first, ['Z', ...broken.slice(1)]])
    await expect(core.job('imports.commit', { source: { path, kind }, skipRejected: false })).rejects.toMatchObject({
      problem: { code: 'rows-rejected' },
    })
    expect(everything()).toBe(before)
  })

  test('cancelled in the middle, of cases as of charge lines', async () => {
    await begin()
    const many = (kind: 'cases' | 'charges', rows: number) => {
      const { header, second } = SAMPLES[kind]
      const lines = Array.from({ length: rows }, (_, i) => [`N${i}`, ...second[0]!.slice(1)])
      return writeCsv(join(core.folder, `many-${kind}.csv`), [header, ...second, ...lines])
    }
    const before = everything()
    for (const [kind, rows] of [
      ['cases', 20_000],
      ['charges', 40_000],
    ] as const) {
      const abort = new AbortController()
      let written = 0
      const stop = core.client.onEvent((event) => {
        if (event.type !== 'job') return
        written = Math.max(written, event.job.progress.done)
        if (event.job.progress.done > rows / 4) abort.abort()
      })
      const asked = { source: { path: many(kind, rows), kind }, skipRejected: false }
      await expect(core.job('imports.commit', asked, abort.signal)).rejects.toMatchObject({
        problem: { code: 'cancelled' },
      })
      stop()
      expect(written).toBeGreaterThan(rows / 4)
      expect(everything()).toBe(before)
    }
  })
})

/** Column whose blank cell rejects a row. */
const REJECTS: Readonly<Record<ImportKind, number>> = {
  cases: 8,
  stays: 2,
  diagnoses: 2,
  procedures: 2,
  charges: 6,
  settlements: 3,
  'quality-events': 1,
  items: 1,
  inventory: 7,
  ledger: 3,
  drivers: 3,
  benchmarks: 1,
  budgets: 3,
  targets: 3,
}
