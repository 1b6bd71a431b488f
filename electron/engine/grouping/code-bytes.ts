/**
 * The codes of a `CodeIndex` findable by their UTF-8 bytes, so that a case read from a file needs no string per code.
 * Open addressing: a slot holds an id, or 0 where it is free.
 */
export interface ByteCodes {
  readonly slots: Int32Array
  /** The bytes of code `id` are `text[starts[id]] … text[starts[id + 1] - 1]`. */
  readonly starts: Int32Array
  readonly text: Uint8Array
}

/** `ids`: codes numbered from 1 up without gaps, as in `CodeIndex`. */
export function buildByteCodes(ids: ReadonlyMap<string, number>): ByteCodes {
  const encoder = new TextEncoder()
  const codes: Uint8Array[] = []
  for (const [code, id] of ids) codes[id] = encoder.encode(code)
  const starts = new Int32Array(ids.size + 2)
  for (let id = 1; id <= ids.size; id++) {
    starts[id + 1] = (starts[id] as number) + (codes[id] as Uint8Array).length
  }
  const text = new Uint8Array(starts[ids.size + 1] as number)
  // At most a quarter full: nearly every look-up ends at its first slot.
  const slots = new Int32Array(2 ** Math.ceil(Math.log2(4 * (ids.size + 1))))
  for (let id = 1; id <= ids.size; id++) {
    const bytes = codes[id] as Uint8Array
    text.set(bytes, starts[id])
    let slot = slotOf(hashOf(bytes), slots.length)
    while (slots[slot] !== 0) slot = (slot + 1) & (slots.length - 1)
    slots[slot] = id
  }
  return { slots, starts, text }
}

/**
 * Reads codes joined by `|` from `bytes[from] … bytes[to - 1]` into `target`, 0 for each the scheme never looks at, and returns
 * how many there are: an empty text is one empty code. Returns -1, with nothing to rely on, when `target` is too short.
 */
export function internBytes(target: Int32Array, codes: ByteCodes, bytes: Uint8Array, from: number, to: number): number {
  let count = 0
  let start = from
  let hash = HASH_SEED
  for (let at = from; at <= to; at++) {
    const byte = at === to ? BAR : (bytes[at] as number)
    if (byte !== BAR) {
      hash = Math.imul(hash ^ byte, HASH_PRIME)
      continue
    }
    if (count === target.length) return -1
    target[count++] = find(codes, hash, bytes, start, at)
    start = at + 1
    hash = HASH_SEED
  }
  return count
}

function find(codes: ByteCodes, hash: number, bytes: Uint8Array, from: number, to: number): number {
  const { slots, starts, text } = codes
  const last = slots.length - 1
  for (let slot = slotOf(hash, slots.length); ; slot = (slot + 1) & last) {
    const id = slots[slot] as number
    if (id === 0) return 0
    const start = starts[id] as number
    if ((starts[id + 1] as number) - start === to - from && same(text, start, bytes, from, to)) return id
  }
}

function same(text: Uint8Array, start: number, bytes: Uint8Array, from: number, to: number): boolean {
  for (let at = from, place = start; at < to; at++, place++) if (text[place] !== bytes[at]) return false
  return true
}

const BAR = 0x7c

/** FNV-1a; its high bits are mixed down because a slot is taken from the low ones. */
const HASH_SEED = 0x811c9dc5 | 0
const HASH_PRIME = 0x01000193

function hashOf(bytes: Uint8Array): number {
  let hash = HASH_SEED
  for (const byte of bytes) hash = Math.imul(hash ^ byte, HASH_PRIME)
  return hash
}

function slotOf(hash: number, slots: number): number {
  return (hash ^ (hash >>> 15)) & (slots - 1)
}
