import { createWriteStream, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { ZipFile } from 'yazl'

/** A folder's files as a zip: how a scheme travels. */
export async function zipFolder(folder: string, path: string): Promise<string> {
  const zip = new ZipFile()
  for (const name of readdirSync(folder)) zip.addFile(join(folder, name), name)
  zip.end()
  await pipeline(zip.outputStream, createWriteStream(path))
  return path
}
