import { resolve } from 'node:path'
import { Command } from 'commander'
import type { ReviewCandidates } from '#shared/contract/book.ts'
import { asId, asPeriod, type MonthOptions, monthsOf } from '../arguments.ts'
import { cliLanguage, printJson, printTable, tell } from '../output.ts'
import { withCore } from '../with-core.ts'

interface Options {
  readonly db: string
  readonly json?: boolean
  readonly makeRoom?: boolean
}

function printCandidates({ policy, discharges, quota, rows }: ReviewCandidates): void {
  const code = policy?.code ?? 'DIP'
  tell({
    zh: `${code}：${discharges} 例出院，可申请 ${quota} 例，符合条件 ${rows.length} 例`,
    en: `${code}: ${discharges} discharges, ${quota} may be put up, ${rows.length} fit`,
  })
  printTable(
    ['case', 'month', 'group', 'loss', 'within', 'reasons'],
    rows.map(({ caseNo, month, drg, loss, withinQuota, reasons }) => [
      caseNo,
      month,
      drg,
      loss ?? '',
      withinQuota ? 'y' : '',
      reasons.map((reason) => reason[cliLanguage()]).join('; '),
    ]),
  )
}

export function policyCommand(): Command {
  const policy = new Command('policy').description('payment policies of a book (支付政策)')
  policy
    .command('add <path>')
    .description('add a payment-policy/1 file (.json or .xlsx)')
    .requiredOption('--db <file>', 'the database file')
    .option('--make-room', 'end earlier policies of the same months before it, or replace them')
    .option('--json', 'print JSON')
    .action(async (path: string, options: Options) => {
      const added = await withCore(resolve(options.db), (core) =>
        core.call('policies.add', { path: resolve(path), makeRoom: options.makeRoom === true }),
      )
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
          ['id', 'code', 'name', 'status', 'version', 'scheme', 'source', 'from', 'to', 'groups', 'sha256'],
          policies.map((p) => [
            String(p.id),
            p.code,
            p.name[cliLanguage()],
            p.status,
            String(p.version),
            p.scheme ?? '',
            p.source,
            p.validFrom,
            p.validTo ?? '',
            String(p.groups),
            p.sha256.slice(0, 12),
          ]),
        )
      }
    })
  policy
    .command('gaps')
    .description('list months that have cases and no policy')
    .requiredOption('--db <file>', 'the database file')
    .option('--json', 'print JSON')
    .action(async (options: Options) => {
      const gaps = await withCore(resolve(options.db), (core) => core.call('policies.gaps', {}))
      if (options.json) printJson(gaps)
      else
        printTable(
          ['scheme', 'from', 'to', 'cases'],
          gaps.map(({ schemeCode, from, to, cases }) => [schemeCode ?? '', from, to, String(cases)]),
        )
    })
  policy
    .command('candidates')
    .description('list cases that fit the review lines of their policy (特病单议), within its quota')
    .requiredOption('--db <file>', 'the database file')
    .option('--from <YYYY-MM>', 'first month', asPeriod)
    .option('--to <YYYY-MM>', 'last month', asPeriod)
    .option('--json', 'print JSON')
    .action(async (options: Options & MonthOptions) => {
      const lists = await withCore(resolve(options.db), (core) => core.call('policies.candidates', monthsOf(options)))
      if (options.json) printJson(lists)
      else for (const list of lists) printCandidates(list)
    })
  policy
    .command('remove')
    .argument('<id>', 'its number in the list', asId)
    .description('take a policy out of use; closed months keep what it settled')
    .requiredOption('--db <file>', 'the database file')
    .option('--json', 'print JSON')
    .action(async (policyId: number, options: Options) => {
      const removed = await withCore(resolve(options.db), (core) => core.call('policies.remove', { policyId }))
      if (options.json) printJson(removed)
      else
        tell({
          zh: `已停用支付政策 ${removed.code}。请执行 recompute。`,
          en: `Policy ${removed.code} is out of use. Now run recompute.`,
        })
    })
  policy
    .command('export')
    .argument('<id>', 'its number in the list', asId)
    .description('write a policy as .xlsx or .json, to be edited and added again')
    .requiredOption('--db <file>', 'the database file')
    .requiredOption('--out <file>', 'where to write; its ending decides the form')
    .option('--json', 'print JSON')
    .action(async (policyId: number, options: Options & { readonly out: string }) => {
      const format = /\.xlsx$/i.test(options.out) ? 'xlsx' : 'json'
      const written = await withCore(resolve(options.db), (core) =>
        core.job('policies.export', { policyId, format, path: resolve(options.out) }),
      )
      if (options.json) printJson(written)
      else
        tell({
          zh: `已写出 ${written.groups} 个病组：${written.path}`,
          en: `Wrote ${written.groups} groups to ${written.path}`,
        })
    })
  return policy
}
