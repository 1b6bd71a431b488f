import { readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'

const PREFIX = 'keheng-package-'

/** Names the process that unpacks here, so that another can tell whether it is still at it. */
export const workFolderPrefix = (): string => `${PREFIX}${process.pid}-`

/**
 * Removes what packages left unpacked in `folder` when a process died with one open: they hold cases in clear. To be called
 * when the core starts.
 *
 * @returns how many folders were removed
 */
export async function removeAbandonedPackages(folder: string): Promise<number> {
  const names = await readdir(folder).catch((): string[] => [])
  const abandoned = names.filter((name) => {
    const owner = new RegExp(`^${PREFIX}(\\d+)-`).exec(name)?.[1]
    return owner !== undefined && !isRunning(Number(owner))
  })
  await Promise.all(abandoned.map((name) => rm(join(folder, name), { recursive: true, force: true })))
  return abandoned.length
}

/** Whether there is a process of this number, whosever it is. */
export function isRunning(processId: number): boolean {
  try {
    process.kill(processId, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== 'ESRCH'
  }
}
