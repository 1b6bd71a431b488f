import { createReadStream, createWriteStream, statSync } from 'node:fs'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { TextDecoderStream } from 'node:stream/web'
import { writeXlsxStream } from 'hucre/xlsx'
import Papa from 'papaparse'
import { startBenchCore } from './core.ts'
import { peakMemoryMb, timed } from './harness.ts'

/** What importing the workbook took, in a process that did nothing else. */
export interface WorkbookImport {
  readonly rows: number
  readonly megabytes: number
  readonly milliseconds: number
  readonly peakMemoryMb: number
}

const NUMBERS = new Set(['数量', '单价', '金额'])

/**
 * `node import-workbook.ts write CSV XLSX ROWS`: the first ROWS lines of the demonstration's charges as a spreadsheet program saves
 * them, texts in one shared table, amounts as numbers.
 * `node import-workbook.ts read FOLDER XLSX`: takes the workbook into a new book in FOLDER and prints a `WorkbookImport`.
 * Each in a process of its own, so that neither's memory is counted as the other's.
 */
const [action, first, xlsx, most] = process.argv.slice(2)
if (action === 'write') await writeWorkbook(first!, xlsx!, Number(most))
else process.stdout.write(JSON.stringify(await importWorkbook(first!, xlsx!)))

async function writeWorkbook(from: string, to: string, rows: number): Promise<void> {
  async function* cells(): AsyncGenerator<(string | number)[]> {
    const text = Readable.toWeb(createReadStream(from)).pipeThrough(new TextDecoderStream('gb18030'))
    const parsed = Readable.fromWeb(text).pipe(Papa.parse(Papa.NODE_STREAM_INPUT))
    let header: readonly string[] | null = null
    let left = rows
    for await (const row of parsed as AsyncIterable<string[]>) {
      if (header === null) {
        header = row
        yield row
        continue
      }
      const names = header
      yield row.map((cell, index) => (NUMBERS.has(names[index]!) ? Number(cell) : cell))
      if (--left === 0) return
    }
  }
  await pipeline(writeXlsxStream(cells(), { name: 'charges', inlineStrings: false }), createWriteStream(to))
}

async function importWorkbook(folder: string, path: string): Promise<WorkbookImport> {
  const core = startBenchCore(folder)
  try {
    await core.call('book.create', { path: join(folder, 'workbook.keheng'), name: 'bench' })
    const { value, ms } = await timed(() =>
      core.job('imports.commit', { source: { path, kind: 'charges' }, skipRejected: false }),
    )
    return {
      rows: value.accepted,
      megabytes: statSync(path).size / 1e6,
      milliseconds: ms,
      peakMemoryMb: peakMemoryMb(),
    }
  } finally {
    await core.close()
  }
}
