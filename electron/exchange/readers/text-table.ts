import type { FileFormat } from '#shared/contract/imports.ts'
import { guessDelimiter, guessNewline } from './delimiter.ts'
import { detectEncoding, encodingProblem, strictDecoder } from './encoding.ts'
import { asFileProblem, type FileSource, readBytes } from './file-bytes.ts'
import { createRowSplitter } from './row-splitter.ts'
import type { RawChunk, RowsOptions, TableReader } from './table.ts'

const SAMPLE_CHARACTERS = 128 * 1024

export async function openTextTable(source: FileSource, format: FileFormat): Promise<TableReader> {
  const encoding = format.encoding ?? (await detectEncoding(source))
  const chosen = format.encoding !== undefined
  const { path, bytes } = source

  /** Decoded text, chunk by chunk; `row` tells where the reading stands when bytes are no characters. */
  async function* texts(row: () => number, signal?: AbortSignal): AsyncGenerator<{ text: string; bytesRead: number }> {
    const decoder = strictDecoder(encoding)
    const decode = (data?: Buffer): string => {
      try {
        return data === undefined ? decoder.decode() : decoder.decode(data, { stream: true })
      } catch {
        throw encodingProblem(path, encoding, row(), chosen)
      }
    }
    for await (const { data, bytesRead } of readBytes(source, signal)) yield { text: decode(data), bytesRead }
    yield { text: decode(), bytesRead: bytes }
  }

  const sample = await readSample(texts(() => 1))
  const delimiter = format.delimiter ?? guessDelimiter(sample)
  const newline = guessNewline(sample)

  async function* rows(options: RowsOptions = {}): AsyncGenerator<RawChunk> {
    const splitter = createRowSplitter(delimiter, newline)
    let firstRow = 1
    let last = 0
    try {
      for await (const { text, bytesRead } of texts(() => firstRow, options.signal)) {
        const split = splitter.push(text)
        last = bytesRead
        if (split.rows.length === 0) continue
        yield { firstRow, ...split, bytesRead }
        firstRow += split.rows.length
      }
    } catch (error) {
      throw asFileProblem(error, path)
    }
    const rest = splitter.end()
    if (rest.rows.length > 0) yield { firstRow, ...rest, bytesRead: last }
  }

  return { type: 'text', path, bytes, encoding, delimiter, date1904: false, rows }
}

async function readSample(texts: AsyncIterable<{ readonly text: string }>): Promise<string> {
  let sample = ''
  for await (const { text } of texts) {
    sample += text
    if (sample.length >= SAMPLE_CHARACTERS) break
  }
  return sample
}
