import { basename, resolve } from 'node:path'
import { Command } from 'commander'
import { printJson, tell } from '../output.ts'
import { withCore } from '../with-core.ts'
import { buildDemo, type DemoOptions } from './demo.ts'

export function initCommand(): Command {
  return new Command('init')
    .description('create a book (新建数据库); with --demo, the demonstration department in it')
    .requiredOption('--db <file>', 'the database file to create')
    .option('--name <text>', "the department's name")
    .option('--demo', 'import the demonstration department, group and settle it')
    .option('--json', 'print JSON')
    .action(async (options: { db: string; name?: string; demo?: boolean; json?: boolean }) => {
      const path = resolve(options.db)
      if (options.demo) {
        const demo: DemoOptions = { db: path, json: options.json === true }
        await buildDemo(demo)
        return
      }
      const name = options.name ?? basename(path).replace(/\.[^.]*$/, '')
      const status = await withCore(null, (core) => core.call('book.create', { path, name }))
      if (options.json) printJson(status)
      else tell({ zh: `已新建数据库：${path}`, en: `Created ${path}` })
    })
}
