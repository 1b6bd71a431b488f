import { type FSWatcher, watch } from 'node:fs'
import { readdir } from 'node:fs/promises'

export interface FolderWatch {
  close(): void
}

/** Copying one file tells of itself many times. */
const QUIET_MS = 2_000
/** Network shares and some sticks tell nothing: their folder is looked at now and then. */
const LOOK_MS = 30_000

/** Tells when files of a folder come, go or change. Never keeps the program running, and never fails: an absent folder is looked for. */
export function watchFolder(folder: string, changed: () => void, lookMs = LOOK_MS, quietMs = QUIET_MS): FolderWatch {
  let watcher: FSWatcher | null = null
  let quiet: NodeJS.Timeout | null = null
  let names = ''
  let closed = false

  const tell = (): void => {
    if (closed) return
    if (quiet !== null) clearTimeout(quiet)
    quiet = setTimeout(changed, quietMs).unref()
  }
  const listen = (): void => {
    if (watcher !== null || closed) return
    try {
      watcher = watch(folder, { persistent: false }, tell)
      watcher.on('error', () => {
        watcher?.close()
        watcher = null
      })
    } catch {
      watcher = null
    }
  }
  const look = async (first: boolean): Promise<void> => {
    const found = (await readdir(folder).catch(() => [])).sort().join('\n')
    if (!first && found !== names) tell()
    names = found
    listen()
  }
  void look(true)
  const timer = setInterval(() => void look(false), lookMs).unref()
  return {
    close() {
      closed = true
      clearInterval(timer)
      if (quiet !== null) clearTimeout(quiet)
      watcher?.close()
    },
  }
}
