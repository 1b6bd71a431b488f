import { copyFile, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { countGroups } from '#engine/grouping/content.ts'
import { groupCase } from '#engine/grouping/group.ts'
import { compileSystem, type SystemContent, systemOfText, systemText } from '#engine/system/content.ts'
import { readScheme } from '#exchange/scheme/read-scheme.ts'
import { type Problem, ProblemError } from '#shared/domain/problem.ts'
import type { SchemeLoadReport } from '#shared/domain/scheme-load.ts'
import {
  OFFICIAL_ROWS as SHEETS,
  type SheetChanges,
  writeOfficialWorkbook,
} from '../../../support/official-workbook.ts'
import { aCase, smallTables } from '../../engine/grouping/small-scheme.ts'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'keheng-official-'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

const workbook = (changes: SheetChanges = {}, name = '方案.xlsx'): Promise<string> =>
  writeOfficialWorkbook(join(folder, name), changes)

async function refusal(path: string): Promise<Problem> {
  const error = await readScheme(path).then(
    () => undefined,
    (reason: unknown) => reason,
  )
  expect(error).toBeInstanceOf(ProblemError)
  return (error as ProblemError).problem
}

const told = ({ lines }: SchemeLoadReport, kind: string) =>
  lines.filter((line) => line.kind === kind).map(({ sheet, row }) => `${sheet} ${row}`)

function outcomesOf(content: SystemContent) {
  const system = compileSystem(content)
  if (system.kind !== 'DRG') throw new Error('not a DRG scheme')
  return system.scheme.outcomes
}

describe('the official workbook', () => {
  test('is read as it is', async () => {
    const { compiled, content, report } = await readScheme(await workbook())
    expect(content.form).toBe('official')
    expect(compiled.definition.header).toMatchObject({ code: 'CHS-DRG-3.0', name: '按病组（DRG）付费3.0版分组方案' })
    expect(countGroups(compiled.definition, 'official')).toEqual({ mdcs: 1, adrgs: 2, drgs: 3 })
    expect(groupCase(compiled, aCase({ dx: ['G43.000', 'J96.000'] })).drg).toBe('BR11')
    expect(groupCase(compiled, aCase({ proc: ['01.2400X001'] })).drg).toBe('BB19')
    expect(report).toMatchObject({ file: '方案.xlsx', form: 'official' })
    expect(told(report, 'read')).toEqual(['MDC', 'ADRG', 'DRG', '集合', 'CC', '排除表'].map((sheet) => `${sheet} null`))
    expect(report.lines[3]?.message.zh).toBe('6 行，3 个集合')
    expect(told(report, 'cleaned')).toEqual(['ADRG 2'])
    expect(told(report, 'deduplicated')).toEqual(['集合 7'])
    expect(report.lines.every(({ message }) => message.zh !== '' && message.en !== '')).toBe(true)
  })

  test('finds its columns wherever they stand and whichever of their headings they have', async () => {
    const drg = SHEETS.DRG!.map(([code, name, rule, adrg, mdc, order]) => [order!, mdc!, name!, code!, adrg!, rule!])
    drg[0] = ['排序', '所属MDC编码', 'DRG名称', ' DRG编码 ', '所属\nADRG编码', 'DRG规则']
    const adrg = SHEETS.ADRG!.map((row) => row.slice(1))
    adrg[0]![4] = '排序'
    const moved = await readScheme(await workbook({ DRG: drg, ADRG: adrg }))
    const { sha256 } = await readScheme(await workbook({}, 'again.xlsx'))
    // The cleaned rule is the same, so the content is.
    expect(moved.sha256).toBe(sha256)
  })

  test('is known by what is in it, not by its name', async () => {
    const path = join(folder, 'upload-1f3a')
    await copyFile(await workbook(), path)
    const { content, report } = await readScheme(path, { name: '3.0.xlsx' })
    expect([content.form, report.file]).toEqual(['official', '3.0.xlsx'])
  })

  test('comes out of storage the same scheme; what was stored before there were two forms is a package', async () => {
    const { content, compiled } = await readScheme(await workbook())
    const stored = systemOfText(systemText(content))
    expect(outcomesOf(stored)).toEqual(compiled.outcomes)
    if (stored.form !== 'official') throw new Error('not the official form')
    expect(stored.tables.adrg[0]).toMatchObject({ row: 2, code: 'BB1', mdc: 'MDCB', order: 1 })
    const tables = smallTables()
    expect(systemOfText(JSON.stringify(tables))).toEqual({ form: 'package', tables })
    expect(systemOfText(systemText({ form: 'package', tables }))).toEqual({ form: 'package', tables })
  })

  test('leaves its known gaps as they are unless asked, and says who fills them', async () => {
    const path = await workbook()
    const plain = await readScheme(path)
    const severe = aCase({ dx: ['P22.100', 'J96.000'] })
    expect(groupCase(plain.compiled, severe).drg).toBe('BR11')
    expect(plain.report.lines.find(({ kind }) => kind === 'offered')).toMatchObject({ correction: 'EX_103-P22.100' })

    const filled = await readScheme(path, { corrections: 'all' })
    expect(groupCase(filled.compiled, severe).drg).toBe('BR15')
    expect(filled.sha256).not.toBe(plain.sha256)
    const line = filled.report.lines.find(({ kind }) => kind === 'corrected')
    expect(line?.authority?.zh).toContain('PDF')
    expect(outcomesOf(systemOfText(systemText(filled.content)))).toEqual(filled.compiled.outcomes)

    const unfit = await readScheme(path, { corrections: ['EX_128-S02.400'] })
    expect(unfit.sha256).toBe(plain.sha256)
    expect(unfit.report.lines.at(-1)).toMatchObject({ kind: 'warning', correction: 'EX_128-S02.400' })
    await expect(readScheme(path, { corrections: ['EX_1'] })).rejects.toThrow('There is no correction')
  })
})

describe('what is refused', () => {
  const faults: readonly (readonly [string, SheetChanges, { sheet: string; row: number | null; position?: number }])[] =
    [
      ['a missing sheet', { CC: null }, { sheet: 'CC', row: null }],
      ['a missing column', { DRG: SHEETS.DRG!.map((row) => row.slice(0, 5)) }, { sheet: 'DRG', row: null }],
      [
        'a broken rule',
        { MDC: SHEETS.MDC!.with(2, ['MDCB', '', 'ZYZD in', 1]) },
        { sheet: 'MDC', row: 3, position: 8 },
      ],
      [
        'an unknown set',
        { DRG: SHEETS.DRG!.with(2, ['BR11', '', 'QTZD in DI_X', 'BR1', '', 1]) },
        { sheet: 'DRG', row: 3 },
      ],
      ['another class than MCC and CC', { CC: [...SHEETS.CC!, ['I10', '', 'EX_1', 'C']] }, { sheet: 'CC', row: 3 }],
      ['an ADRG of no MDC', { ADRG: [...SHEETS.ADRG!, ['', 'CB1', '', '', 'MDCC', 1]] }, { sheet: 'ADRG', row: 6 }],
    ]
  test.each(faults)('%s, naming the place', async (_, changes, details) => {
    const found = await refusal(await workbook(changes))
    expect(found.code).toBe('scheme-invalid')
    expect(found.details).toMatchObject(details)
    expect(found.message.zh).toContain(`工作表“${details.sheet}”`)
  })

  test('a workbook that is neither form', async () => {
    const found = await refusal(await workbook({ 集合: null }))
    expect(found.code).toBe('scheme-invalid')
    expect(found.message.en).toContain('scheme')
  })

  test('a file that is no scheme, and one that is not there', async () => {
    const path = join(folder, 'x.xlsx')
    await writeFile(path, 'PK')
    expect((await refusal(path)).code).toBe('scheme-invalid')
    expect((await refusal(join(folder, 'nowhere.zip'))).code).toBe('file-not-found')
  })
})

test('rows without a code are skipped and told', async () => {
  const sets = [...SHEETS.集合!, ['', '', '注：本表仅供参考', ''], ['OP_ALL', '', '', 'OP']]
  const { report } = await readScheme(await workbook({ 集合: sets }))
  expect(told(report, 'skipped')).toEqual(['集合 8', '集合 9'])
})
