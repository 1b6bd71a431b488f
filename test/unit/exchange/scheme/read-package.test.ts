import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import { writeXlsx } from 'hucre/xlsx'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { ZipFile } from 'yazl'
import { compileScheme } from '#engine/grouping/compile.ts'
import { groupCase } from '#engine/grouping/group.ts'
import { readSchemePackage } from '#exchange/scheme/read-package.ts'
import { type Problem, ProblemError } from '#shared/domain/problem.ts'

const FILES: Readonly<Record<string, string>> = {
  'scheme.json': JSON.stringify({
    format: 'grouping-scheme/1',
    kind: 'DRG',
    code: 'T',
    name: '测试',
    region: '某市',
    year: 2024,
    adrg_without_drg: 'stop',
    retry_secondary_procedures: false,
    ungrouped: ['0000', '00', '0000'],
    rejected: ['', '', ''],
    later: 'an unknown key',
  }),
  'mdc.csv': 'mdc,name,order,rule\nMDCB,神经,1,pdx in @HEAD\n',
  'adrg.csv': 'adrg,mdc,name,kind,order,rule\nBR1,MDCB,"头痛,眩晕",medical,1,true\n',
  'drg.csv': 'drg,adrg,name,order,rule\nBR11,BR1,伴,1,"mcc or cc"\nBR15,BR1,不伴,2,true\n',
  'code_lists.csv': 'list,code\nHEAD,G43.000\n',
  'cc.csv': 'code,level,exclusion\nI10.x00,CC,1\n',
  'exclusions.csv': 'exclusion,code\n1,I11.000\n',
  'codes.csv': 'kind,code,name\ndx,G43.000,偏头痛\nproc,00.4500,一根\n',
  'code_map.csv': 'kind,from,to\ndx,G43.9,G43.000\n',
}

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'keheng-scheme-'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

async function packageFolder(changes: Readonly<Record<string, string | Uint8Array | null>> = {}): Promise<string> {
  const path = join(folder, 'package')
  await mkdir(path)
  for (const [name, content] of Object.entries({ ...FILES, ...changes })) {
    if (content !== null) await writeFile(join(path, name), content)
  }
  return path
}

async function zipOf(entries: Readonly<Record<string, string | Uint8Array>>): Promise<string> {
  const zip = new ZipFile()
  for (const [name, content] of Object.entries(entries)) zip.addBuffer(Buffer.from(content), name)
  zip.end()
  const path = join(folder, 'package.zip')
  await writeFile(path, await buffer(zip.outputStream))
  return path
}

/** Overwrites the unpacked size that the archive's directory tells of one entry. */
async function declareSize(path: string, name: string, size: number): Promise<void> {
  const bytes = await readFile(path)
  const nameAt = bytes.lastIndexOf(name)
  const entryAt = nameAt - 46
  expect(bytes.readUInt32LE(entryAt)).toBe(0x02014b50)
  bytes.writeUInt32LE(size, entryAt + 24)
  await writeFile(path, bytes)
}

async function workbookOf(changes: Readonly<Record<string, (string | number | boolean)[][]>> = {}): Promise<string> {
  const sheets = Object.entries(FILES)
    .filter(([name]) => name.endsWith('.csv'))
    .map(([name, content]) => ({
      name: name.replace('.csv', ''),
      rows: content
        .trimEnd()
        .split('\n')
        .map((line) => line.replaceAll('"头痛,眩晕"', '头痛').replaceAll('"', '').split(',')),
    }))
  const scheme = [
    ['key', 'value'],
    ['format', 'grouping-scheme/1'],
    ['kind', 'DRG'],
    ['code', 'T'],
    ['name', '测试'],
    ['region', '某市'],
    ['year', 2024],
    ['adrg_without_drg', 'stop'],
    ['retry_secondary_procedures', false],
    ['ungrouped', '0000|00|0000'],
    ['rejected', '||'],
  ]
  const all = [{ name: 'scheme', rows: scheme }, ...sheets].map((sheet) => ({
    ...sheet,
    rows: changes[sheet.name] ?? sheet.rows,
  }))
  const path = join(folder, 'package.xlsx')
  await writeFile(path, await writeXlsx({ sheets: all }))
  return path
}

