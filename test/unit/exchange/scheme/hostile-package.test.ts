import { cp, mkdir, mkdtemp, open, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import fc from 'fast-check'
import { writeXlsx } from 'hucre/xlsx'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { openPromise } from 'yauzl'
import { readDipPackage } from '#exchange/dip/read-dip.ts'
import { readScheme } from '#exchange/scheme/read-scheme.ts'
import { type Problem, ProblemError } from '#shared/domain/problem.ts'
import { writeOfficialWorkbook } from '../../../support/official-workbook.ts'
import { type RawEntry, rawZip } from '../../../support/raw-zip.ts'

const DEMO = join(import.meta.dirname, '..', '..', '..', '..', 'resources', 'demo')
const MEGABYTE = 1024 * 1024

/** Both kinds of package go through the same doors; what is wrong with a file is told of either in the same way. */
const KINDS = [
  { kind: 'DRG', folder: 'scheme', table: 'cc.csv', header: 'code,level,exclusion', read: readScheme },
  { kind: 'DIP', folder: 'dip', table: 'chapters.csv', header: 'chapter,name,from,to', read: readDipPackage },
] as const
type Kind = (typeof KINDS)[number]

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'keheng-hostile-'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

/** The refusal, with a sentence in either language that names the file; a package that is read fails the test. */
async function refusal({ read }: Pick<Kind, 'read'>, path: string): Promise<Problem> {
  const error = await read(path).then(
    () => undefined,
    (reason: unknown) => reason,
  )
  if (!(error instanceof ProblemError)) throw error ?? new Error('the package was read')
  const { code, message } = error.problem
  expect(code).toBe('scheme-invalid')
  expect(message.zh).toMatch(/[\u4e00-\u9fff]/)
  expect(message.en).not.toMatch(/[\u4e00-\u9fff]{3}/)
  return error.problem
}

async function entriesOf(kind: Kind): Promise<RawEntry[]> {
  const names = await readdir(join(DEMO, kind.folder))
  return Promise.all(
    names.map(async (name) => ({ name, content: await readFile(join(DEMO, kind.folder, name), 'utf8') })),
  )
}

async function zipped(entries: readonly RawEntry[], name = 'package.zip'): Promise<string> {
  const path = join(folder, name)
  await writeFile(path, rawZip(entries))
  return path
}

async function copied(kind: Kind): Promise<string> {
  const path = join(folder, 'package')
  await cp(join(DEMO, kind.folder), path, { recursive: true })
  return path
}

/** A file of this size that takes no room on the disk. */
async function sparse(name: string, head: Uint8Array, size: number): Promise<string> {
  const path = join(folder, name)
  await using file = await open(path, 'w')
  await file.write(head)
  await file.truncate(size)
  return path
}

describe.each(KINDS)('a $kind package', (kind) => {
  test('is read from an archive written by hand', async () => {
    await kind.read(await zipped(await entriesOf(kind)))
  })

  test.each([
    ['GBK, as older Excel saves it', Uint8Array.of(0xc9, 0xf1, 0xbe, 0xad)],
    ['UTF-16 without a mark', Buffer.from('a', 'utf16le')],
  ])('with a table in %s is refused at the row', async (_, bytes) => {
    const path = await copied(kind)
    await writeFile(join(path, kind.table), Buffer.concat([Buffer.from(`${kind.header}\na,b,c,d\n`), bytes]))
    const { details, message } = await refusal(kind, path)
    expect(details).toMatchObject({ file: kind.table, row: 3 })
    expect(message.zh).toContain(`${kind.table} 第 3 行：文件不是 UTF-8 编码`)
    expect(message.en).toContain(`${kind.table}, row 3: the file is not UTF-8`)
  })

  test.each(['utf16le', 'utf16le with mark', 'header'])('in UTF-16 is refused (%s)', async (how) => {
    const path = await copied(kind)
    const name = how === 'header' ? 'scheme.json' : kind.table
    const text = await readFile(join(path, name), 'utf8')
    await writeFile(join(path, name), Buffer.from(how.includes('mark') ? `\uFEFF${text}` : text, 'utf16le'))
    expect((await refusal(kind, path)).details).toMatchObject({ file: name, row: 1 })
  })

  test('with a column misnamed or there twice is refused', async () => {
    const [first = '', ...others] = kind.header.split(',')
    const path = await copied(kind)
    for (const [header, zh, en] of [
      [`x${kind.header}`, `缺少列“${first}”`, `column “${first}” is missing`],
      [`${first},${kind.header}`, `“${first}”列：有两列同名`, `column ${first}: two columns have this name`],
      [others.join(','), `缺少列“${first}”`, `column “${first}” is missing`],
    ] as const) {
      await writeFile(join(path, kind.table), `${header}\n`)
      const { details, message } = await refusal(kind, path)
      expect(details).toMatchObject({ file: kind.table, row: 1 })
      expect(message.zh).toContain(zh)
      expect(message.en).toContain(en)
    }
  })
})

describe.each(KINDS)('an archive of kind $kind', (kind) => {
  const evil = async (...more: readonly RawEntry[]) =>
    refusal(kind, await zipped([...(await entriesOf(kind)), ...more]))

  test.each(['../evil.csv', 'a/../../evil.csv', '/etc/evil.csv', 'C:/evil.csv', '..\\evil.csv', 'C:\\evil.csv'])(
    'with the path %s is refused',
    async (name) => {
      const { message, details } = await evil({ name, content: 'x' })
      expect(details?.entry).toBe(name.replaceAll('\\', '/'))
      expect(message.zh).toContain('指向方案包之外')
      expect(message.en).toContain('leads out of the package')
    },
  )

  test('that tells of more than 200 MB is refused before anything is unpacked', async () => {
    // It does not unpack to that; had it been tried, that would have been told first.
    const { message } = await evil({ name: 'bomb.csv', content: 'x', declared: 201 * MEGABYTE })
    expect(message.zh).toContain('超过 200 MB')
    expect(message.en).toContain('larger than 200 MB')
  })

  test('whose entries share one piece of data is held to the sum of what they tell', async () => {
    const own = await entriesOf(kind)
    const content = Buffer.alloc(11 * MEGABYTE)
    const bombs = Array.from({ length: 20 }, (_, at): RawEntry => {
      const name = `bomb${at}.csv`
      return at === 0 ? { name, content } : { name, declared: content.length, dataOf: own.length }
    })
    expect((await refusal(kind, await zipped([...own, ...bombs]))).message.en).toContain('larger than 200 MB')
  })

  test('whose entry unpacks to more than it tells is refused', async () => {
    for (const declared of [0, 10]) {
      const { message } = await evil({ name: 'bomb.csv', content: Buffer.alloc(MEGABYTE), declared })
      expect(message.en).toContain('cannot be opened')
    }
  })

  test('of many entries is refused', async () => {
    const many = Array.from({ length: 64 }, (_, at) => ({ name: `${at}/`, method: 0 }))
    expect((await evil(...many)).message.en).toContain('more than 64 files')
  })

  test.each([kind.table, `./${kind.table}`, `.//${kind.table}`])(
    'with one name twice, written %s, is refused',
    async (name) => {
      const { message } = await evil({ name, content: `${kind.header}\n` })
      expect(message.en).toContain(`${kind.table} ×2`)
    },
  )

  test('that is encrypted is refused', async () => {
    const entries = (await entriesOf(kind)).map((entry) => ({ ...entry, flags: 1 }))
    const { message } = await refusal(kind, await zipped(entries))
    expect(message.zh).toContain('已加密')
    expect(message.en).toContain('encrypted')
  })

  test('packed in a way that is not known is refused', async () => {
    const entries = (await entriesOf(kind)).map((entry) => ({ ...entry, method: 99 }))
    expect((await refusal(kind, await zipped(entries))).message.en).toContain('cannot be opened')
  })

  test('cut short anywhere is refused', async () => {
    const whole = rawZip(await entriesOf(kind))
    const path = join(folder, 'package.zip')
    await fc.assert(
      fc.asyncProperty(fc.nat(whole.length - 1), async (length) => {
        await writeFile(path, whole.subarray(0, length))
        await refusal(kind, path)
      }),
      { numRuns: 40, examples: [[0], [1], [4], [whole.length - 1]] },
    )
  })

  test('that holds its package inside another archive is not opened twice', async () => {
    const inner = rawZip(await entriesOf(kind))
    expect((await refusal(kind, await zipped([{ name: 'inner.zip', content: inner }]))).message.en).toContain(
      'no scheme.json',
    )
  })

  test('of more than 200 MB as a file is refused without reading it', async () => {
    for (const name of ['package.zip', 'package.xlsx']) {
      const path = await sparse(name, Buffer.from('PK\x03\x04', 'latin1'), 201 * MEGABYTE)
      expect((await refusal(kind, path)).message.zh).toContain(`${name} 超过 200 MB`)
    }
  })
})

describe.each(KINDS)('a folder of kind $kind', (kind) => {
  test.each([
    ['a link that leads out', 'leads out of the package', (at: string) => symlink(join(DEMO, 'groups.csv'), at)],
    ['a link to nothing', 'cannot be opened', (at: string) => symlink(join(folder, 'nothing.csv'), at)],
    ['a link to itself', 'cannot be opened', (at: string) => symlink(at, at)],
    ['a folder in place of a table', 'cannot be opened', (at: string) => mkdir(at)],
    [
      'a table of more than 200 MB',
      'larger than 200 MB',
      (at: string) => sparse(at.slice(folder.length), Buffer.of(), 201 * MEGABYTE),
    ],
  ])('with %s is refused', async (_, words, put) => {
    const path = await copied(kind)
    const table = join(path, kind.table)
    await rm(table)
    await put(table)
    expect((await refusal(kind, path)).message.en).toContain(words)
  })

  test('may hold a link to a file of its own', async () => {
    const path = await copied(kind)
    await cp(join(path, kind.table), join(path, 'kept.csv'))
    await rm(join(path, kind.table))
    await symlink('kept.csv', join(path, kind.table))
    await kind.read(path)
  })
})

describe('a workbook', () => {
  const bomb = (more: Partial<RawEntry>): RawEntry => ({
    name: 'xl/worksheets/sheet9.xml',
    content: Buffer.alloc(2 * MEGABYTE),
    ...more,
  })

  /** The entries of a workbook, to be written again with others among them. */
  async function parts(path: string): Promise<RawEntry[]> {
    const zip = await openPromise(path, { autoClose: false })
    const entries: RawEntry[] = []
    for await (const entry of zip.eachEntry()) {
      entries.push({ name: entry.fileName, content: await buffer(await zip.openReadStreamPromise(entry)) })
    }
    zip.close()
    return entries
  }

  const books = {
    official: async () => writeOfficialWorkbook(join(folder, 'official.xlsx')),
    package: async () => {
      const path = join(folder, 'plain.xlsx')
      const scheme = [
        ['key', 'value'],
        ['format', 'grouping-scheme/1'],
      ]
      await writeFile(path, await writeXlsx({ sheets: [{ name: 'scheme', rows: scheme }] }))
      return path
    },
  }

  test.each(Object.keys(books) as (keyof typeof books)[])(
    'that tells of more than 200 MB is refused before anything is unpacked (%s)',
    async (form) => {
      const entries = await parts(await books[form]())
      const path = await zipped([...entries, bomb({ declared: 201 * MEGABYTE })], 'huge.xlsx')
      for (const kind of form === 'package' ? KINDS : KINDS.slice(0, 1)) {
        expect((await refusal(kind, path)).message.en).toContain('huge.xlsx is larger than 200 MB')
      }
    },
  )

  test('whose sheet unpacks to more than it tells, or keeps its size to itself, is refused', async () => {
    const entries = await parts(await books.package())
    for (const change of [{ declared: 0 }, { declared: 100 }, { flags: 8, declared: 0, declaredPacked: 0 }]) {
      const path = await zipped([...entries, bomb(change)], 'lies.xlsx')
      for (const kind of KINDS) expect((await refusal(kind, path)).message.en).toContain('cannot be opened')
    }
  })

  test('that names a row past the end of any sheet is refused', async () => {
    const entries = (await parts(await books.package())).map((entry) =>
      entry.name.startsWith('xl/worksheets/')
        ? {
            ...entry,
            content: Buffer.from(entry.content ?? '')
              .toString()
              .replaceAll(/r="A2"/g, 'r="XFD1048576"'),
          }
        : entry,
    )
    const path = await zipped(entries, 'wide.xlsx')
    for (const kind of KINDS) await refusal(kind, path)
  })

  test('of another kind of content is refused in words', async () => {
    const path = await zipped([{ name: 'xl/workbook.xml', content: '<workbook/>' }], 'empty.xlsx')
    const error = await readScheme(path).catch((reason: unknown) => reason)
    expect(error).toBeInstanceOf(ProblemError)
    expect((error as ProblemError).problem.message.zh).toContain('empty.xlsx')
  })
})
