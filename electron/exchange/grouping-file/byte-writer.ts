/** Gathers bytes to be written; what has gathered is taken with `take`. */
export interface ByteWriter {
  readonly length: number
  text(text: string): void
  /** Copies the bytes from `from` to `to`. */
  copy(source: DataView, from: number, to: number): void
  /** The bytes gathered since the last call, the caller's until the next one; gathering begins anew. */
  take(): Uint8Array
}

export function createByteWriter(): ByteWriter {
  let bytes: Buffer
  let view: DataView
  let at = 0
  /** What was taken before; used in turn with `bytes`. */
  let spare: Buffer = Buffer.allocUnsafe(FIRST_BYTES)
  const moveTo = (next: Buffer): void => {
    bytes = next
    view = new DataView(next.buffer, next.byteOffset, next.byteLength)
  }
  moveTo(Buffer.allocUnsafe(FIRST_BYTES))
  const room = (count: number): void => {
    if (at + count <= bytes.length) return
    const larger = Buffer.allocUnsafe(Math.max(bytes.length * 2, at + count))
    bytes.copy(larger, 0, 0, at)
    moveTo(larger)
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
      const count = to - from
      room(count + WORD)
      // Cells and results are a few bytes long: shorter than the way to the native copy. What is copied too much is written over.
      const whole = Math.min(count, source.byteLength - WORD + 1 - from)
      let i = 0
      for (; i < whole; i += WORD) view.setInt32(at + i, source.getInt32(from + i, true), true)
      for (; i < count; i++) view.setUint8(at + i, source.getUint8(from + i))
      at += count
    },
    take() {
      const taken = bytes.subarray(0, at)
      const next = spare
      spare = bytes
      moveTo(next)
      at = 0
      return taken
    },
  }
}

const WORD = 4
/** Room for the results of a chunk of input and a little more. */
const FIRST_BYTES = 640 * 1024
