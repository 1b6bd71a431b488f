import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { TestCore } from '../../support/core.ts'
import { OFFICIAL_ROWS, type Rows, writeOfficialWorkbook } from '../../support/official-workbook.ts'
import { problemCode, tinyBook } from '../../support/tiny-book.ts'

let core: TestCore
beforeEach(async () => {
  core = await tinyBook()
})
afterEach(() => core.close())

/** The official form with groups for the codes of the tiny department: a knee replacement and a back. */
function departmentSheets(): Readonly<Record<string, Rows>> {
  const rows = OFFICIAL_ROWS as Readonly<Record<'MDC' | 'ADRG' | 'DRG' | '集合', Rows>>
  return {
    MDC: [...rows.MDC, ['MDCI', '肌肉骨骼', 'ZYZD in DI_MDCI', 1]],
    ADRG: [
      ...rows.ADRG,
      ['', 'IC2', '关节置换', 'length(OP_IC2 ∩ {ZYSS, QTSS})>=1', 'MDCI', 1],
      ['', 'IU2', '颈腰背', 'ZYZD in DI_MDCI', 'MDCI', 2],
    ],
    DRG: [...rows.DRG, ['IC29', '关节置换', '', 'IC2', 'MDCI', 1], ['IU29', '颈腰背', '', 'IU2', 'MDCI', 1]],
    集合: [
      ...rows.集合,
      ['DI_MDCI', 'M17.000', '双侧原发性膝关节病', 'DI'],
      ['DI_MDCI', 'M51.200', '腰椎间盘移位', 'DI'],
      ['OP_IC2', '81.5400', '全膝关节置换', 'OP'],
      ['OP_ALL', '81.5400', '全膝关节置换', 'OP'],
    ],
  }
}

test('the official workbook is added to a book, groups its cases, and does so again after the book was closed', async () => {
  const path = await writeOfficialWorkbook(join(core.folder, '官方.xlsx'), departmentSheets())
  const added = await core.job('schemes.add', { path, name: '3.0 官方.xlsx' })
  expect(added).toMatchObject({ code: 'CHS-DRG-3.0', inForce: false, mdcs: 2, adrgs: 4, drgs: 5 })
  await core.call('schemes.use', { schemeId: added.id })
  const { report } = added
  expect(report).toMatchObject({ file: '3.0 官方.xlsx', form: 'official' })
  expect(report.lines.map(({ kind }) => kind)).toContain('deduplicated')

  const groups = async () => {
    await core.job('recompute.run', {})
    const { rows } = await core.call('cases.page', { slice: {}, offset: 0, limit: 100 })
    return rows.map(({ caseNo, drg, drgName, status }) => [caseNo, drg, drgName, status].join(' ')).sort()
  }
  const before = await groups()
  expect(before).toContain('=1+1 IC29 关节置换 grouped')
  expect(before).toContain('B_1 IU29 颈腰背 grouped')
  expect(before).toContain('U%1 0000 未入组 ungrouped')
  await core.call('book.close', {})
  await core.call('book.open', { path: join(core.folder, 'a.keheng') })
  expect(await groups()).toEqual(before)

  const { grouping } = await core.call('cases.get', { caseNo: '=1+1' })
  expect(grouping?.trail?.steps.find(({ code }) => code === 'IC2')?.reason.zh).toContain(
    '属于 @OP_IC2 的不同编码数不低于 1',
  )
  expect(await problemCode(core.job('schemes.add', { path }))).toBe('scheme-invalid')
})

test('a workbook that is refused leaves the book as it was', async () => {
  const before = await core.call('schemes.list', {})
  const rows = departmentSheets()
  const path = await writeOfficialWorkbook(join(core.folder, '官方.xlsx'), {
    ...rows,
    DRG: [...(rows.DRG ?? []), ['IU21', '', 'QTZD in', 'IU2', 'MDCI', 2]],
  })
  expect(await problemCode(core.job('schemes.add', { path }))).toBe('scheme-invalid')
  expect(await core.call('schemes.list', {})).toEqual(before)
})
