import { readdir, stat } from 'node:fs/promises'
import { basename, extname, join } from 'node:path'
import { z } from 'zod'
import type { CallContext, DataEvent, Handlers } from '#core/handler.ts'
import { sha256File } from '#exchange/readers/file-bytes.ts'
import type { InboxFile, InboxSettings } from '#shared/contract/imports.ts'
import { problem } from '#shared/domain/problem.ts'
import { importedHashes } from '#store/batches.ts'
import { localTime } from './clock.ts'
import { type FolderWatch, watchFolder } from './folder-watch.ts'
import type { Session } from './session.ts'
import type { SettingsFile } from './settings-file.ts'

type InboxHandlers = Pick<Handlers, 'inbox.settings' | 'inbox.setFolder' | 'inbox.list'>

const SETTING = 'import.inbox'
const settingSchema = z.object({ folder: z.string() }).nullable().catch(null)

const OFFERED: ReadonlySet<string> = new Set(['.csv', '.txt', '.tsv', '.gz', '.xlsx'])
/** Offered at a time; the newest of a folder that is used for more than this. */
const MOST = 200
/** A file that changed this recently is perhaps still being copied. */
const SETTLED_MS = 1_500

export interface Inbox {
  readonly handlers: InboxHandlers
  close(): void
}

/**
 * A folder into which others put files for the department. Files whose content the open book has not taken in are offered, and nothing
 * more: whoever works here looks at the preview and decides. The folder is a setting of this machine.
 */
export function createInbox(session: Session, settings: SettingsFile, emit: (event: DataEvent) => void): Inbox {
  const hashes = new Map<string, { readonly mark: string; readonly sha256: string }>()
  let watching: { readonly folder: string; readonly watch: FolderWatch } | null = null

  const folderOf = (): string | null => settingSchema.parse(settings.all()[SETTING] ?? null)?.folder ?? null
  /** From the first time that somebody asks, so that a command which doesn't leaves the folder alone. */
  const watch = (folder: string | null): void => {
    if (watching?.folder === folder) return
    watching?.watch.close()
    watching = folder === null ? null : { folder, watch: watchFolder(folder, () => emit({ type: 'inbox-changed' })) }
  }
  const state = async (): Promise<InboxSettings> => {
    const folder = folderOf()
    watch(folder)
    return { folder, readable: folder !== null && (await isFolder(folder)) }
  }

  async function hashOf(path: string, mark: string): Promise<string> {
    const known = hashes.get(path)
    if (known?.mark === mark) return known.sha256
    const sha256 = await sha256File(path)
    hashes.set(path, { mark, sha256 })
    return sha256
  }

  async function offered({ breathe }: CallContext): Promise<InboxFile[]> {
    const folder = folderOf()
    watch(folder)
    if (folder === null) return []
    const imported = importedHashes(session.book().reader)
    const found: InboxFile[] = []
    for (const file of await newestFiles(folder)) {
      await breathe()
      // A file that went away meanwhile, or that another program holds, is offered the next time.
      const sha256 = await hashOf(file.path, `${file.bytes} ${file.modified}`).catch(() => null)
      if (sha256 === null || imported.has(sha256)) continue
      const { path, bytes, modified } = file
      found.push({ path, name: basename(path), bytes, modifiedAt: localTime(new Date(modified)) })
    }
    return found
  }

  return {
    handlers: {
      'inbox.settings': state,
      'inbox.setFolder': async ({ folder }) => {
        if (folder !== null && !(await isFolder(folder))) throw noFolder(folder)
        settings.set(SETTING, folder === null ? null : { folder })
        hashes.clear()
        return state()
      },
      'inbox.list': (_request, context) => offered(context),
    },
    close: () => watch(null),
  }
}

async function isFolder(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isDirectory()
  } catch {
    return false
  }
}

interface FoundFile {
  readonly path: string
  readonly bytes: number
  readonly modified: number
}

/** None of a folder that cannot be read: a stick or a share may be away for a while. */
async function newestFiles(folder: string): Promise<FoundFile[]> {
  const names = await readdir(folder).catch(() => [])
  const wanted = names.filter(
    (name) => OFFERED.has(extname(name).toLowerCase()) && !name.startsWith('.') && !name.startsWith('~$'),
  )
  const found = await Promise.all(
    wanted.map(async (name): Promise<FoundFile | null> => {
      const path = join(folder, name)
      const file = await stat(path).catch(() => null)
      const settled = file?.isFile() && file.size > 0 && Date.now() - file.mtimeMs > SETTLED_MS
      return file !== null && settled ? { path, bytes: file.size, modified: file.mtimeMs } : null
    }),
  )
  return found
    .filter((file) => file !== null)
    .sort((a, b) => b.modified - a.modified)
    .slice(0, MOST)
}

const noFolder = (folder: string) =>
  problem(
    'file-not-found',
    `没有文件夹 ${folder}，或没有读取它的权限。请另选一个。`,
    `There is no folder ${folder}, or it may not be read. Choose another.`,
    { file: folder },
  )
