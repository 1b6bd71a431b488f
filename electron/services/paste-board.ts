import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { ImportSource } from '#shared/contract/imports.ts'
import { problem } from '#shared/domain/problem.ts'
import type { Session } from './session.ts'

export interface PasteBoard {
  /** @throws ProblemError `file-empty`, `file-unreadable` when the temporary file cannot be written */
  put(text: string): ImportSource
}

/** Texts kept: preview and import come after the paste, in one window or another. */
const KEPT = 3

/**
 * Tables pasted from a spreadsheet, as temporary files that only this person can read: from there they go the way of every file. They
 * do not outlive the book they were pasted for.
 */
export function createPasteBoard(session: Session): PasteBoard {
  const folders: string[] = []
  const keep = (count: number): void => {
    const past = folders.length - count
    for (const folder of past > 0 ? folders.splice(0, past) : []) rmSync(folder, { recursive: true, force: true })
  }
  session.onEvent(({ type }) => {
    if (type === 'book-changed') keep(0)
  })
  return {
    put(text) {
      session.book()
      if (text.trim() === '')
        throw problem('file-empty', '剪贴板里没有表格。', 'There is no table on the clipboard.', {})
      try {
        const folder = mkdtempSync(join(tmpdir(), 'keheng-paste-'))
        folders.push(folder)
        keep(KEPT)
        const path = join(folder, 'table.tsv')
        writeFileSync(path, text, { mode: 0o600 })
        // What a spreadsheet copies is tab-separated, whatever its cells hold.
        return { path, name: '粘贴的表格', format: { encoding: 'utf-8', delimiter: '\t' } }
      } catch (error) {
        const code = (error as NodeJS.ErrnoException).code ?? ''
        throw problem(
          'file-unreadable',
          `粘贴的表格不能暂存（${code}）。请检查磁盘空间，或改为导入文件。`,
          `The pasted table cannot be kept for a moment (${code}). Check the disk, or import a file instead.`,
          { code },
        )
      }
    },
  }
}
