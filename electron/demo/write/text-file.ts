import { once } from 'node:events'
import { createWriteStream } from 'node:fs'
import { finished } from 'node:stream/promises'
import iconv from 'iconv-lite'

const FLUSH_CHARACTERS = 1 << 20

/** A GB18030 text file being written. Rows are counted without the header. */
export interface TextFile {
  /** Adds a line of text made with `gb` (and plain ASCII). */
  readonly row: (encodedText: string) => void
  /** Writes what has gathered, when it is enough for a write; resolves when the disk has caught up. */
  readonly flush: () => Promise<void>
  readonly close: () => Promise<{ readonly rows: number; readonly bytes: number }>
}

const encoded = new Map<string, string>()

/**
 * GB18030 bytes of a text as a string of the same bytes (latin1), remembered. Names repeat in hundreds of thousands
 * of lines; joining such strings and writing them as latin1 costs a tenth of encoding each line anew.
 */
export function gb(text: string): string {
  let bytes = encoded.get(text)
  if (bytes === undefined) {
    bytes = iconv.encode(text, 'gb18030').toString('latin1')
    encoded.set(text, bytes)
  }
  return bytes
}

/** Quotes a CSV cell where it must be. */
export function csvCell(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

/** Creates the file and writes its header; lines end with CRLF, as Windows programs export. */
export function createTextFile(path: string, header: readonly string[]): TextFile {
  const stream = createWriteStream(path)
  const ended = finished(stream)
  // A full disk must reach the caller through close(), not end the process while nobody is waiting.
  ended.catch(() => undefined)
  let buffer = `${gb(header.map(csvCell).join(','))}\r\n`
  let rows = 0
  const flush = async () => {
    if (buffer === '') return
    const chunk = Buffer.from(buffer, 'latin1')
    buffer = ''
    if (!stream.write(chunk)) await once(stream, 'drain')
  }
  return {
    row: (encodedText) => {
      buffer += `${encodedText}\r\n`
      rows++
    },
    flush: async () => {
      if (buffer.length >= FLUSH_CHARACTERS) await flush()
    },
    close: async () => {
      await flush()
      stream.end()
      await ended
      return { rows, bytes: stream.bytesWritten }
    },
  }
}
