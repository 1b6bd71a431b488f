import { isUtf8 } from 'node:buffer'
import { basename } from 'node:path'
import type { FileFormat } from '#shared/contract/imports.ts'
import { type ProblemError, problem } from '#shared/domain/problem.ts'
import { type FileSource, readBytes } from './file-bytes.ts'

export type Encoding = NonNullable<FileFormat['encoding']>

/**
 * Decides the encoding of a text file: a byte order mark; else UTF-16 by its zero bytes; else UTF-8 when the whole file
 * is valid UTF-8 (one chunk would not do: the first Chinese name may come late); else GB18030, which covers GBK and
 * GB2312. Later bytes that are not GB18030 either stop the reading with `file-encoding`, never with wrong characters.
 */
export async function detectEncoding(source: FileSource): Promise<Encoding> {
  let rest: Buffer = Buffer.alloc(0)
  let first = true
  for await (const { data } of readBytes(source)) {
    if (first) {
      first = false
      const marked = byMark(data) ?? utf16ByZeros(data)
      if (marked !== null) return marked
    }
    const bytes = rest.length === 0 ? data : Buffer.concat([rest, data])
    const whole = bytes.length - openTail(bytes)
    if (!isUtf8(bytes.subarray(0, whole))) return 'gb18030'
    rest = Buffer.from(bytes.subarray(whole))
  }
  return rest.length === 0 ? 'utf-8' : 'gb18030'
}

function byMark(head: Buffer): Encoding | null {
  if (head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf) return 'utf-8'
  if (head[0] === 0xff && head[1] === 0xfe) return 'utf-16le'
  if (head[0] === 0xfe && head[1] === 0xff) return 'utf-16be'
  return null
}

/**
 * UTF-16 without a mark: every delimiter, digit and line break has a zero byte on one side. A table has at least a
 * tenth of such characters; neither UTF-8 nor GB18030 text has any zero byte.
 */
function utf16ByZeros(head: Buffer): Encoding | null {
  const length = Math.min(head.length - (head.length % 2), 64 * 1024)
  let even = 0
  let odd = 0
  for (let at = 0; at < length; at += 2) {
    if (head[at] === 0) even++
    if (head[at + 1] === 0) odd++
  }
  const enough = length / 20
  // A few characters (㐀) have a zero byte on the other side.
  if (odd >= enough && odd > even) return 'utf-16le'
  if (even >= enough && even > odd) return 'utf-16be'
  return null
}

/** How many bytes at the end belong to a UTF-8 character that goes on in the next chunk. */
function openTail(bytes: Buffer): number {
  for (let back = 1; back <= 3 && back <= bytes.length; back++) {
    const byte = bytes[bytes.length - back]!
    if (byte < 0x80) return 0
    if (byte < 0xc0) continue
    const need = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2
    return need > back ? back : 0
  }
  return 0
}

/** A strict decoder: bytes that are no character of the encoding throw. */
export function strictDecoder(encoding: Encoding): TextDecoder {
  return new TextDecoder(encoding, { fatal: true })
}

const ENCODING_NAMES: Readonly<Record<Encoding, string>> = {
  'utf-8': 'UTF-8',
  gb18030: 'GB18030',
  'utf-16le': 'UTF-16LE',
  'utf-16be': 'UTF-16BE',
}

export function encodingProblem(path: string, encoding: Encoding, row: number, chosen: boolean): ProblemError {
  const name = ENCODING_NAMES[encoding]
  const file = basename(path)
  const zh = chosen
    ? `文件 ${file} 第 ${row} 行附近的内容不是 ${name} 编码。请改选编码。`
    : `文件 ${file} 的编码无法识别：第 ${row} 行附近的内容既不是 UTF-8 也不是 ${name}。请在来源系统重新导出为 UTF-8 或 GB18030，或另存为 .xlsx。`
  const en = chosen
    ? `Near row ${row}, the file ${file} is not ${name}. Choose another encoding.`
    : `The encoding of ${file} is unknown: near row ${row} it is neither UTF-8 nor ${name}. Export it again as UTF-8 or GB18030, or save it as .xlsx.`
  return problem('file-encoding', zh, en, { file: path, row, encoding: name })
}
