import type { Random } from '#demo/random.ts'
import { type RawEntry, rawZip } from '../../support/raw-zip.ts'
import { damageBytes } from './damage-bytes.ts'

export interface Part {
  readonly name: string
  readonly content: string | Uint8Array
}

const NAMES = [
  '../evil.txt',
  '/etc/x',
  'C:\\x',
  'a\\b',
  '',
  '.',
  'xl',
  `${'n'.repeat(300)}`,
  '\u0000',
  'tables/cases.csv',
  'scheme.json',
]

type Lie = (entries: RawEntry[], random: Random) => void

const any = (entries: readonly RawEntry[], random: Random): number => random.int(0, entries.length - 1)

const LIES: readonly Lie[] = [
  (entries, random) => entries.splice(any(entries, random), 1),
  (entries, random) => entries.push({ ...entries[any(entries, random)]! }),
  (entries, random) => change(entries, random, { name: random.pick(NAMES) }),
  (entries, random) => change(entries, random, { flags: random.pick([1, 8, 0x800, 0x41, 0xffff]) }),
  (entries, random) => change(entries, random, { method: random.pick([0, 1, 8, 9, 12, 14, 99, 0xffff]) }),
  (entries, random) => change(entries, random, { declared: random.pick([0, 1, 0x7fffffff, 0xfffffffe, 0xffffffff]) }),
  (entries, random) =>
    change(entries, random, { declaredPacked: random.pick([0, 1, 0x7fffffff, 0xfffffffe, 0xffffffff]) }),
  // Entries that share their data.
  (entries, random) => entries.push({ ...entries[any(entries, random)]!, name: 'shared', dataOf: 0 }),
  // What packs a thousand to one, told as it is or as something small.
  (entries, random) => {
    const bomb = Buffer.alloc(random.pick([2, 8, 40]) * 1024 * 1024, random.pick(['\u0000', ' ', '<c>', '1,']))
    const at = any(entries, random)
    entries[at] = { ...entries[at]!, content: bomb, ...(random.chance(0.5) ? { declared: 1000 } : {}) }
  },
  (entries, random) => {
    for (let n = random.pick([70, 1100, 12_000]); n > 0; n--) entries.push({ name: `e${n}`, content: '' })
  },
]

function change(entries: RawEntry[], random: Random, what: Partial<RawEntry>): void {
  const at = any(entries, random)
  entries[at] = { ...entries[at]!, ...what }
}

/** A zip of these parts; sometimes with lies about it, in its directory or in zip64 fields, and sometimes damaged. */
export function archiveOf(parts: readonly Part[], random: Random): Buffer {
  const entries: RawEntry[] = [...parts]
  if (random.chance(0.35))
    for (let n = random.int(1, 2); n > 0 && entries.length > 0; n--) random.pick(LIES)(entries, random)
  const bytes = rawZip(entries)
  if (random.chance(0.1)) return withZip64(bytes, random)
  return random.chance(0.25) ? damageBytes(bytes, random) : bytes
}

/**
 * Puts a zip64 end record and its locator before the end, with counts, sizes and offsets that are right or not, and makes
 * the end record point to it (APPNOTE 4.3.14 to 4.3.16).
 */
function withZip64(zip: Buffer, random: Random): Buffer {
  const end = zip.subarray(-22)
  const before = zip.subarray(0, -22)
  const lie = (truth: number): bigint => {
    if (random.chance(0.6)) return BigInt(truth)
    return random.pick([0n, 1n, BigInt(zip.length), 0xffffffffn, 0x7fffffffffffffffn, 0xffffffffffffffffn])
  }
  const record = Buffer.alloc(56)
  record.writeUInt32LE(0x06064b50, 0)
  record.writeBigUInt64LE(lie(44), 4)
  record.writeUInt16LE(45, 12)
  record.writeUInt16LE(45, 14)
  record.writeBigUInt64LE(lie(end.readUInt16LE(8)), 24)
  record.writeBigUInt64LE(lie(end.readUInt16LE(10)), 32)
  record.writeBigUInt64LE(lie(end.readUInt32LE(12)), 40)
  record.writeBigUInt64LE(lie(end.readUInt32LE(16)), 48)
  const locator = Buffer.alloc(20)
  locator.writeUInt32LE(0x07064b50, 0)
  locator.writeBigUInt64LE(lie(before.length), 8)
  locator.writeUInt32LE(1, 16)
  const marked = Buffer.from(end)
  if (random.chance(0.8)) marked.writeUInt32LE(0xffffffff, 16)
  if (random.chance(0.5)) marked.writeUInt16LE(0xffff, 10)
  if (random.chance(0.5)) marked.writeUInt32LE(0xffffffff, 12)
  return Buffer.concat([before, record, locator, marked])
}
