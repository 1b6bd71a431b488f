import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { compileScheme } from '#engine/grouping/compile.ts'
import { groupCase } from '#engine/grouping/group.ts'
import { type GroupFileProgress, type GroupFileRequest, groupFile } from '#exchange/grouping-file/group-file.ts'
import { findColumns, readRecord } from '#exchange/grouping-file/vector-columns.ts'
import { ProblemError } from '#shared/domain/problem.ts'
import { smallTables } from '../../engine/grouping/small-scheme.ts'

const scheme = compileScheme(smallTables({ codeMap: [{ kind: 'dx', from: 'migraine', to: 'G43.000' }] }))

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'keheng-group-'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

type Options = Partial<Omit<GroupFileRequest, 'scheme' | 'inputPath' | 'outputPath'>>

async function run(content: string | Uint8Array, options: Options = {}) {
  const inputPath = join(folder, 'cases.csv')
  const outputPath = join(folder, 'out.csv')
  await writeFile(inputPath, content)
  const report = await groupFile({ scheme, inputPath, outputPath, ...options })
  return { report, text: await readFile(outputPath, 'utf8') }
}

async function refused(content: string | Uint8Array, options: Options = {}) {
  const error = await run(content, options).then(
    () => undefined,
    (reason: unknown) => reason,
  )
  expect(error).toBeInstanceOf(ProblemError)
  expect(await readdir(folder)).toEqual(['cases.csv'])
  return (error as ProblemError).problem
}

describe('grouping a file of cases', () => {
  test('columns in any order, unknown ones ignored, absent ones blank, rows in input order, ids kept as they are', async () => {
    const { report, text } = await run(
      [
        'proc,note,dx,age,id,sex',
        ',x,G43.000|I10.x00,50,003,F',
        '01.2400,"a, ""quoted"" note",G43.000,50,"7,5",M',
        '38.3000,,G43.000,50,a,F',
        ',,Q99,50,b,F',
        ',,G43.000,,c,F',
        ',,G43.000,-4,d,X',
      ].join('\n'),
    )
    expect(text.split('\n')).toEqual([
      'id,mdc,adrg,drg,status',
      '003,MDCB,BR1,BR13,grouped',
      '"7,5",MDCB,BB1,BB19,grouped',
      'a,MDCB,QY,BQY,ambiguous',
      'b,0000,00,0000,ungrouped',
      'c,,,,rejected',
      'd,,,,rejected',
      '',
    ])
    expect(report.rows).toBe(6)
    expect(report.byStatus).toMatchObject({ grouped: 2, ambiguous: 1, ungrouped: 1, rejected: 2 })
  })

  test('Windows line ends, byte-order mark and a header alone', async () => {
    expect((await run('\uFEFFid,sex,age,dx,proc\r\n1,F,50,G43.000,\r\n')).text).toContain('1,MDCB,BR1,BR15,grouped')
    expect((await run('id,sex,age,dx,proc\n')).text).toBe('id,mdc,adrg,drg,status\n')
  })

  test('ids come out as a reader of the result would read them in the file, whatever else stands in their rows', async () => {
    const ids = ['a"b', '"a,b"', '"a""b"', 'a\rb', 'a b', '+1', '', '诊断']
    const rows = ids.flatMap((id) => [`${id},F,50,G43.000,`, `${id},F,50,"G43.000",`])
    for (const eol of ['\n', '\r\n']) {
      const { text } = await run(['id,sex,age,dx,proc', ...rows].join(eol))
      const told = ['"a""b"', '"a,b"', '"a""b"', '"a\rb"', 'a b', '+1', '', '诊断']
      const expected = told.flatMap((id) => [`${id},MDCB,BR1,BR15,grouped\n`, `${id},MDCB,BR1,BR15,grouped\n`])
      expect(text).toBe(`id,mdc,adrg,drg,status\n${expected.join('')}`)
    }
  })

  test('for any cases: what grouping each by itself comes to', async () => {
    const codes = [
      'G43.000',
      'G44.000',
      'J96.000',
      'I10.x00',
      'R57.000',
      'g43.000',
      'G43.0001',
      `G43.000${'x'.repeat(30)}`,
      '',
    ]
    const procedures = ['01.2400', '38.3000', '17.4200', '']
    const number = fc.constantFrom('', '0', '3', '28', '2500', '007', ' 5', '-1', '1.5', '1234567890')
    const row = fc.tuple(
      fc.constantFrom('M', 'F', '', 'm', 'MF'),
      number,
      number,
      number,
      fc.array(fc.constantFrom(...codes), { maxLength: 4 }),
      fc.array(fc.constantFrom(...procedures), { maxLength: 3 }),
    )
    const header = ['id', 'sex', 'age', 'age_days', 'birth_weight', 'dx', 'proc']
    await fc.assert(
      fc.asyncProperty(fc.array(row, { minLength: 1, maxLength: 30 }), async (rows) => {
        const cells = rows.map(([sex, age, days, weight, dx, proc], i) => {
          return [String(i), sex, age, days, weight, dx.join('|'), proc.join('|')]
        })
        const { text } = await run([header, ...cells].map((each) => each.join(',')).join('\n'))
        const columns = findColumns('cases.csv', header)
        const expected = cells.map((each, i) => {
          const { id, input } = readRecord('cases.csv', columns, each, i + 2)
          const { mdc, adrg, drg, status } = groupCase(scheme, input)
          return `${id},${mdc},${adrg},${drg},${status}\n`
        })
        expect(text).toBe(`id,mdc,adrg,drg,status\n${expected.join('')}`)
      }),
    )
  })

  test('codes are mapped only when asked', async () => {
    const cases = 'id,sex,age,dx,proc\n1,F,50,migraine,\n2,F,50,other,\n'
    expect((await run(cases)).text).toContain('1,0000,00,0000,ungrouped')
    const { text, report } = await run(cases, { map: true })
    expect(text).toBe('id,mdc,adrg,drg,status\n1,MDCB,BR1,BR15,grouped\n2,,,,dx_unmapped\n')
    expect(report.byStatus.dx_unmapped).toBe(1)
  })

  test('with trace, the trail stands beside each result as JSON', async () => {
    const { text } = await run('id,sex,age,dx,proc\n1,F,50,migraine,\n', { map: true, trace: true })
    const [header, line = ''] = text.split('\n')
    expect(header).toBe('id,mdc,adrg,drg,status,trail')
    const steps = JSON.parse(line.slice(line.indexOf('"') + 1, -1).replaceAll('""', '"'))
    expect(steps[0].reason.zh).toBe('编码映射：migraine → G43.000')
    expect(steps.at(-1)).toMatchObject({ level: 'result', code: 'BR15', held: true })
  })

  test('rows and quoted line breaks survive the borders between the chunks read', async () => {
    const count = 60_000
    const rows = Array.from({ length: count }, (_, i) => `"${i}\n${i}",F,50,G43.000,,"note, ${i}"`)
    const progress: GroupFileProgress[] = []
    const { text, report } = await run(`id,sex,age,dx,proc,note\n${rows.join('\n')}\n`, {
      onProgress: (each) => progress.push(each),
    })
    expect(report.rows).toBe(count)
    const expected = Array.from({ length: count }, (_, i) => `"${i}\n${i}",MDCB,BR1,BR15,grouped\n`)
    expect(text === `id,mdc,adrg,drg,status\n${expected.join('')}`).toBe(true)
    expect(progress.length).toBeGreaterThan(1)
    expect(progress.at(-1)).toEqual({ rows: count, bytesRead: progress[0]?.bytesTotal, bytesTotal: expect.any(Number) })
  })
})

