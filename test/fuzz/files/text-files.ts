import { gzipSync } from 'node:zlib'
import iconv from 'iconv-lite'
import type { Random } from '#demo/random.ts'
import { damageBytes } from './damage-bytes.ts'

const ENCODINGS = ['utf-8', 'utf-8-bom', 'gb18030', 'utf-16le', 'utf-16be'] as const
const DELIMITERS = [',', '\t', ';', '|'] as const

/** A table as a text file: an encoding, a delimiter and line ends by chance, and sometimes none of them kept throughout. */
export function textFile(rows: readonly (readonly string[])[], random: Random): Buffer {
  const bytes = encode(tableText(rows, random), random)
  const packed = random.chance(0.06) ? gzipSync(bytes) : bytes
  return random.chance(0.3) ? damageBytes(packed, random) : packed
}

function tableText(rows: readonly (readonly string[])[], random: Random): string {
  const delimiter = random.pick(DELIMITERS)
  const newline = random.pick(['\n', '\r\n', '\r\n', '\r'])
  const quoting = random.pick(['needed', 'needed', 'always', 'never'] as const)
  const cell = (value: string) => {
    const needed = quoting === 'always' || (quoting === 'needed' && /[",\r\n\t;|]/.test(value))
    return needed ? `"${value.replaceAll('"', '""')}"` : value
  }
  const lines = rows.map((row) => row.map(cell).join(delimiter))
  let text = lines.join(newline) + (random.chance(0.8) ? newline : '')
  if (random.chance(0.25))
    text = insert(text, random.pick(['"', '""', '" ', '"\n', delimiter, '\u0000', '\r', '\n\n', '\ufeff']), random)
  if (random.chance(0.05)) text = `sep=${delimiter}${newline}${text}`
  return text
}

function insert(text: string, what: string, random: Random): string {
  let changed = text
  for (let n = random.int(1, 3); n > 0; n--) {
    const at = random.int(0, changed.length)
    changed = changed.slice(0, at) + what + changed.slice(at)
  }
  return changed
}

function encode(text: string, random: Random): Buffer {
  const encoding = random.pick(ENCODINGS)
  if (encoding === 'utf-8') return Buffer.from(text)
  if (encoding === 'utf-8-bom') return Buffer.from(`\ufeff${text}`)
  return iconv.encode(text, encoding, { addBOM: encoding !== 'gb18030' && random.chance(0.8) })
}
