import type { CodeIndex } from './code-index.ts'

/**
 * The codes of a `CodeIndex` findable by their bytes, so that a case read from a file needs no string per code. Insurers'
 * codes are ASCII and short (11 characters; 20 where a cause and a manifestation stand together, `A01.000x005+J17.0*`), so each
 * is kept inside the hash table itself and a look-up touches one place in memory. Others are left to the caller.
 */
export interface ByteCodes {
  /** Open addressing, eight integers a slot: the code's bytes padded with zeros, then its id; id 0 where the slot is free. */
  readonly slots: Int32Array
  /** Whether the index has codes that do not fit a slot. */
  readonly others: boolean
  /** The codes are in capitals, and small letters are read as capitals. */
  readonly foldCase: boolean
}

/** Codes numbered from 1 up. */
export function buildByteCodes({ ids, foldCase }: Pick<CodeIndex, 'ids' | 'foldCase'>): ByteCodes {
  // Between a quarter and half full: most look-ups end at their first slot, and the table stays in the cache.
  const slots = new Int32Array(SLOT_WORDS * 2 ** Math.ceil(Math.log2(2 * (ids.size + 1))))
  let others = false
  for (const [code, id] of ids) {
    if (!fitsKey(code)) {
      others = true
      continue
    }
    KEY.fill(0)
    for (let i = 0; i < code.length; i++) KEY[i] = code.charCodeAt(i)
    const at = findSlot(slots)
    slots.set(KEY_WORDS, at)
    slots[at + ID_WORD] = id
  }
  return { slots, others, foldCase }
}

/**
 * Reads codes joined by `|` from `bytes[from] … bytes[to - 1]` into `target`, 0 for each the scheme never looks at, and returns
 * how many there are: an empty text is one empty code. Returns -1, with nothing to rely on, where `target` is too short or
 * the text holds a code that may be one of the `others`.
 */
export function internBytes(target: Int32Array, codes: ByteCodes, bytes: Uint8Array, from: number, to: number): number {
  const { slots, others, foldCase } = codes
  let count = 0
  for (let at = from; ; at++) {
    let length = 0
    let strange = false
    for (; at < to; at++) {
      const byte = bytes[at] as number
      if (byte === BAR) break
      if (byte === 0 || byte > 0x7f || length === KEY_BYTES) strange = true
      else KEY[length++] = byte
    }
    if (count === target.length || (strange && others)) return -1
    if (foldCase) foldKey(length)
    for (let i = length; i < KEY_BYTES; i++) KEY[i] = 0
    target[count++] = strange ? 0 : (slots[findSlot(slots) + ID_WORD] as number)
    if (at >= to) return count
  }
}

function foldKey(length: number): void {
  for (let i = 0; i < length; i++) {
    const byte = KEY[i] as number
    if (byte >= SMALL_A && byte <= SMALL_Z) KEY[i] = byte - CASE_BIT
  }
}

/** The slot of the code in `KEY`, or the free one where it would stand. */
function findSlot(slots: Int32Array): number {
  let hash = 0
  for (let word = 0; word < ID_WORD; word++) hash = Math.imul(hash ^ (KEY_WORDS[word] as number), 0x9e3779b1)
  const last = slots.length - SLOT_WORDS
  for (let at = ((hash ^ (hash >>> 15)) << 3) & last; ; at = (at + SLOT_WORDS) & last) {
    if (slots[at + ID_WORD] === 0 || holdsKey(slots, at)) return at
  }
}

function holdsKey(slots: Int32Array, at: number): boolean {
  for (let word = 0; word < ID_WORD; word++) if (slots[at + word] !== KEY_WORDS[word]) return false
  return true
}

function fitsKey(code: string): boolean {
  for (let i = 0; i < code.length; i++) {
    const unit = code.charCodeAt(i)
    if (unit === 0 || unit > 0x7f) return false
  }
  return code.length <= KEY_BYTES
}

const BAR = 0x7c
const SMALL_A = 0x61
const SMALL_Z = 0x7a
const CASE_BIT = 0x20
const SLOT_WORDS = 8
const ID_WORD = SLOT_WORDS - 1
const KEY_BYTES = 4 * ID_WORD
/** The code at hand, as bytes and as the words a slot holds. */
const KEY = new Uint8Array(KEY_BYTES)
const KEY_WORDS = new Int32Array(KEY.buffer)