describe('a file that cannot be read leaves nothing behind', () => {
  test('missing columns are named', async () => {
    const { code, message } = await refused('id,sex,dx\n1,F,G43\n')
    expect(code).toBe('column-missing')
    expect(message.zh).toContain('age、proc')
  })

  const lines: readonly (readonly [string, string, string, Record<string, unknown>])[] = [
    ['a short row', 'id,sex,age,dx,proc\n1,F,50,G43.000,\n2,F\n', 'rows-rejected', { row: 3 }],
    ['age in words', 'id,sex,age,dx,proc\n1,F,50岁,G43.000,\n', 'rows-rejected', { row: 2, column: 'age' }],
    ['an unpaired quote', 'id,sex,age,dx,proc\n1,F,50,"G43.000,\n', 'file-unreadable', { row: 2 }],
    ['an empty file', '', 'file-empty', {}],
  ]
  test.each(lines)('%s', async (_, content, code, details) => {
    const problem = await refused(content)
    expect(problem.code).toBe(code)
    expect(problem.details).toMatchObject(details)
  })

  test('wrong encoding', async () => {
    const bytes = Buffer.concat([Buffer.from('id,sex,age,dx,proc\n'), Uint8Array.of(0xc9, 0xf1, 0xbe, 0xad)])
    expect((await refused(bytes)).code).toBe('file-encoding')
  })

  test('cancelled', async () => {
    const content = 'id,sex,age,dx,proc\n1,F,50,G43.000,\n'
    expect((await refused(content, { signal: AbortSignal.abort() })).code).toBe('cancelled')
  })

  test('no such file, no such folder', async () => {
    const outputPath = join(folder, 'out.csv')
    const missing = groupFile({ scheme, inputPath: join(folder, 'none.csv'), outputPath })
    await expect(missing).rejects.toMatchObject({ problem: { code: 'file-not-found' } })
    const inputPath = join(folder, 'cases.csv')
    await writeFile(inputPath, 'id,sex,age,dx,proc\n')
    const nowhere = groupFile({ scheme, inputPath, outputPath: join(folder, 'none', 'out.csv') })
    await expect(nowhere).rejects.toMatchObject({ problem: { code: 'file-unreadable' } })
  })
})
