import { createReadStream } from 'node:fs'
import { type FileHandle, open } from 'node:fs/promises'
import { createInterface } from 'node:readline'

/** Rows set aside in a file until their package is written: a hospital's lines are read once, whoever they are for. */
export interface Spool<Row> {
  readonly count: number
  add(row: Row): Promise<void>
  /** Ends the writing; the rows may then be read, as often as wanted. */
  finish(): Promise<void>
  rows(): AsyncGenerator<Row>
}

const BUFFER = 256 * 1024

export async function createSpool<Row>(path: string): Promise<Spool<Row>> {
  let file: FileHandle | null = await open(path, 'wx', 0o600)
  let text = ''
  let count = 0
  return {
    get count() {
      return count
    },
    async add(row) {
      count++
      text += `${JSON.stringify(row)}\n`
      if (text.length < BUFFER) return
      const full = text
      text = ''
      await file?.write(full)
    },
    async finish() {
      if (text !== '') await file?.write(text)
      text = ''
      await file?.close()
      file = null
    },
    async *rows() {
      for await (const line of createInterface({ input: createReadStream(path) })) yield JSON.parse(line) as Row
    },
  }
}
