import { resolve } from 'node:path'
import { Command } from 'commander'
import { asId } from '../arguments.ts'
import { tellLoadReport } from '../load-report.ts'
import { printJson, printTable, tell } from '../output.ts'
import { withCore } from '../with-core.ts'

interface Options {
  readonly db: string
  readonly json?: boolean
}

export function schemeCommand(): Command {
  const scheme = new Command('scheme').description('grouping schemes of a book (分组方案)')
  scheme
    .command('add <path>')
    .description(
      'add a grouping-scheme/1 package (folder, .zip or workbook) or the official workbook, and put it in force',
    )
    .requiredOption('--db <file>', 'the database file')
    .option('--json', 'print JSON')
    .action(async (path: string, options: Options) => {
      const added = await withCore(resolve(options.db), (core) => core.job('schemes.add', { path: resolve(path) }))
      if (options.json) printJson(added)
      else {
        tell({
          zh: `已加入分组方案 ${added.code} ${added.name}：${added.mdcs} 个 MDC，${added.adrgs} 个 ADRG，${added.drgs} 个 DRG。请执行 recompute。`,
          en: `Added scheme ${added.code} ${added.name}: ${added.mdcs} MDCs, ${added.adrgs} ADRGs, ${added.drgs} DRGs. Now run recompute.`,
        })
        if (added.report.form === 'official') tellLoadReport(added.report)
      }
    })
  scheme
    .command('list')
    .description('list the schemes of a book')
    .requiredOption('--db <file>', 'the database file')
    .option('--json', 'print JSON')
    .action(async (options: Options) => {
      const schemes = await withCore(resolve(options.db), (core) => core.call('schemes.list', {}))
      if (options.json) printJson(schemes)
      else {
        printTable(
          ['id', 'code', 'name', 'year', 'DRG', 'in force', 'sha256'],
          schemes.map((s) => [
            String(s.id),
            s.code,
            s.name,
            String(s.year ?? ''),
            String(s.drgs),
            s.inForce ? '*' : '',
            s.sha256.slice(0, 12),
          ]),
        )
      }
    })
  scheme
    .command('use')
    .argument('<id>', 'its number, as the list shows it', asId)
    .description('put a scheme in force')
    .requiredOption('--db <file>', 'the database file')
    .option('--json', 'print JSON')
    .action(async (id: number, options: Options) => {
      const used = await withCore(resolve(options.db), (core) => core.call('schemes.use', { schemeId: id }))
      if (options.json) printJson(used)
      else
        tell({
          zh: `现用分组方案：${used.code} ${used.name}。请执行 recompute。`,
          en: `In force: ${used.code} ${used.name}. Now run recompute.`,
        })
    })
  return scheme
}