async function refusal(path: string): Promise<Problem> {
  const error = await readSchemePackage(path).then(
    () => undefined,
    (reason: unknown) => reason,
  )
  expect(error).toBeInstanceOf(ProblemError)
  return (error as ProblemError).problem
}

const aCase = {
  sex: 'F' as const,
  age: 40,
  ageDays: null,
  birthWeight: null,
  los: null,
  icuHours: null,
  discharge: null,
  dept: null,
  dx: ['G43.000', 'I10.x00'],
  proc: [],
}

describe('a good package', () => {
  test('reads from a folder, and groups', async () => {
    const { tables, findings, sha256 } = await readSchemePackage(await packageFolder())
    expect(findings).toEqual([])
    expect(sha256).toMatch(/^[0-9a-f]{64}$/)
    expect(tables.header).toMatchObject({ code: 'T', adrgWithoutDrg: 'stop', ungrouped: { mdc: '0000', adrg: '00' } })
    expect(tables.adrg[0]?.name).toBe('头痛,眩晕')
    expect(groupCase(compileScheme(tables), aCase).drg).toBe('BR11')
  })

  test('the same content has the same hash as folder, zip, zip with a folder inside, in any order of columns', async () => {
    const { sha256 } = await readSchemePackage(await packageFolder())
    expect((await readSchemePackage(await zipOf(FILES))).sha256).toBe(sha256)
    const inside = Object.fromEntries(Object.entries(FILES).map(([name, content]) => [`方案/${name}`, content]))
    expect((await readSchemePackage(await zipOf({ ...inside, 'README.txt': 'x' }))).sha256).toBe(sha256)
    const turned = {
      'cc.csv': 'exclusion,note,code,level\r\n1,x,I10.x00,CC\r\n',
      'codes.csv': `\uFEFF${FILES['codes.csv']}`,
    }
    expect((await readSchemePackage(await zipOf({ ...FILES, ...turned }))).sha256).toBe(sha256)
    const other = { 'cc.csv': 'code,level,exclusion\nI10.x00,MCC,1\n' }
    expect((await readSchemePackage(await zipOf({ ...FILES, ...other }))).sha256).not.toBe(sha256)
  })

  test('reads from a workbook', async () => {
    const { tables, findings } = await readSchemePackage(await workbookOf())
    expect(findings).toEqual([])
    expect(tables.codes[1]).toEqual({ kind: 'proc', code: '00.4500', name: '一根' })
    expect(groupCase(compileScheme(tables), aCase).drg).toBe('BR11')
  })

  test('names and code map may be missing', async () => {
    const path = await packageFolder({ 'codes.csv': null, 'code_map.csv': null })
    expect((await readSchemePackage(path)).tables.codes).toEqual([])
  })

  test('faults between the tables come back as findings', async () => {
    const path = await packageFolder({ 'mdc.csv': 'mdc,name,order,rule\nMDCB,,1,pdx in @NONE\n' })
    expect((await readSchemePackage(path)).findings.map(({ code }) => code)).toEqual(['unknown-list'])
  })
})

