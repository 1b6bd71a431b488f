import { resolve } from 'node:path'
import { Command } from 'commander'
import { printJson, tell } from '../output.ts'
import { withCore } from '../with-core.ts'

export function backupCommand(): Command {
  return new Command('backup')
    .description('back up the book, verified, while it may be in use (备份)')
    .requiredOption('--db <file>', 'the database file')
    .option('--to <folder>', "a folder for this backup, else the book's backup folder")
    .option('--json', 'print JSON')
    .action(async (options: { db: string; to?: string; json?: boolean }) => {
      const to = options.to === undefined ? {} : { folder: resolve(options.to) }
      const made = await withCore(resolve(options.db), (core) =>
        core.job('backups.create', { reason: 'manual', ...to }),
      )
      if (options.json) printJson(made)
      else if (made.backup !== null) {
        const { path, bytes, contents } = made.backup
        const size = (bytes / (1 << 20)).toFixed(1)
        tell({
          zh: `已备份并校验：${path}（${size} MB，${contents?.cases ?? 0} 例，${contents?.chargeLines ?? 0} 条明细）`,
          en: `Backed up and verified: ${path} (${size} MB, ${contents?.cases ?? 0} cases, ${contents?.chargeLines ?? 0} lines)`,
        })
      }
    })
}
