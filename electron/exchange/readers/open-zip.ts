import { open } from 'node:fs/promises'
import { type Options, openPromise, type ZipFile } from 'yauzl'

const END = Buffer.from('PK\u0005\u0006', 'latin1')
const END_BYTES = 22
const LONGEST_COMMENT = 0xffff
const LOCATOR = 0x07064b50
const LOCATOR_BYTES = 20
const RECORD_BYTES = 56

/**
 * Opens an archive whose zip64 fields have been looked at: the library reads wherever they point, and an offset beyond what a
 * number holds is thrown from inside its own callback, where nothing can catch it and the whole thread ends.
 *
 * @throws RangeError for an offset outside the file; what the library throws for anything else that is no archive
 */
export async function openZip(path: string, options: Options): Promise<ZipFile> {
  await requireOffsetsWithin(path)
  return openPromise(path, options)
}

/** Places as in APPNOTE.TXT 4.3.14 to 4.3.16, looked for as the library does. */
async function requireOffsetsWithin(path: string): Promise<void> {
  await using file = await open(path, 'r')
  const { size } = await file.stat()
  const tail = Buffer.alloc(Math.min(size, END_BYTES + LOCATOR_BYTES + LONGEST_COMMENT))
  await file.read(tail, 0, tail.length, size - tail.length)
  const locator = tail.lastIndexOf(END, tail.length - END_BYTES) - LOCATOR_BYTES
  if (tail.length < END_BYTES || locator < 0 || tail.readUInt32LE(locator) !== LOCATOR) return
  const recordAt = within(tail.readBigUInt64LE(locator + 8), size)
  const record = Buffer.alloc(RECORD_BYTES)
  await file.read(record, 0, record.length, recordAt)
  within(record.readBigUInt64LE(48), size)
}

function within(offset: bigint, size: number): number {
  if (offset > BigInt(size)) throw new RangeError('its zip64 directory points outside the file')
  return Number(offset)
}
