import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { Command, Option } from 'commander'
import type { AuditEntry } from '#shared/contract/lifecycle.ts'
import { AUDIT_ACTION_NAMES, AUDIT_ACTIONS, type AuditAction } from '#shared/domain/audit.ts'
import { cliLanguage, printJson, printTable } from '../output.ts'
import { type CommandCore, withCore } from '../with-core.ts'

interface Options {
  readonly db: string
  readonly action?: AuditAction
  readonly text?: string
  readonly json?: boolean
  readonly csv?: boolean
}

type Filter = Pick<Options, 'action' | 'text'>

export function auditCommand(): Command {
  return new Command('audit')
    .description('who did what with the book, newest first (审计日志)')
    .requiredOption('--db <file>', 'the database file')
    .addOption(new Option('--action <action>', 'only rows of one kind').choices(AUDIT_ACTIONS))
    .option('--text <text>', 'only rows with this in who or what')
    .option('--json', 'print JSON')
    .option('--csv', 'print CSV; the log notes that it left the book')
    .action(async ({ db, action, text, json, csv }: Options) => {
      const filter = { ...(action === undefined ? {} : { action }), ...(text === undefined ? {} : { text }) }
      await withCore(resolve(db), async (core) => {
        if (csv) return printCsv(core, filter)
        const rows = await allRows(core, filter)
        if (json) printJson(rows)
        else print(rows)
      })
    })
}

const PAGE = 1_000

async function allRows(core: CommandCore, filter: Filter): Promise<AuditEntry[]> {
  const rows: AuditEntry[] = []
  for (;;) {
    const page = await core.call('audit.list', { ...filter, offset: rows.length, limit: PAGE })
    rows.push(...page.rows)
    if (rows.length >= page.total || page.rows.length === 0) return rows
  }
}

/** The very file that the app exports. */
async function printCsv(core: CommandCore, filter: Filter): Promise<void> {
  const { path } = await core.job('audit.export', { ...filter, language: cliLanguage() })
  process.stdout.write(await readFile(path))
}

function print(rows: readonly AuditEntry[]): void {
  const language = cliLanguage()
  const change = (before: number, after: number) => (before === after ? String(after) : `${before}→${after}`)
  printTable(
    language === 'zh'
      ? ['时间', '操作人', '操作', '内容', '病例', '明细', '批次']
      : ['time', 'who', 'action', 'what', 'cases', 'lines', 'batches'],
    rows.map(({ at, who, action, what, before, after }) => [
      at,
      who,
      AUDIT_ACTION_NAMES[action][language],
      what[language],
      change(before.cases, after.cases),
      change(before.lines, after.lines),
      change(before.batches, after.batches),
    ]),
  )
}
