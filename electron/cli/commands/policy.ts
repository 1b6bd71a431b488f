import { resolve } from 'node:path'
import { Command } from 'commander'
import { cliLanguage, printJson, printTable, tell } from '../output.ts'
import { withCore } from '../with-core.ts'

interface Options {
  readonly db: string
  readonly json?: boolean
}

export function policyCommand(): Command {
  const policy = new Command('policy').description('payment policies of a book (支付政策)')
  policy
    .command('add <path>')
    .description('add a payment-policy/1 file')
    .requiredOption('--db <file>', 'the database file')
    .option('--json', 'print JSON')
    .action(async (path: string, options: Options) => {
      const added = await withCore(resolve(options.db), (core) => core.call('policies.add', { path: resolve(path) }))
      if (options.json) printJson(added)
      else {
        tell({
          zh: `已加入支付政策 ${added.code}：${added.groups} 个病组，自 ${added.validFrom} 起。请执行 recompute。`,
          en: `Added policy ${added.code}: ${added.groups} groups, valid from ${added.validFrom}. Now run recompute.`,
        })
      }
    })
  policy
    .command('list')
    .description('list the policies of a book')
    .requiredOption('--db <file>', 'the database file')
    .option('--json', 'print JSON')
    .action(async (options: Options) => {
      const policies = await withCore(resolve(options.db), (core) => core.call('policies.list', {}))
      if (options.json) printJson(policies)
      else {
        printTable(
          ['id', 'code', 'name', 'status', 'from', 'to', 'groups', 'sha256'],
          policies.map((p) => [
            String(p.id),
            p.code,
            p.name[cliLanguage()],
            p.status,
            p.validFrom,
            p.validTo ?? '',
            String(p.groups),
            p.sha256.slice(0, 12),
          ]),
        )
      }
    })
  return policy
}
