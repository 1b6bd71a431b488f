import { resolve } from 'node:path'
import { Command } from 'commander'
import type { SchemeFinding } from '#engine/grouping/validate.ts'
import { readPolicy } from '#exchange/policy/read-policy.ts'
import { checkScheme } from '#exchange/scheme/check-scheme.ts'
import { readScheme } from '#exchange/scheme/read-scheme.ts'
import { type WrittenScheme, writeScheme } from '#exchange/scheme/write-scheme.ts'
import type { SchemeLoadLine } from '#shared/domain/scheme-load.ts'
import { type Corrections, correctOption } from '../corrections.ts'
import { tellLoadReport } from '../load-report.ts'
import { cliLanguage, printJson, say, tell } from '../output.ts'

/** Commands about scheme files that need no book. */
export function schemeFileCommands(): readonly Command[] {
  return [convertCommand(), checkCommand()]
}

interface ConvertOptions {
  readonly in: string
  readonly out: string
  readonly plain?: boolean
  readonly correct?: Corrections
  readonly json?: boolean
}

function convertCommand(): Command {
  return new Command('convert')
    .description('write a scheme as a grouping-scheme/1 package, without a database')
    .requiredOption('--in <path>', 'a package (folder, .zip or workbook) or the official workbook')
    .requiredOption('--out <path>', 'the package to write: .zip, .xlsx, or a folder')
    .option('--plain', 'refuse, naming what is lacking, rather than use an extension of the format')
    .addOption(correctOption('all'))
    .option('--json', 'print JSON')
    .action(async (options: ConvertOptions) => {
      const scheme = await readScheme(
        resolve(options.in),
        options.correct === undefined ? {} : { corrections: options.correct },
      )
      const written = await writeScheme(options.out, scheme.content, { plain: options.plain === true })
      if (options.json) printJson({ ...written, sha256: scheme.sha256, scheme: scheme.report })
      else {
        if (scheme.content.form === 'official') tellLoadReport(scheme.report)
        tellWritten(written)
      }
    })
}

export function tellWritten({ path, rows, extensions }: Pick<WrittenScheme, 'path' | 'rows' | 'extensions'>): void {
  const zh = extensions.length === 0 ? '' : `，使用扩展 ${extensions.join('、')}（见 docs/grouping-scheme.md）`
  const en =
    extensions.length === 0 ? '' : `, with the extension ${extensions.join(', ')} (see docs/grouping-scheme.md)`
  tell({ zh: `已写入 ${path}：${rows} 行${zh}`, en: `Wrote ${path}: ${rows} rows${en}` })
}

interface CheckOptions {
  readonly policy?: string
  readonly json?: boolean
}

function checkCommand(): Command {
  return new Command('check')
    .argument('<path>', 'a package (folder, .zip or workbook) or the official workbook')
    .description('check a scheme, every finding with its table and row, without a database')
    .option('--policy <file>', 'a payment policy: tell the groups it has no weight for')
    .option('--json', 'print JSON')
    .action(async (path: string, options: CheckOptions) => {
      const weights = options.policy === undefined ? null : await weightsOf(resolve(options.policy))
      const check = await checkScheme(resolve(path), weights === null ? null : (code) => weights.has(code))
      if (check.errors.length > 0) process.exitCode = 1
      if (options.json) {
        printJson(check)
        return
      }
      for (const finding of check.errors) say(errorText(finding))
      for (const line of check.warnings) say(warningText(line))
      tell({
        zh: `${check.file}：${check.errors.length} 处错误，${check.warnings.length} 处注意`,
        en: `${check.file}: ${check.errors.length} errors, ${check.warnings.length} warnings`,
      })
    })
}

async function weightsOf(path: string): Promise<ReadonlySet<string>> {
  const { document } = await readPolicy(path)
  return new Set(document.groups.map(({ drg }) => drg))
}

function errorText({ table, row, column, position, code, message }: SchemeFinding): string {
  const zh = cliLanguage() === 'zh'
  const place = [
    `${table}.csv`,
    row === null ? null : zh ? `第 ${row} 行` : `row ${row}`,
    column,
    position === null ? null : zh ? `第 ${position} 个字符` : `character ${position}`,
  ]
  const words = place.filter((part) => part !== null).join(', ')
  return `${zh ? '错误' : 'error'}  ${words}: ${message[cliLanguage()]} [${code}]`
}

function warningText({ sheet, row, message }: SchemeLoadLine): string {
  const zh = cliLanguage() === 'zh'
  const place = [sheet, row === null ? null : zh ? `第 ${row} 行` : `row ${row}`].filter((part) => part !== null)
  return `${zh ? '注意' : 'note'}  ${place.join(', ')}: ${message[cliLanguage()]}`
}
