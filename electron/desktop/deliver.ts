import { randomUUID } from 'node:crypto'
import { constants, copyFile, open, rename, rm } from 'node:fs/promises'
import { basename, dirname, extname, join } from 'node:path'
import { type BrowserWindow, dialog } from 'electron'
import { realPathInside } from '#core/folders.ts'
import type { Reply } from '#shared/contract/reply.ts'
import { type Problem, type ProblemCode, ProblemError, problem } from '#shared/domain/problem.ts'

export interface Delivery {
  readonly path: string
  readonly suggestedName: string
}

export function isDelivery(request: unknown): request is Delivery {
  if (typeof request !== 'object' || request === null) return false
  const { path, suggestedName } = request as Partial<Record<keyof Delivery, unknown>>
  return typeof path === 'string' && typeof suggestedName === 'string'
}

/**
 * Asks where an exported file shall go and puts it there whole: copied beside the target under a temporary name,
 * forced to the disk, then renamed, so that a full USB stick never leaves half a report under the real name.
 */
export async function deliverFile(
  window: BrowserWindow,
  exportFolder: string,
  delivery: Delivery,
): Promise<Reply<{ readonly saved: boolean }>> {
  const source = await realPathInside(exportFolder, delivery.path)
  if (source === null) return refuse('not-allowed', '只能保存本程序导出的文件。', 'Only exported files can be saved.')
  const name = basename(delivery.suggestedName.replaceAll('\\', '/'))
  const ending = extname(name).slice(1)
  const filters = ending === '' ? {} : { filters: [{ name: ending.toUpperCase(), extensions: [ending] }] }
  const { canceled, filePath } = await dialog.showSaveDialog(window, { defaultPath: name, ...filters })
  if (canceled || filePath === '') return { ok: true, value: { saved: false } }
  try {
    await writeWhole(source, filePath)
    return { ok: true, value: { saved: true } }
  } catch (thrown) {
    const code = (thrown as NodeJS.ErrnoException).code ?? ''
    if (thrown instanceof ProblemError) return { ok: false, error: thrown.problem }
    return refuse(
      'file-unreadable',
      `没能保存到“${filePath}”（${code}）。请检查磁盘空间和权限，或文件是否正被打开。`,
      `Could not save to “${filePath}” (${code}). Check free space and rights, and whether the file is open elsewhere.`,
    )
  }
}

async function writeWhole(source: string, target: string): Promise<void> {
  const part = join(dirname(target), `.${randomUUID()}.part`)
  try {
    await copyFile(source, part, constants.COPYFILE_EXCL)
    const file = await open(part, 'r+')
    try {
      await file.sync()
    } finally {
      await file.close()
    }
    await rename(part, target)
  } catch (thrown) {
    await rm(part, { force: true })
    throw thrown
  }
}

function refuse(code: ProblemCode, zh: string, en: string): { readonly ok: false; readonly error: Problem } {
  return { ok: false, error: problem(code, zh, en).problem }
}
