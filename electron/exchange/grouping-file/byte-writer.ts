/** Gathers bytes to be written; what has gathered is taken with `take`. */
export interface ByteWriter {
  readonly length: number
  text(text: string): void
  copy(source: Uint8Array, from: number, to: number): void
  /** The bytes gathered since the last call; they are the caller's, and gathering begins anew. */
  take(): Uint8Array
}

export function createByteWriter(): ByteWriter {
  let bytes = Buffer.allocUnsafe(FIRST_BYTES)
  let at = 0
  const room = (count: number): void => {
    if (at + count <= bytes.length) return
    const larger = Buffer.allocUnsafe(Math.max(bytes.length * 2, at + count))
    bytes.copy(larger, 0, 0, at)
    bytes = larger
  }
  return {
    get length() {
      return at
    },
    text(text) {
      room(text.length * 3)
      at += bytes.write(text, at, 'utf8')
    },
    copy(source, from, to) {
      room(to - from)
      // Cells and results are a few bytes long: shorter than the way to the native copy.
      for (let i = from; i < to; i++) bytes[at++] = source[i] as number
    },
    take() {
      const taken = bytes.subarray(0, at)
      bytes = Buffer.allocUnsafe(FIRST_BYTES)
      at = 0
      return taken
    },
  }
}

/** Room for the results of a chunk of input and a little more. */
const FIRST_BYTES = 640 * 1024
