/**
 * Text looked at four bytes at a time, as 32-bit words: a third of the work of looking at each byte. The first byte is the
 * lowest, whatever the machine. Callers see to it that three bytes more than they ask for can be read.
 */

/** Where the code at `from` ends: at the next `|`, or at `to`. */
export function endOfCode(view: DataView, from: number, to: number): number {
  for (let at = from; at < to; at += 4) {
    const bars = zeroBytes(view.getInt32(at, true) ^ BARS)
    if (bars !== 0) return Math.min(at + lowestByte(bars), to)
  }
  return to
}

/** The first `count` bytes at `at` as a word, none where `count` is negative; filled up with `|`, which stands in no code. */
export function wordOf(view: DataView, at: number, count: number): number {
  const kept = KEPT[Math.max(0, Math.min(count, 4))] as number
  return (view.getInt32(at, true) & kept) | (BARS & ~kept)
}

/** The small letters of four bytes of ASCII as capitals. */
export function capitals(word: number): number {
  const fromSmallA = word + (0x80 - SMALL_A) * EACH_BYTE
  const beyondSmallZ = word + (0x7f - SMALL_Z) * EACH_BYTE
  return word ^ ((fromSmallA & ~beyondSmallZ & HIGH_BITS) >>> 2)
}

/** Whether one of the four bytes is none of ASCII. */
export const isBeyondAscii = (word: number): boolean => (word & HIGH_BITS) !== 0

/** The high bit of the lowest byte that is 0; higher ones may be set wrongly. 0 when no byte is 0. */
function zeroBytes(word: number): number {
  return (word - EACH_BYTE) & ~word & HIGH_BITS
}

/** Which byte, from 0 up, the lowest bit set is in. */
function lowestByte(word: number): number {
  return (31 - Math.clz32(word & -word)) >> 3
}

const SMALL_A = 0x61
const SMALL_Z = 0x7a
const EACH_BYTE = 0x01010101
const HIGH_BITS = 0x80808080 | 0
const BARS = 0x7c7c7c7c
/** Masks of the first so many bytes of a word. */
const KEPT = Int32Array.of(0, 0xff, 0xffff, 0xffffff, -1)
