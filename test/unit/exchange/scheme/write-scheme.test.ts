import { mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { SchemeContent } from '#engine/grouping/content.ts'
import { groupCase } from '#engine/grouping/group.ts'
import { readScheme } from '#exchange/scheme/read-scheme.ts'
import { writeScheme } from '#exchange/scheme/write-scheme.ts'
import { type Problem, ProblemError } from '#shared/domain/problem.ts'
import { writeOfficialWorkbook } from '../../../support/official-workbook.ts'
import { aCase, smallTables } from '../../engine/grouping/small-scheme.ts'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'keheng-write-'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

const FORMS = ['a.zip', 'a.xlsx', 'a'] as const
const small: SchemeContent = { form: 'package', tables: smallTables() }

async function refusal(run: Promise<unknown>): Promise<Problem> {
  const error = await run.then(
    () => undefined,
    (reason: unknown) => reason,
  )
  expect(error).toBeInstanceOf(ProblemError)
  return (error as ProblemError).problem
}

describe('a package', () => {
  /** Texts that CSV or a workbook may take for something else. */
  const NAMES = [
    'a,b "c"',
    ' 前后空格 ',
    '两\n行',
    '=1+1',
    '007',
    '1.50',
    'TRUE',
    '_x000D_',
    '<&>',
    '-',
    '2024-01-01',
    '',
  ]

  test.each(FORMS)('comes back from %s as it was, whatever its texts look like', async (name) => {
    const base = smallTables()
    const codes = NAMES.map((text, at) => ({ kind: 'dx' as const, code: `Z${at}0.000`, name: text }))
    const header = { ...base.header, year: null, name: '方案“一”', source: 'a|b' }
    const content: SchemeContent = { form: 'package', tables: { ...base, header, codes: [...base.codes, ...codes] } }
    const path = join(folder, 'new', name)
    const written = await writeScheme(path, content)
    expect(written).toMatchObject({ path, extensions: [], rows: 38 })
    expect((await readScheme(path)).content).toEqual(content)
    expect(await readdir(join(folder, 'new'))).toEqual([name])
  })

  test('gives the same archive every time', async () => {
    const bytes = []
    for (const name of ['a.zip', 'b.zip']) {
      await writeScheme(join(folder, name), small)
      bytes.push(await readFile(join(folder, name)))
    }
    expect(bytes[0]?.equals(bytes[1] as Buffer)).toBe(true)
  })

  test('replaces a file, an empty folder and a package, and nothing else', async () => {
    await writeFile(join(folder, 'a.zip'), 'old')
    await mkdir(join(folder, 'a'))
    const changed: SchemeContent = { form: 'package', tables: smallTables({ codes: [] }) }
    for (const content of [small, changed]) {
      for (const name of ['a.zip', 'a']) {
        await writeScheme(join(folder, name), content)
        expect((await readScheme(join(folder, name))).content).toEqual(content)
      }
    }
    await writeFile(join(folder, 'a', '说明.txt'), 'mine')
    const { code, message } = await refusal(writeScheme(join(folder, 'a'), small))
    expect([code, message.en]).toEqual(['bad-request', expect.stringContaining('说明.txt')])
    expect((await readdir(join(folder, 'a'))).length).toBe(10)
    expect((await readScheme(join(folder, 'a'))).content).toEqual(changed)
    expect((await readdir(folder)).sort()).toEqual(['a', 'a.zip'])
  })

  test('is written through a link to a folder', async () => {
    await mkdir(join(folder, 'real'))
    await symlink(join(folder, 'real'), join(folder, 'link'))
    await writeScheme(join(folder, 'link'), small)
    expect((await readScheme(join(folder, 'real'))).content).toEqual(small)
  })

  test('is not written where it does not belong', async () => {
    await writeFile(join(folder, 'file'), 'mine')
    for (const name of ['a.xls', 'a.csv', 'scheme.json', 'file'])
      expect((await refusal(writeScheme(join(folder, name), small))).code).toBe('bad-request')
    for (const name of ['file/a.zip', 'file/a'])
      expect((await refusal(writeScheme(join(folder, name), small))).code).toBe('file-unreadable')
    await mkdir(join(folder, 'a.zip'))
    expect((await refusal(writeScheme(join(folder, 'a.zip'), small))).code).toBe('file-unreadable')
    expect((await readdir(folder)).sort()).toEqual(['a.zip', 'file'])
    expect(await readFile(join(folder, 'file'), 'utf8')).toBe('mine')
  })
})

describe('the official workbook', () => {
  const workbook = () => writeOfficialWorkbook(join(folder, '3.0.xlsx'))

  test.each(FORMS)('comes back from %s the same scheme, corrections and all', async (name) => {
    for (const corrections of [[], ['EX_103-P22.100']] as const) {
      const before = await readScheme(await workbook(), { corrections })
      const path = join(folder, name)
      expect((await writeScheme(path, before.content)).extensions).toEqual(['chs-drg-3'])
      const after = await readScheme(path)
      expect(after.sha256).toBe(before.sha256)
      expect(after.content.form).toBe('official')
      const severe = aCase({ dx: ['P22.100', 'J96.000'] })
      expect(groupCase(after.compiled, severe)).toEqual(groupCase(before.compiled, severe))
      expect(groupCase(after.compiled, severe).drg).toBe(corrections.length === 0 ? 'BR11' : 'BR15')
    }
  })

  test('as a package can still take a correction', async () => {
    const path = join(folder, 'a.zip')
    await writeScheme(path, (await readScheme(await workbook())).content)
    const filled = await readScheme(path, { corrections: 'all' })
    expect(filled.sha256).toBe((await readScheme(await workbook(), { corrections: 'all' })).sha256)
    const line = filled.report.lines.find(({ kind }) => kind === 'corrected')
    expect(line).toMatchObject({ sheet: 'exclusions.csv', correction: 'EX_103-P22.100' })
  })

  describe('as a package that was edited', () => {
    let path: string
    beforeEach(async () => {
      path = join(folder, 'edited')
      await writeScheme(path, (await readScheme(await workbook())).content)
    })
    const edit = async (name: string, change: (text: string) => string) => {
      const before = await readFile(join(path, name), 'utf8')
      const after = change(before)
      expect(after).not.toBe(before)
      await writeFile(join(path, name), after)
    }

    test.each([
      ['drg.csv', 'QTZD in', 'QTZD inn', 'drg.csv 第 3 行“rule”列第 6 个字符处'],
      ['drg.csv', '{', '{DI_X,', 'drg.csv 第 3 行“rule”列'],
      ['adrg.csv', 'BR1,MDCB', 'BR1,MDCX', 'adrg.csv 第 3 行“mdc”列'],
      ['cc.csv', ',MCC,', ',C,', 'cc.csv 第 2 行“level”列'],
      ['mdc.csv', 'MDCB,', 'MDCB,,', 'mdc.csv 第 2 行'],
      ['exclusions.csv', 'exclusion,', 'table,', 'exclusions.csv 第 1 行：缺少列“exclusion”'],
      ['scheme.json', 'chs-drg-3', 'chs-drg-9', 'scheme.json'],
      ['scheme.json', '"corrections": []', '"corrections": ["EX_1"]', 'scheme.json'],
      ['scheme.json', '"corrections": []', '"corrections": 1', 'scheme.json'],
    ])('%s: “%s” → “%s” is refused, naming the place', async (name, from, to, place) => {
      await edit(name, (text) => text.replace(from, to))
      const { code, message } = await refusal(readScheme(path))
      expect(code).toBe('scheme-invalid')
      expect(message.zh).toContain(place)
    })

    test('a table that is missing is named', async () => {
      await rm(join(path, 'code_lists.csv'))
      expect((await refusal(readScheme(path))).message.en).toContain('code_lists.csv')
    })

    test('groups as it now says', async () => {
      const plain = await readScheme(path)
      await edit('cc.csv', (text) => `${text}I10.x00,高血压,CC,\n`)
      const edited = await readScheme(path)
      const mild = aCase({ dx: ['G43.000', 'i10.X00'] })
      expect([plain, edited].map(({ compiled }) => groupCase(compiled, mild).drg)).toEqual(['BR15', 'BR11'])
      expect(edited.sha256).not.toBe(plain.sha256)
    })
  })
})