describe('a package that cannot be read is refused with its place', () => {
  const gb18030 = Uint8Array.of(0xc9, 0xf1, 0xbe, 0xad)
  const lines: readonly (readonly [string, Record<string, string | Uint8Array | null>, string, number | null])[] = [
    ['missing table', { 'cc.csv': null }, 'cc.csv', null],
    ['missing column', { 'cc.csv': 'code,grade,exclusion\n' }, 'cc.csv', 1],
    ['short row', { 'cc.csv': 'code,level,exclusion\na,CC,1\nb,CC\n' }, 'cc.csv', 3],
    ['blank line inside', { 'cc.csv': 'code,level,exclusion\na,CC,1\n\nb,CC,1\n' }, 'cc.csv', 3],
    ['wrong level', { 'cc.csv': 'code,level,exclusion\na,cc,1\n' }, 'cc.csv', 2],
    ['wrong kind', { 'codes.csv': 'kind,code,name\nicd,a,b\n' }, 'codes.csv', 2],
    ['order in words', { 'mdc.csv': 'mdc,name,order,rule\nMDCB,,first,true\n' }, 'mdc.csv', 2],
    ['unpaired quote', { 'drg.csv': 'drg,adrg,name,order,rule\nBR11,BR1,"x,1,true\n' }, 'drg.csv', 2],
    ['wrong encoding', { 'mdc.csv': gb18030 }, 'mdc.csv', 1],
    ['broken JSON', { 'scheme.json': '{' }, 'scheme.json', null],
    ['another format', { 'scheme.json': '{"format":"grouping-scheme/9"}' }, 'scheme.json', null],
  ]
  test.each(lines)('%s', async (_, changes, file, row) => {
    const { code, details, message } = await refusal(await packageFolder(changes))
    expect(code).toBe('scheme-invalid')
    expect(details).toMatchObject({ file, row })
    expect(message.zh).toContain(file)
    expect(message.en).toContain(file)
  })

  test('nothing at the path', async () => {
    expect((await refusal(join(folder, 'nowhere.zip'))).code).toBe('file-not-found')
  })

  test('no scheme.json', async () => {
    expect((await refusal(await packageFolder({ 'scheme.json': null }))).message.en).toContain('no scheme.json')
    expect((await refusal(await zipOf({ 'mdc.csv': 'x' }))).message.en).toContain('no scheme.json')
  })

  test('not a zip at all', async () => {
    const path = join(folder, 'package.zip')
    await writeFile(path, 'hello')
    expect((await refusal(path)).message.zh).toContain('无法打开')
  })

  test('a truncated zip', async () => {
    const path = await zipOf(FILES)
    await writeFile(path, (await readFile(path)).subarray(0, -10))
    expect((await refusal(path)).code).toBe('scheme-invalid')
  })

  test('a path that leads out of the zip', async () => {
    const path = await zipOf({ ...FILES, 'XX/evil.csv': 'x' })
    const bytes = await readFile(path)
    // The writing library refuses such a name too, so it is put into the finished archive.
    await writeFile(path, Buffer.from(bytes.toString('latin1').replaceAll('XX/evil.csv', '../evil.csv'), 'latin1'))
    const { details, message } = await refusal(path)
    expect(details).toMatchObject({ entry: '../evil.csv' })
    expect(message.en).toContain('leads out of the package')
  })

  test('a link that leads out of the folder', async () => {
    await writeFile(join(folder, 'secret.csv'), FILES['cc.csv'] ?? '')
    const path = await packageFolder({ 'cc.csv': null })
    await symlink(join(folder, 'secret.csv'), join(path, 'cc.csv'))
    expect((await refusal(path)).message.en).toContain('leads out of the package')
  })

  test('too many files', async () => {
    const many = Object.fromEntries(Array.from({ length: 70 }, (_, i) => [`${i}.txt`, '']))
    expect((await refusal(await zipOf({ ...FILES, ...many }))).message.en).toContain('more than 64 files')
    expect((await refusal(await packageFolder(many))).message.en).toContain('more than 64 files')
  })

  test('more than 200 MB unpacked, by its own directory', async () => {
    const path = await zipOf({ ...FILES, 'bomb.csv': 'x'.repeat(1000) })
    await declareSize(path, 'bomb.csv', 201 * 1024 * 1024)
    expect((await refusal(path)).message.en).toContain('larger than 200 MB')
  })

  test('an entry that unpacks to more than its directory says', async () => {
    const path = await zipOf({ ...FILES, 'bomb.csv': 'x'.repeat(1_000_000) })
    await declareSize(path, 'bomb.csv', 10)
    expect((await refusal(path)).message.en).toContain('cannot be opened')
  })

  test('two schemes in one zip', async () => {
    const header = FILES['scheme.json'] ?? ''
    expect((await refusal(await zipOf({ 'a/scheme.json': header, 'b/scheme.json': header }))).message.en).toContain(
      'more than one scheme',
    )
  })

  test('a workbook cell in which Excel turned a code into a number', async () => {
    const codes = [
      ['kind', 'code', 'name'],
      ['proc', 0.45, 'x'],
    ]
    const { details, message } = await refusal(await workbookOf({ codes }))
    expect(details).toMatchObject({ row: 2, column: 'code' })
    expect(message.zh).toContain('文本')
  })

  test('a workbook without the sheet scheme', async () => {
    const path = join(folder, 'other.xlsx')
    await writeFile(path, await writeXlsx({ sheets: [{ name: 'Sheet1', rows: [['a']] }] }))
    expect((await refusal(path)).message.en).toContain('no sheet “scheme”')
  })
})
