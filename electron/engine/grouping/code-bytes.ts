import { capitals, findEither, isBeyondAscii, repeated } from './byte-words.ts'
import type { CodeIndex } from './code-index.ts'

/**
 * The codes of a `CodeIndex` findable by their bytes, so that a case read from a file needs no string per code. Insurers'
 * codes are short (`A01.000x005`), so each stands whole, as three words of four bytes, in the hash table, and a look-up touches
 * one place in memory. The others (`A01.000x005+J17.0*`) are looked up in the index itself, as text.
 */
export interface ByteCodes {
  /** Open addressing, four integers a slot: the words of the code, blank bytes as `|`, then its integer; 0: a free slot. */
  readonly slots: Int32Array
  readonly index: Pick<CodeIndex, 'ids' | 'foldCase'>
}

/** Built once for each index, and kept as long as it. */
export function byteCodesOf(index: ByteCodes['index']): ByteCodes {
  const known = BUILT.get(index)
  if (known !== undefined) return known
  const codes = buildByteCodes(index)
  BUILT.set(index, codes)
  return codes
}

const BUILT = new WeakMap<ByteCodes['index'], ByteCodes>()

function buildByteCodes(index: ByteCodes['index']): ByteCodes {
  // Never fuller than three quarters; no larger either, so that much of the table stays in the processor's cache.
  const size = 2 ** Math.ceil(Math.log2((index.ids.size * 4) / 3 + 1))
  const codes = { slots: new Int32Array(SLOT_WORDS * size), index }
  const encoder = new TextEncoder()
  const bytes = new Uint8Array(2 * KEY_BYTES)
  const view = new DataView(bytes.buffer)
  for (const [code, id] of index.ids) {
    if (code.length > KEY_BYTES) continue
    const { read, written } = encoder.encodeInto(code, bytes.subarray(0, KEY_BYTES))
    if (read < code.length || readCodes(codes, view, 0, written) !== 1 || PLACES[0] === IN_INDEX) continue
    const slot = findSlot(codes.slots, 0)
    codes.slots.set(WORDS.subarray(0, KEY_WORDS), slot)
    codes.slots[slot + ID] = id
  }
  return codes
}

/**
 * Reads codes joined by `|` from the UTF-8 text at `from` to `to` of `view` into `target`, 0 for each the scheme never looks at,
 * and returns how many there are: an empty text is one empty code. Returns -1, with nothing to rely on, where there are more
 * than 64 of them or fewer than 12 bytes follow them in `view`.
 */
export function internBytes(target: Int32Array, codes: ByteCodes, view: DataView, from: number, to: number): number {
  const { slots } = codes
  if (to + KEY_BYTES > view.byteLength) return -1
  // First where each code may stand, then what stands there: so the processor waits for all of them together.
  const count = readCodes(codes, view, from, to)
  for (let i = 0; i < count; i++) {
    target[i] = PLACES[i] === IN_INDEX ? (WORDS[KEY_WORDS * i] as number) : (slots[findSlot(slots, i) + ID] as number)
  }
  return count
}

/** Leaves the codes in `WORDS` and `PLACES`. One that does not fit a slot is looked up at once. */
function readCodes({ slots, index }: ByteCodes, view: DataView, from: number, to: number): number {
  const { foldCase } = index
  const last = slots.length - SLOT_WORDS
  let count = 0
  for (let at = from; ; at++) {
    if (count === MOST_CODES) return -1
    const start = at
    at = findEither(view, start, to, BARS, BARS)
    const length = at - start
    let first = wordOf(view, start, length)
    let second = wordOf(view, start + 4, length - 4)
    let third = wordOf(view, start + 8, length - 8)
    const at0 = KEY_WORDS * count
    if (length > KEY_BYTES || (foldCase && isBeyondAscii(first | second | third))) {
      PLACES[count] = IN_INDEX
      WORDS[at0] = idOfText(index, view, start, length)
    } else {
      if (foldCase) {
        first = capitals(first)
        second = capitals(second)
        third = capitals(third)
      }
      WORDS[at0] = first
      WORDS[at0 + 1] = second
      WORDS[at0 + 2] = third
      const hash = Math.imul(first ^ Math.imul(second ^ Math.imul(third, FACTOR), FACTOR), FACTOR)
      PLACES[count] = ((hash ^ (hash >>> 15)) << 2) & last
    }
    count++
    if (at >= to) return count
  }
}

/** The slot of the code `readCodes` left in place `i`, or the free one where it would stand. */
function findSlot(slots: Int32Array, i: number): number {
  const first = WORDS[KEY_WORDS * i] as number
  const second = WORDS[KEY_WORDS * i + 1] as number
  const third = WORDS[KEY_WORDS * i + 2] as number
  const last = slots.length - SLOT_WORDS
  for (let at = PLACES[i] as number; ; at = (at + SLOT_WORDS) & last) {
    if (slots[at + 1] === second && slots[at + 2] === third && slots[at] === first) return at
    if (slots[at + ID] === 0) return at
  }
}

function idOfText({ ids, foldCase }: ByteCodes['index'], view: DataView, from: number, length: number): number {
  const text = DECODER.decode(new Uint8Array(view.buffer, view.byteOffset + from, length))
  return ids.get(foldCase ? text.toUpperCase() : text) ?? 0
}

/** The first `count` bytes at `at` as a word, filled up with `|`, which stands in no code. */
function wordOf(view: DataView, at: number, count: number): number {
  const kept = KEPT[Math.max(0, Math.min(count, 4))] as number
  return (view.getInt32(at, true) & kept) | (BARS & ~kept)
}

/** Four `|`. */
const BARS = repeated(0x7c)
/** Mask of the first so many bytes of a word. */
const KEPT = Int32Array.of(0, 0xff, 0xffff, 0xffffff, -1)
const KEY_WORDS = 3
const KEY_BYTES = 4 * KEY_WORDS
const SLOT_WORDS = 4
const ID = 3
const FACTOR = 0x9e3779b1
/** A byte-order mark within a code is part of it, as in the text the index was built from. */
const DECODER = new TextDecoder('utf-8', { ignoreBOM: true })
/** A field never has more codes than this that are taken from its bytes. */
const MOST_CODES = 64
/** The codes at hand: their words and the slots to begin at; or `IN_INDEX` and, as first word, the integer found there. */
const WORDS = new Int32Array(KEY_WORDS * MOST_CODES)
const PLACES = new Int32Array(MOST_CODES)
const IN_INDEX = -1
