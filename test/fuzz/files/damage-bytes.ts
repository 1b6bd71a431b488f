import type { Random } from '#demo/random.ts'

/** Values that lengths, counts and offsets of binary formats are caught out by. */
const NUMBERS: readonly Uint8Array[] = [
  Uint8Array.of(0, 0, 0, 0),
  Uint8Array.of(0xff, 0xff, 0xff, 0xff),
  Uint8Array.of(0xff, 0xff),
  Uint8Array.of(0xff, 0xff, 0xff, 0x7f),
  Uint8Array.of(0, 0, 0, 0x80),
  Uint8Array.of(1, 0, 0, 0),
]

function randomBytes(random: Random, length: number): Buffer {
  return Buffer.from(Array.from({ length }, () => random.int(0, 255)))
}

type Damage = (bytes: Buffer, random: Random) => Buffer

const DAMAGES: readonly Damage[] = [
  // Bits turned over.
  (bytes, random) => {
    for (let n = random.int(1, 8); n > 0; n--) bytes[place(bytes, random)]! ^= 1 << random.int(0, 7)
    return bytes
  },
  // Other bytes in place of some.
  (bytes, random) => {
    const put = random.chance(0.5) ? random.pick(NUMBERS) : randomBytes(random, random.int(1, 6))
    const at = place(bytes, random)
    bytes.set(put.subarray(0, bytes.length - at), at)
    return bytes
  },
  // Cut short, as by a full disk or a broken copy.
  (bytes, random) => bytes.subarray(0, random.int(0, bytes.length)),
  // The beginning lost.
  (bytes, random) => bytes.subarray(random.int(1, Math.min(64, bytes.length))),
  // A stretch twice, elsewhere, or gone.
  (bytes, random) => {
    const [from, to] = stretch(bytes, random)
    const at = random.int(0, bytes.length)
    return Buffer.concat([bytes.subarray(0, at), bytes.subarray(from, to), bytes.subarray(at)])
  },
  (bytes, random) => {
    const [from, to] = stretch(bytes, random)
    return Buffer.concat([bytes.subarray(0, from), bytes.subarray(to)])
  },
  // A block of zeros, as a failed disk leaves.
  (bytes, random) => {
    const [from, to] = stretch(bytes, random)
    return bytes.fill(0, from, to)
  },
  // Something appended.
  (bytes, random) => Buffer.concat([bytes, randomBytes(random, random.int(1, 200))]),
]

/** One to three damages, wherever they fall. */
export function damageBytes(original: Uint8Array, random: Random): Buffer {
  let bytes: Buffer = Buffer.from(original)
  for (let n = random.int(1, 3); n > 0 && bytes.length > 0; n--)
    bytes = Buffer.from(random.pick(DAMAGES)(bytes, random))
  return bytes
}

/** Archives keep their directory at the end, texts their header at the start: half of all places are near an end. */
function place(bytes: Buffer, random: Random): number {
  const near = Math.min(200, bytes.length - 1)
  const kind = random.int(0, 3)
  if (kind === 0) return random.int(0, near)
  if (kind === 1) return bytes.length - 1 - random.int(0, near)
  return random.int(0, bytes.length - 1)
}

function stretch(bytes: Buffer, random: Random): readonly [number, number] {
  const from = place(bytes, random)
  return [from, Math.min(bytes.length, from + random.int(1, random.chance(0.2) ? bytes.length : 60))]
}
