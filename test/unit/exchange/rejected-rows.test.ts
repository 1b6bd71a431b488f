import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import iconv from 'iconv-lite'
import { expect, test } from 'vitest'
import { inspectFile } from '#exchange/inspect-file.ts'
import { readRecords } from '#exchange/read-records.ts'
import { writeRejectedRows } from '#exchange/rejected-rows.ts'
import { problemOf, rowsOf, temporaryFolder } from './support.ts'

const file = temporaryFolder()
const HEADER = '病例号,姓名,费用发生时间,项目编码,项目名称,收费类别,数量,金额,备注'
const LINES = [
  'ZY1,张三,2026-03-01,0001,钢板,卫生材料费,1,3200.00,',
  '00012,李四,2026-03-02,0002,床位费,床位费,1,=A1,110101199003071234',
  'ZY3,王五,26/3/2,0003,护理费,护理费,1,5.00,x',
  'ZY4,赵六,2026-03-02,0004,床位费,床位费,1,5.00,x,surplus',
]

async function fileOf(name: string, lines: readonly string[]) {
  const path = await file(name, iconv.encode(['骨科收费明细', HEADER, ...lines].join('\r\n'), 'gb18030'))
  return {
    path,
    template: (await inspectFile({ path }, [])).template,
    out: join(dirname(path), `${name}.rejected.xlsx`),
  }
}

test('rejected rows come out with their columns as text, the reason last, and nobody’s name', async () => {
  const { path, template, out } = await fileOf('lines.csv', LINES)
  expect(await writeRejectedRows(out, { path }, template)).toBe(3)
  const [header, money, date, ragged, ...more] = await rowsOf(out)
  expect(header).toEqual([...HEADER.split(','), '原因/Reason'])
  expect(money?.slice(0, 9)).toEqual(['00012', '', '2026-03-02', '0002', '床位费', '床位费', '1', '=A1', ''])
  expect(money?.[9]).toContain('第 4 行“金额”“=A1”不是数字')
  expect(date?.[9]).toContain('只有两位年份')
  expect(ragged?.[9]).toContain('多出的内容：surplus')
  expect(more).toEqual([])
})

test('the corrected workbook is imported, its last column passed over', async () => {
  const { path, template, out } = await fileOf('again.csv', LINES.slice(0, 2))
  await writeRejectedRows(out, { path }, template, { language: 'en' })
  const inspection = await inspectFile({ path: out }, [])
  expect([inspection.kind, inspection.unusedColumns]).toEqual(['charges', ['姓名', '备注']])
  const rows = []
  for await (const chunk of readRecords({ path: out }, inspection.template)) rows.push(...chunk.rows)
  expect(rows.map(({ verdict, issues }) => [verdict, issues[0]?.code])).toEqual([['rejected', 'number-unreadable']])
  // Still wrong, it comes out again with one column of reasons.
  const twice = `${out}.again.xlsx`
  await writeRejectedRows(twice, { path: out }, inspection.template, { language: 'en' })
  const [header, row] = await rowsOf(twice)
  expect(header?.filter((name) => name === '原因/Reason')).toHaveLength(1)
  expect(row?.at(-1)).toBe(
    'Row 2, Amount (金额) "=A1" is not a number; correct it, or list it as a missing word in the template.',
  )
})

test.each([
  ['万元', 100_000],
  ['千元', 10_000],
])('amounts in %s come back as such', async (unit, fen) => {
  const lines = [`骨科收费明细（单位：${unit}）`, HEADER, 'ZY1,,26/3/1,0001,钢板,卫生材料费,1,0.1,']
  const path = await file(`${fen}.csv`, iconv.encode(lines.join('\r\n'), 'gb18030'))
  const { template } = await inspectFile({ path }, [])
  const out = join(dirname(path), `${fen}.xlsx`)
  expect(await writeRejectedRows(out, { path }, template)).toBe(1)
  const again = await inspectFile({ path: out }, [])
  const right = { ...again.template.columns, charged_at: { from: 'constant', value: '2026-03-01' } as const }
  for await (const { rows } of readRecords({ path: out }, { ...again.template, columns: right }))
    expect(rows.map(({ record }) => record)).toMatchObject([{ amount: fen }])
})

test('a file without rejected rows gives no workbook; a failure leaves none', async () => {
  const { path, template, out } = await fileOf('good.csv', LINES.slice(0, 1))
  expect(await writeRejectedRows(out, { path }, template)).toBe(0)
  expect(existsSync(out)).toBe(false)
  const bad = await fileOf('bad.csv', LINES)
  expect(await problemOf(writeRejectedRows(join(bad.out, 'no', 'folder.xlsx'), { path: bad.path }, bad.template))).toBe(
    'file-unreadable',
  )
  const abort = new AbortController()
  abort.abort()
  expect(await problemOf(writeRejectedRows(bad.out, { path: bad.path }, bad.template, { signal: abort.signal }))).toBe(
    'cancelled',
  )
  expect(existsSync(bad.out)).toBe(false)
})
