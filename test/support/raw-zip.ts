import { crc32, deflateRawSync } from 'node:zlib'

/** An entry of an archive, with what its headers say of it left to the test. */
export interface RawEntry {
  readonly name: string
  readonly content?: string | Uint8Array
  /** General purpose flags: 1 encrypted, 8 sizes follow the data. */
  readonly flags?: number
  /** 0 stored, 8 deflated (the default). */
  readonly method?: number
  /** What the directory says of the unpacked size, where that is not the truth. */
  readonly declared?: number
  /** What the directory says of the packed size. */
  readonly declaredPacked?: number
  /** Stand at the data of an earlier entry, by its place, instead of having data of its own. */
  readonly dataOf?: number
}

/**
 * Writes an archive exactly as told, also in ways a library refuses to write: names that lead elsewhere, two entries of one
 * name, sizes that are not true, entries that share their data.
 */
export function rawZip(entries: readonly RawEntry[]): Buffer {
  const parts: Buffer[] = []
  const directory: Buffer[] = []
  const offsets: number[] = []
  let at = 0
  for (const { name, content = '', flags = 0, method = 8, declared, declaredPacked, dataOf } of entries) {
    const bytes = Buffer.from(content)
    const packed = method === 8 ? deflateRawSync(bytes) : bytes
    const nameBytes = Buffer.from(name)
    const fields = (packedSize: number, size: number): Buffer => {
      const buffer = Buffer.alloc(26)
      buffer.writeUInt16LE(20, 0)
      buffer.writeUInt16LE(flags, 2)
      buffer.writeUInt16LE(method, 4)
      buffer.writeUInt32LE(crc32(bytes), 10)
      buffer.writeUInt32LE(packedSize, 14)
      buffer.writeUInt32LE(size, 18)
      buffer.writeUInt16LE(nameBytes.length, 22)
      return buffer
    }
    const offset = dataOf === undefined ? at : (offsets[dataOf] ?? 0)
    offsets.push(offset)
    if (dataOf === undefined) {
      const local = [signature(0x04034b50), fields(packed.length, bytes.length), nameBytes, packed]
      parts.push(...local)
      at += local.reduce((sum, part) => sum + part.length, 0)
    }
    const tail = Buffer.alloc(14)
    tail.writeUInt32LE(offset, 10)
    directory.push(
      Buffer.concat([
        signature(0x02014b50),
        Buffer.of(20, 0),
        fields(declaredPacked ?? packed.length, declared ?? bytes.length),
        tail,
        nameBytes,
      ]),
    )
  }
  const listed = Buffer.concat(directory)
  const end = Buffer.alloc(18)
  end.writeUInt16LE(entries.length, 4)
  end.writeUInt16LE(entries.length, 6)
  end.writeUInt32LE(listed.length, 8)
  end.writeUInt32LE(at, 12)
  return Buffer.concat([...parts, listed, signature(0x06054b50), end])
}

function signature(value: number): Buffer {
  const buffer = Buffer.alloc(4)
  buffer.writeUInt32LE(value)
  return buffer
}
