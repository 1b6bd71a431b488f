import { randomUUID } from 'node:crypto'
import { open, rename, rm } from 'node:fs/promises'
import { dirname } from 'node:path'

/**
 * Lets `write` fill a temporary file beside `path`, then puts it in place: flushed to the disk before it gets its name, so
 * that after a power cut there is the whole file or none. Whatever goes wrong, the temporary file is removed.
 *
 * @param mode of the new file, where the system knows modes
 */
export async function writeWhole<T>(
  path: string,
  write: (temporary: string) => Promise<T>,
  mode: number = 0o644,
): Promise<T> {
  const temporary = `${path}.${randomUUID()}.part`
  try {
    await (await open(temporary, 'wx', mode)).close()
    const result = await write(temporary)
    await flush(temporary, 'r+')
    await rename(temporary, path)
    // Windows opens no folders; its file system keeps the order of a flush and a rename by itself.
    if (process.platform !== 'win32') await flush(dirname(path), 'r')
    return result
  } catch (error) {
    await rm(temporary, { force: true })
    throw error
  }
}

async function flush(path: string, flags: 'r' | 'r+'): Promise<void> {
  await using handle = await open(path, flags)
  await handle.sync()
}
