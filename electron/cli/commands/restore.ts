import { resolve } from 'node:path'
import { Command } from 'commander'
import { printJson, tell } from '../output.ts'
import { withCore } from '../with-core.ts'

interface Options {
  readonly db: string
  readonly from: string
  readonly anotherBook?: boolean
  readonly json?: boolean
}

export function restoreCommand(): Command {
  return new Command('restore')
    .description('put a verified backup in the place of a book; the book as it was is backed up first (恢复)')
    .requiredOption('--db <file>', 'the database file; it may be damaged or not there')
    .requiredOption('--from <backup>', 'the backup')
    .option('--another-book', 'also if it is a backup of another book')
    .option('--json', 'print JSON')
    .action(async ({ db, from, anotherBook, json }: Options) => {
      const request = { path: resolve(from), book: resolve(db), anotherBook: anotherBook === true }
      // The job opens the book itself: a damaged one could not be opened beforehand.
      const done = await withCore(null, (core) => core.job('backups.restore', request))
      if (json) return printJson(done)
      tell({ zh: `已恢复：${done.path}`, en: `Restored ${done.path}` })
      if (done.undo !== null) tell({ zh: `恢复前的备份：${done.undo.path}`, en: `As it was before: ${done.undo.path}` })
      if (done.setAside !== null)
        tell({ zh: `损坏的原文件保留为：${done.setAside}`, en: `The damaged file is kept as ${done.setAside}` })
    })
}
