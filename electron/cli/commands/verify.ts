import { resolve } from 'node:path'
import { Command, Option } from 'commander'
import { cliLanguage, printJson, printTable } from '../output.ts'
import { withCore } from '../with-core.ts'

export function verifyCommand(): Command {
  return new Command('verify')
    .description('check the file and that every sum reconciles (校验); a book, or a backup where it lies')
    .addOption(new Option('--db <file>', 'the database file').conflicts('backup'))
    .addOption(new Option('--backup <file>', 'a backup, which is not opened or changed'))
    .option('--json', 'print JSON')
    .action(async function (this: Command, options: { db?: string; backup?: string; json?: boolean }) {
      const { db, backup } = options
      if (db === undefined && backup === undefined)
        this.error('error: one of --db <file> and --backup <file> is required')
      const report =
        backup === undefined
          ? await withCore(resolve(db ?? ''), (core) => core.job('book.verify', {}))
          : await withCore(null, (core) => core.job('backups.verify', { path: resolve(backup) }))
      if (options.json) printJson(report)
      else {
        const language = cliLanguage()
        printTable(
          ['', language === 'zh' ? '检查' : 'check', language === 'zh' ? '结果' : 'result'],
          report.checks.map((check) => [check.ok ? 'ok' : '!!', check.label[language], check.detail[language]]),
        )
      }
      if (!report.ok) process.exitCode = 1
    })
}
