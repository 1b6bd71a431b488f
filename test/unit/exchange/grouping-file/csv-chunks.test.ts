import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readCsvChunks } from '#exchange/grouping-file/csv-chunks.ts'
import { cellTexts } from '#exchange/grouping-file/fill-record.ts'

const CHUNK = 1024 * 1024

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'keheng-chunks-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

async function read(
  content: string | Uint8Array,
): Promise<{ readonly rows: string[][]; readonly bytesRead: number[] }> {
  const path = join(folder, 'cases.csv')
  await writeFile(path, content)
  const rows: string[][] = []
  const bytesRead: number[] = []
  for await (const chunk of readCsvChunks(path)) {
    while (chunk.next()) rows.push(cellTexts(chunk.cells))
    bytesRead.push(chunk.bytesRead)
  }
  return { rows, bytesRead }
}

/** A first row that ends `before` bytes ahead of the border between the first two chunks, as a cell of its own. */
const filler = (before: number): string => `${'x'.repeat(CHUNK - before - 1)}\n`

describe('the border between two chunks', () => {
  const row = ['1', 'a\r\n"诊",b', '', 'last']
  const line = '1,"a\r\n""诊"",b",,last'
  const wide = Array.from({ length: Buffer.byteLength(line) + 3 }, (_, i) => i)
  test.each(wide)('%i bytes after the beginning of a row', async (before) => {
    for (const eol of ['\n', '\r\n']) {
      const { rows } = await read(`${filler(before)}${line}${eol}2,b,c,d`)
      expect(rows.slice(1)).toEqual([row, ['2', 'b', 'c', 'd']])
      expect(rows[0]).toEqual([filler(before).trimEnd()])
    }
  })
})

describe('a file', () => {
  test('that ends with the chunk, with and without a line break', async () => {
    const body = 'x'.repeat(CHUNK - 2)
    expect((await read(`${body},\n`)).rows.length).toBe(1)
    expect((await read(`${body}\n\n`)).rows).toEqual([[body], ['']])
    expect((await read(`a,${body}`)).rows).toEqual([['a', body]])
  })

  test('with a byte-order mark, or nothing but one, or nothing', async () => {
    expect((await read('\uFEFFid,x\n1,2\n')).rows).toEqual([
      ['id', 'x'],
      ['1', '2'],
    ])
    expect((await read('\uFEFF')).rows).toEqual([])
    expect((await read('')).rows).toEqual([])
  })

  test('with a row longer than a chunk', async () => {
    const long = 'y'.repeat(2 * CHUNK + 17)
    const { rows, bytesRead } = await read(`id\n"${long}",1\n2,3\n`)
    expect(rows).toEqual([['id'], [long, '1'], ['2', '3']])
    expect(bytesRead.at(-1)).toBe(long.length + 12)
  })
})

describe('a file that is refused', () => {
  const lines: readonly (readonly [string, () => string | Uint8Array, Record<string, unknown>])[] = [
    [
      'letters of another encoding',
      () => Buffer.concat([Buffer.from('a\n'), Buffer.of(0xd6, 0xd0)]),
      { code: 'file-encoding' },
    ],
    ['a letter cut off at its end', () => Buffer.from('a,诊').subarray(0, -1), { code: 'file-encoding' }],
    ['a mark never closed', () => `a\n"b${',c'.repeat(3 * CHUNK)}`, { code: 'file-unreadable', details: { row: 2 } }],
    ['text after a mark', () => 'a\nb\n"c"d\n', { code: 'file-unreadable', details: { row: 3 } }],
  ]
  test.each(lines)('%s', async (_, content, problem) => {
    await expect(read(content())).rejects.toMatchObject({ problem })
  })
})
