import { resolve } from 'node:path'
import { Command } from 'commander'
import type { SchemeSummary } from '#shared/contract/book.ts'
import type { Bilingual } from '#shared/domain/bilingual.ts'
import { asId, asPeriod, type MonthOptions, monthsOf } from '../arguments.ts'
import { type Corrections, correctionNames, correctOption, reportOf } from '../corrections.ts'
import { tellLoadReport } from '../load-report.ts'
import { printJson, printTable, tell } from '../output.ts'
import { withCore } from '../with-core.ts'
import { schemeFileCommands, tellWritten } from './scheme-files.ts'
import { trialCommands } from './scheme-trials.ts'

interface Options {
  readonly db: string
  readonly json?: boolean
}

interface ExportOptions extends Options {
  readonly scheme: number
  readonly out: string
  readonly plain?: boolean
}

const NEXT: Readonly<Record<'recompute' | 'try', Bilingual>> = {
  recompute: { zh: '请执行 recompute。', en: 'Now run recompute.' },
  try: {
    zh: '现用方案未变，可先用 scheme try 试算。',
    en: 'The scheme in force stays; scheme try shows what it would change.',
  },
}

function sizeOf({ kind, mdcs, adrgs, drgs }: SchemeSummary): Bilingual {
  if (kind === 'DIP') return { zh: `${drgs} 个病种`, en: `${drgs} diseases` }
  return { zh: `${mdcs} 个 MDC，${adrgs} 个 ADRG，${drgs} 个 DRG`, en: `${mdcs} MDCs, ${adrgs} ADRGs, ${drgs} DRGs` }
}

export function schemeCommand(): Command {
  const scheme = new Command('scheme').description('grouping schemes of a book (分组方案)')
  scheme
    .command('add <path>')
    .description(
      'add a grouping-scheme/1 package (folder, .zip or workbook) or the official workbook; the first of a book is put in force',
    )
    .requiredOption('--db <file>', 'the database file')
    .addOption(correctOption())
    .option('--json', 'print JSON')
    .action(async (path: string, { db, correct, json }: Options & { readonly correct?: Corrections }) => {
      const corrections = [...correctionNames(correct)]
      const reply = await withCore(resolve(db), (core) => core.job('schemes.add', { path: resolve(path), corrections }))
      const added = { ...reply, report: reportOf(reply.report, correct) }
      if (json) printJson(added)
      else {
        tell({
          zh: `已加入分组方案 ${added.code} ${added.name}：${sizeOf(added).zh}。${NEXT[added.inForce ? 'recompute' : 'try'].zh}`,
          en: `Added scheme ${added.code} ${added.name}: ${sizeOf(added).en}. ${NEXT[added.inForce ? 'recompute' : 'try'].en}`,
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
          ['id', 'kind', 'code', 'name', 'year', 'groups', 'in force', 'sha256'],
          schemes.map((s) => [
            String(s.id),
            s.kind,
            s.code,
            s.name,
            String(s.year ?? ''),
            String(s.drgs),
            s.spans.map(({ from, to }) => (from === null && to === null ? '*' : `${from ?? ''}–${to ?? ''}`)).join(' '),
            s.sha256.slice(0, 12),
          ]),
        )
      }
    })
  scheme
    .command('use')
    .argument('<id>', 'its number, as the list shows it', asId)
    .description('put a scheme in force, for all months or some of them')
    .requiredOption('--db <file>', 'the database file')
    .option('--from <YYYY-MM>', 'first month', asPeriod)
    .option('--to <YYYY-MM>', 'last month', asPeriod)
    .option('--json', 'print JSON')
    .action(async (id: number, options: Options & MonthOptions) => {
      const request = { schemeId: id, ...monthsOf(options) }
      const used = await withCore(resolve(options.db), (core) => core.call('schemes.use', request))
      if (options.json) printJson(used)
      else
        tell({
          zh: `现用分组方案：${used.code} ${used.name}。请执行 recompute。`,
          en: `In force: ${used.code} ${used.name}. Now run recompute.`,
        })
    })
  scheme
    .command('export')
    .description('write a scheme of a book as a grouping-scheme/1 package')
    .requiredOption('--db <file>', 'the database file')
    .requiredOption('--scheme <id>', 'its number, as the list shows it', asId)
    .requiredOption('--out <path>', 'the package to write: .zip, .xlsx, or a folder')
    .option('--plain', 'refuse, naming what is lacking, rather than use an extension of the format')
    .option('--json', 'print JSON')
    .action(async (options: ExportOptions) => {
      const request = { schemeId: options.scheme, path: resolve(options.out), plain: options.plain === true }
      const written = await withCore(resolve(options.db), (core) => core.job('schemes.export', request))
      if (options.json) printJson(written)
      else tellWritten(written)
    })
  for (const command of [...schemeFileCommands(), ...trialCommands()]) scheme.addCommand(command)
  return scheme
}
