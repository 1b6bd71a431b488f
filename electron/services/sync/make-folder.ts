import { mkdir } from 'node:fs/promises'
import { asFileProblem } from '#exchange/readers/file-bytes.ts'

/** A folder for a file that is to be written. @throws ProblemError `file-unreadable` */
export async function makeFolder(path: string): Promise<void> {
  try {
    await mkdir(path, { recursive: true })
  } catch (error) {
    throw asFileProblem(error, path)
  }
}
