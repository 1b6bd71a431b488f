import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { Command, InvalidArgumentError } from 'commander'
import {
  IMPORT_KINDS,
  type ImportKind,
  type ImportPreview,
  type ImportSource,
  templateSchema,
} from '#shared/contract/imports.ts'
import type { Bilingual } from '#shared/domain/bilingual.ts'
import { fenToYuan } from '#shared/domain/money.ts'
import { problem } from '#shared/domain/problem.ts'
import { cliLanguage, printJson, say, tell } from '../output.ts'
import { type CommandCore, withCore } from '../with-core.ts'

interface Options {
  readonly db: string
  readonly kind?: ImportKind
  readonly file: string
  readonly template?: string
  readonly dryRun?: boolean
  readonly skipRejected?: boolean
  readonly rejected?: string
  readonly json?: boolean
}

export function importCommand(): Command {
  return new Command('import')
    .description('import a file as one batch (导入): all of it or nothing')
    .requiredOption('--db <file>', 'the database file')
    .requiredOption('--file <file>', 'CSV, .csv.gz or .xlsx')
    .option('--kind <kind>', IMPORT_KINDS.join('|'), asKind)
    .option('--template <name>', 'a saved mapping template, or the path of a template file (.json)')
    .option('--dry-run', 'check every row and import nothing')
    .option('--skip-rejected', 'import the good rows although some are rejected')
    .option(
      '--rejected <file>',
      'write the rejected rows with their reasons as a workbook (.xlsx), also with --dry-run',
    )
    .option('--json', 'print JSON')
    .action(async (options: Options) => {
      const source = await asSource(options)
      await withCore(resolve(options.db), async (core) => {
        if (options.rejected !== undefined) await writeRejected(core, source, options.rejected)
        if (options.dryRun) {
          const preview = await core.job('imports.preview', source)
          if (options.json) printJson(preview)
          else printPreview(preview)
          if (preview.counts.rejected > 0) process.exitCode = 1
          return
        }
        const batch = await core.job('imports.commit', { source, skipRejected: options.skipRejected === true })
        if (options.json) printJson(batch)
        else {
          const amount = batch.amount === null ? '' : ` ${fenToYuan(batch.amount)}`
          tell({
            zh: `批次 ${batch.id}：${batch.sourceName} 导入 ${batch.accepted} 行（提醒 ${batch.warned}，拒绝 ${batch.rejected}，替换 ${batch.replaced}）${amount === '' ? '' : `，金额${amount} 元`}。`,
            en: `Batch ${batch.id}: ${batch.accepted} rows of ${batch.sourceName} (${batch.warned} with warnings, ${batch.rejected} rejected, ${batch.replaced} replaced)${amount === '' ? '' : `, amount${amount} yuan`}.`,
          })
        }
      })
    })
}

/** Told on standard error: what the command prints is the preview or the batch. */
async function writeRejected(core: CommandCore, source: ImportSource, file: string): Promise<void> {
  const { path, rows } = await core.job('imports.rejectedRows', {
    source,
    language: cliLanguage(),
    path: resolve(file),
  })
  const told: Bilingual =
    path === null
      ? { zh: '没有被拒绝的行。', en: 'No row is rejected.' }
      : { zh: `${rows} 行被拒绝，已写入 ${path}。`, en: `${rows} rejected rows were written to ${path}.` }
  process.stderr.write(`${told[cliLanguage()]}\n`)
}

function asKind(text: string): ImportKind {
  const kind = IMPORT_KINDS.find((known) => known === text)
  if (kind === undefined) throw new InvalidArgumentError(`one of ${IMPORT_KINDS.join(', ')}`)
  return kind
}

async function asSource({ file, kind, template }: Options): Promise<ImportSource> {
  const source: ImportSource = { path: resolve(file), ...(kind === undefined ? {} : { kind }) }
  if (template === undefined) return source
  if (!template.endsWith('.json')) return { ...source, templateName: template }
  let text: string
  try {
    text = await readFile(template, 'utf8')
  } catch {
    throw problem(
      'template-not-found',
      `读不到模板文件 ${template}。`,
      `The template file ${template} cannot be read.`,
      { file: template },
    )
  }
  return { ...source, template: parseTemplate(text, template) }
}

function parseTemplate(text: string, file: string) {
  try {
    return templateSchema.parse(JSON.parse(text))
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error)
    throw problem(
      'template-invalid',
      `模板文件 ${file} 不合要求：${detail}`,
      `The template file ${file} is not valid: ${detail}`,
      { file },
    )
  }
}

/** Changed columns named in a line. */
const NAMED_COLUMNS = 6

function printPreview({ inspection, counts, issueCounts, differences }: ImportPreview): void {
  const language = cliLanguage()
  tell({
    zh: `${inspection.name}：识别为 ${inspection.kind}（${inspection.format.encoding ?? inspection.format.sheet ?? ''}），共 ${counts.total} 行：通过 ${counts.ok}，提醒 ${counts.warning}，拒绝 ${counts.rejected}。未导入任何数据。`,
    en: `${inspection.name}: recognised as ${inspection.kind} (${inspection.format.encoding ?? inspection.format.sheet ?? ''}), ${counts.total} rows: ${counts.ok} ok, ${counts.warning} with warnings, ${counts.rejected} rejected. Nothing was imported.`,
  })
  if (differences !== null && differences.same + differences.changed > 0) {
    const named = differences.columns.slice(0, NAMED_COLUMNS).map(({ label, count }) => `${label[language]} ${count}`)
    const columns = [...named, ...(differences.columns.length > NAMED_COLUMNS ? ['…'] : [])].join(', ')
    tell({
      zh: `  与库中相比：新增 ${differences.new}，相同 ${differences.same}，变更 ${differences.changed}${columns === '' ? '' : `（${columns}）`}`,
      en: `  against the book: ${differences.new} new, ${differences.same} the same, ${differences.changed} changed${columns === '' ? '' : ` (${columns})`}`,
    })
  }
  for (const { verdict, count, example } of issueCounts) say(`  ${verdict} × ${count}  ${example.message[language]}`)
}
