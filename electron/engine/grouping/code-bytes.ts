import { capitals, endOfCode, isBeyondAscii, wordOf } from './byte-words.ts'
import type { CodeIndex } from './code-index.ts'
import { inCapitals } from './definition.ts'

/**
 * The codes of a `CodeIndex` findable by their bytes, so that a case read from a file needs no string per code. They stand whole
 * in hash tables, as words of four bytes, so that a look-up touches one place in memory; what is longer than 20 bytes is
 * looked up in the index itself, as text.
 */
export interface ByteCodes {
  /** Codes of up to 12 bytes, as most are: `A01.000x005`. */
  readonly whole: WordTable
  /** The first 12 bytes of longer ones, numbered: of `A01.000x005+J17.0*`. */
  readonly stems: WordTable
  /** The number of the stem and the rest of such a code. */
  readonly tails: WordTable
  readonly index: Pick<CodeIndex, 'ids' | 'foldCase'>
}

/** Open addressing, four integers a slot: three words and what they stand for; 0: the slot is free. */
type WordTable = Int32Array

const BUILT = new WeakMap<ByteCodes['index'], ByteCodes>()

/** Built once for each index, and kept as long as it. */
export function byteCodesOf(index: ByteCodes['index']): ByteCodes {
  const known = BUILT.get(index)
  if (known !== undefined) return known
  const codes = buildByteCodes(index)
  BUILT.set(index, codes)
  return codes
}

function buildByteCodes(index: ByteCodes['index']): ByteCodes {
  const whole: Entry[] = []
  const stems = new Map<string, Entry>()
  const tails: Entry[] = []
  const encoder = new TextEncoder()
  const bytes = new Uint8Array(LONGEST)
  const view = new DataView(bytes.buffer)
  for (const [code, id] of index.ids) {
    const { read, written } = encoder.encodeInto(code, bytes)
    // No record's code holds a `|`; and letters beyond ASCII may have capitals too, which only text tells.
    if (read < code.length || code.includes('|') || (index.foldCase && written > read)) continue
    const word = (at: number) => wordOf(view, at, written - at)
    const start = [word(0), word(4), word(8)] as const
    if (written <= STEM_BYTES) {
      whole.push([...start, id])
      continue
    }
    const key = start.join(' ')
    const stem = stems.get(key) ?? [...start, stems.size + 1]
    stems.set(key, stem)
    tails.push([stem[VALUE], word(12), word(16), id])
  }
  return { whole: tableOf(whole), stems: tableOf([...stems.values()]), tails: tableOf(tails), index }
}

type Entry = readonly [first: number, second: number, third: number, value: number]

function tableOf(entries: readonly Entry[]): WordTable {
  // Never fuller than three quarters; no larger either, so that much of the table stays in the processor's cache.
  const table = new Int32Array(SLOT_WORDS * 2 ** Math.ceil(Math.log2((entries.length * 4) / 3 + 1)))
  for (const entry of entries) table.set(entry, slotOf(table, entry[0], entry[1], entry[2]))
  return table
}

/**
 * Reads codes joined by `|` from the UTF-8 text at `from` to `to` of `view` into `target`, 0 for each the scheme never looks at,
 * and returns how many there are: an empty text is one empty code. Returns -1, with nothing to rely on, where `target` is too
 * short for them or fewer than 20 bytes follow them in `view`.
 */
export function internBytes(target: Int32Array, codes: ByteCodes, view: DataView, from: number, to: number): number {
  if (to + LONGEST > view.byteLength) return -1
  let count = 0
  for (let at = from; ; at++) {
    if (count === target.length) return -1
    const start = at
    at = endOfCode(view, start, to)
    target[count++] = idOf(codes, view, start, at - start)
    if (at >= to) return count
  }
}

/** The way of most codes is kept short, for the sake of the compiler, which only puts so much into one place. */
function idOf(codes: ByteCodes, view: DataView, start: number, length: number): number {
  if (length > STEM_BYTES || codes.index.foldCase) return idOfOther(codes, view, start, length)
  return standsFor(
    codes.whole,
    wordOf(view, start, length),
    wordOf(view, start + 4, length - 4),
    wordOf(view, start + 8, length - 8),
  )
}

/** Of any code, in any case. */
function idOfOther({ whole, stems, tails, index }: ByteCodes, view: DataView, start: number, length: number): number {
  if (length > LONGEST) return idOfText(index, view, start, length)
  for (let i = 0; i < KEY.length; i++) {
    const word = wordOf(view, start + 4 * i, length - 4 * i)
    // Letters beyond ASCII may have capitals too.
    if (index.foldCase && isBeyondAscii(word)) return idOfText(index, view, start, length)
    KEY[i] = index.foldCase ? capitals(word) : word
  }
  const isWhole = length <= STEM_BYTES
  const found = standsFor(isWhole ? whole : stems, KEY[0] as number, KEY[1] as number, KEY[2] as number)
  return isWhole ? found : standsFor(tails, found, KEY[3] as number, KEY[4] as number)
}

function idOfText({ ids, foldCase }: ByteCodes['index'], view: DataView, start: number, length: number): number {
  const text = DECODER.decode(new Uint8Array(view.buffer, view.byteOffset + start, length))
  return ids.get(foldCase ? inCapitals(text) : text) ?? 0
}

/** What three words stand for; 0: nothing. */
function standsFor(table: WordTable, first: number, second: number, third: number): number {
  return table[slotOf(table, first, second, third) + VALUE] as number
}

/** The slot of three words, or the free one where they would stand. */
function slotOf(table: WordTable, first: number, second: number, third: number): number {
  const last = table.length - SLOT_WORDS
  const hash = Math.imul(first ^ Math.imul(second ^ Math.imul(third, FACTOR), FACTOR), FACTOR)
  for (let at = ((hash ^ (hash >>> 15)) << 2) & last; ; at = (at + SLOT_WORDS) & last) {
    if (table[at] === first && table[at + 1] === second && table[at + 2] === third) return at
    if (table[at + VALUE] === 0) return at
  }
}

/** The words of a code at hand. */
const KEY = new Int32Array(5)
const STEM_BYTES = 12
const LONGEST = 20
const SLOT_WORDS = 4
const VALUE = 3
const FACTOR = 0x9e3779b1
/** A byte-order mark within a code is part of it, as in the text the index was built from. */
const DECODER = new TextDecoder('utf-8', { ignoreBOM: true })
