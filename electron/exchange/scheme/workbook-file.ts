import { open, stat } from 'node:fs/promises'
import { readZipEntries } from './zip-files.ts'

const ZIP_MAGIC = 0x504b0304

/** Whether a path leads to a workbook, by its content: an archive with the parts every workbook has. False where nothing is. */
export async function isWorkbook(path: string): Promise<boolean> {
  const info = await stat(path).catch(() => null)
  if (info === null || !info.isFile()) return false
  await using file = await open(path, 'r')
  const { buffer, bytesRead } = await file.read({ buffer: Buffer.alloc(4), position: 0 })
  if (bytesRead < 4 || buffer.readUInt32BE() !== ZIP_MAGIC) return false
  let found = false
  await readZipEntries(path, (name) => {
    if (name === '[Content_Types].xml' || name === 'xl/workbook.xml') found = true
    return false
  })
  return found
}
