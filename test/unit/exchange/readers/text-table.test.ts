import { gzipSync } from 'node:zlib'
import iconv from 'iconv-lite'
import { describe, expect, test } from 'vitest'
import { openTable, type RawChunk } from '#exchange/readers/table.ts'
import { problemOf, rowsOf, temporaryFolder } from '../support.ts'

const file = temporaryFolder()
/** 㐀, 𠀀 and 䶮 are in GB18030 only as four bytes; 镕 and 喆 are common in names and outside GB2312. */
const ROWS = '姓名,科室\n朱镕喆,骨科\n㐀𠀀䶮,关节外科\n'
const CELLS = [
  ['姓名', '科室'],
  ['朱镕喆', '骨科'],
  ['㐀𠀀䶮', '关节外科'],
]

describe('encoding, decided for the whole file', () => {
  test.each([
    ['utf-8', Buffer.from(ROWS)],
    ['utf-8', Buffer.from(`\ufeff${ROWS}`)],
    ['gb18030', iconv.encode(ROWS, 'gb18030')],
    ['utf-16le', iconv.encode(ROWS, 'utf-16le', { addBOM: true })],
    ['utf-16be', iconv.encode(ROWS, 'utf-16be', { addBOM: true })],
    ['utf-16le', iconv.encode(ROWS, 'utf-16le', { addBOM: false })],
    ['utf-16be', iconv.encode(ROWS, 'utf-16be', { addBOM: false })],
  ])('%s #%#', async (encoding, bytes) => {
    const path = await file(`e${bytes.length}.csv`, bytes)
    expect((await openTable(path)).encoding).toBe(encoding)
    expect((await rowsOf(path)).filter((row) => row[0] !== '')).toEqual(CELLS)
  })

  test('the fixture is not UTF-8 by accident', () => {
    expect(() => new TextDecoder('utf-8', { fatal: true }).decode(iconv.encode(ROWS, 'gb18030'))).toThrow()
  })

  test('the first Chinese character may come after a megabyte of ASCII, split between two chunks', async () => {
    const ascii = 'a,b\n'.repeat(300_000)
    for (const encoding of ['utf-8', 'gb18030']) {
      for (const shift of ['', 'x', 'xx']) {
        const path = await file('late.csv', iconv.encode(`h${shift},i\n${ascii}${'骨,科\n'.repeat(80_000)}`, encoding))
        const table = await openTable(path)
        expect(table.encoding).toBe(encoding)
        let last: readonly string[] = []
        for await (const chunk of table.rows()) last = chunk.rows.findLast((row) => row[0] !== '') ?? last
        expect(last).toEqual(['骨', '科'])
      }
    }
  })

  test('bytes that are neither UTF-8 nor GB18030 are a problem, not question marks', async () => {
    const path = await file('bad.csv', Buffer.concat([Buffer.from('a,b\n1,2\n'), Buffer.from([0xff, 0xff, 0x0a])]))
    expect(await problemOf(rowsOf(path))).toBe('file-encoding')
  })

  test('a chosen encoding that does not fit is a problem', async () => {
    const path = await file('chosen.csv', iconv.encode(ROWS, 'gb18030'))
    expect(await problemOf(openTable(path, { encoding: 'utf-8' }))).toBe('file-encoding')
  })

  test('gzip is unpacked on the way', async () => {
    expect((await rowsOf(await file('a.csv.gz', gzipSync(Buffer.from(ROWS))))).slice(0, 3)).toEqual(CELLS)
    const half = gzipSync(Buffer.from(ROWS.repeat(1000)))
    expect(await problemOf(rowsOf(await file('half.gz', half.subarray(0, half.length / 2))))).toBe('file-unreadable')
  })
})

describe('what is no table', () => {
  test.each([
    ['old .xls', Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]), 'file-unreadable'],
    ['web page', Buffer.from('\n<html><table></table></html>'), 'file-unreadable'],
    ['empty', Buffer.alloc(0), 'file-empty'],
    ['zip without a workbook', Buffer.from('PK\x03\x04 nothing'), 'file-unreadable'],
  ])('%s', async (name, bytes, code) => {
    expect(await problemOf(openTable(await file(`${name}.xls`, bytes)))).toBe(code)
  })
  test('missing file, folder', async () => {
    expect(await problemOf(openTable('/nowhere/at-all.csv'))).toBe('file-not-found')
    expect(await problemOf(openTable('/tmp'))).toBe('file-unreadable')
  })
})

