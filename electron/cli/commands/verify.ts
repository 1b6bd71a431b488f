import { resolve } from 'node:path'
import { Command } from 'commander'
import { cliLanguage, printJson, printTable } from '../output.ts'
import { withCore } from '../with-core.ts'

export function verifyCommand(): Command {
  return new Command('verify')
    .description('check the file and that every sum reconciles (校验)')
    .requiredOption('--db <file>', 'the database file')
    .option('--json', 'print JSON')
    .action(async (options: { db: string; json?: boolean }) => {
      const report = await withCore(resolve(options.db), (core) => core.job('book.verify', {}))
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