describe('delimiter, by consistency over the first lines', () => {
  test.each([
    [',', 'a,b,c\n1,2|3,4\n5,6|7,8\n'],
    ['\t', 'a\tb\tc\n1\t1,5\tx;y\n2\t2,5\tz\n'],
    [';', 'a;b\n1,50;x\n2,75;y\n'],
    ['|', 'a|b|c\n1|2, 3|4\n'],
    [',', '某某医院收费明细\n单位：元\na,b,c\n"x, y",2,3\n'],
    [',', 'only\none\ncolumn\n'],
    [';', 'a;b'],
  ] as const)('%j', async (delimiter, text) => {
    expect((await openTable(await file('d.csv', text))).delimiter).toBe(delimiter)
  })
})

describe('rows', () => {
  const chunksOf = async (text: string): Promise<RawChunk[]> => {
    const chunks: RawChunk[] = []
    for await (const chunk of (await openTable(await file('q.csv', text), { delimiter: ',' })).rows())
      chunks.push(chunk)
    return chunks
  }

  const tableOf = async (text: string) => {
    const chunks = await chunksOf(text)
    return {
      rows: chunks.flatMap((chunk) => chunk.rows),
      faults: chunks.flatMap((chunk) => chunk.faults.map((index) => chunk.firstRow + index - 1)),
    }
  }

  test('quotes hold delimiters, line breaks and doubled quotes; CRLF and LF may mix', async () => {
    const chunk = await tableOf('a,b\r\n"1,5","two\nlines"\r\n"5"" plate",x\n\r\nlast,y')
    expect(chunk.rows).toEqual([['a', 'b'], ['1,5', 'two\nlines'], ['5" plate', 'x'], [''], ['last', 'y']])
    expect(chunk.faults).toEqual([])
  })

  test('a stray quote costs its own line, not the rows after it', async () => {
    const chunk = await tableOf('a,b\n1,x\n"2寸钢钉,y\n3,z\n"4" bad,w\n5,"ok, too"')
    expect(chunk.rows.map((row) => row[0])).toEqual(['a', '1', '"2寸钢钉', '3', '"4" bad', '5'])
    expect(chunk.faults).toEqual([2, 4])
    expect(chunk.rows[5]).toEqual(['5', 'ok, too'])
  })

  test('a file of a stray quote per line is read in full, in time', async () => {
    const lines = 60_000
    const started = performance.now()
    const chunks = await chunksOf(`a,b\n${'"x,1\ny"z,"2\n'.repeat(lines)}`)
    expect(chunks.flatMap((chunk) => chunk.rows).filter((row) => row[0] !== '')).toHaveLength(1 + 2 * lines)
    expect(performance.now() - started).toBeLessThan(5000)
  })

  test('an open quote before megabytes of good rows loses one row', async () => {
    const chunks = await chunksOf(`a,b\n"open,1\n${'good,2\n'.repeat(500_000)}`)
    const rows = chunks.flatMap((chunk) => chunk.rows)
    expect(rows.filter((row) => row[0] === 'good')).toHaveLength(500_000)
    expect(chunks.flatMap((chunk) => chunk.faults.map((index) => chunk.firstRow + index))).toEqual([2])
  })

  test('row numbers run on over chunks, and progress ends at the size of the file', async () => {
    const path = await file('long.csv', 'a,b\n'.repeat(400_000))
    const table = await openTable(path)
    let next = 1
    let bytes = 0
    for await (const chunk of table.rows()) {
      expect(chunk.firstRow).toBe(next)
      next += chunk.rows.length
      bytes = chunk.bytesRead
    }
    expect(next - 1).toBeGreaterThanOrEqual(400_000)
    expect(bytes).toBe(table.bytes)
  })

  test('an abort ends the reading', async () => {
    const abort = new AbortController()
    const table = await openTable(await file('abort.csv', 'a,b\n'.repeat(400_000)))
    const read = async (): Promise<void> => {
      for await (const _ of table.rows({ signal: abort.signal })) abort.abort()
    }
    expect(await problemOf(read())).toBe('cancelled')
  })
})
