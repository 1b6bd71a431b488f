import type { CallContext, Handlers } from '#core/handler.ts'
import { inspectFile } from '#exchange/inspect-file.ts'
import { readRecords } from '#exchange/read-records.ts'
import { readShippedTemplates } from '#exchange/shipped-templates.ts'
import type { ImportPreview, ImportSource, ImportTemplate, Inspection, PreviewRow } from '#shared/contract/imports.ts'
import { problem } from '#shared/domain/problem.ts'
import { knownCases } from '#store/book-queries.ts'
import { commitImport } from './import-commit.ts'
import { createTally, type ImportTally } from './import-tally.ts'
import { resourcePath } from './resources.ts'
import type { Session } from './session.ts'
import { savedTemplates } from './templates.ts'

type ImportHandlers = Pick<Handlers, 'imports.inspect' | 'imports.preview' | 'imports.previewRows' | 'imports.commit'>

/** Previews kept for paging through; an older one is simply made again. */
const KEPT_PREVIEWS = 3

interface KeptPreview {
  readonly id: string
  readonly first: readonly PreviewRow[]
  readonly noted: readonly PreviewRow[]
}

export function importHandlers(session: Session): ImportHandlers {
  let previews: KeptPreview[] = []
  let made = 0
  // What a file about patients showed does not outlive the book it was shown for.
  session.onEvent(({ type }) => {
    if (type === 'book-changed') previews = []
  })
  return {
    'imports.inspect': (source) => inspect(session, source),

    'imports.preview': async (source, context) => {
      const inspection = await inspect(session, source)
      requireColumns(inspection)
      const tally = createTally(inspection.kind)
      await readAll(source, inspection.template, tally, context)
      const id = `preview-${++made}`
      previews = [...previews, { id, first: tally.firstRows(), noted: tally.notedRows() }].slice(-KEPT_PREVIEWS)
      const { total, ok, warning, rejected } = tally.counts
      const known = knownCases(session.book().reader, tally.caseNos())
      return {
        previewId: id,
        inspection,
        counts: { total, ok, warning, rejected },
        replaces: inspection.kind === 'cases' ? known.size : 0,
        amount: tally.amount(),
        periods: tally.periods(),
        rows: tally.firstRows().slice(0, 200),
        issueCounts: [...tally.issueCounts(), ...linesWithoutCase(inspection, tally, known)],
      }
    },

    'imports.previewRows': ({ previewId, verdict, offset, limit }) => {
      const kept = previews.find((preview) => preview.id === previewId)
      if (kept === undefined)
        throw problem(
          'not-found',
          '这次预览已经过期，请重新预览。',
          'This preview has expired; preview the file again.',
          { previewId },
        )
      const rows =
        verdict === undefined
          ? kept.first
          : (verdict === 'ok' ? kept.first : kept.noted).filter((row) => row.verdict === verdict)
      return { total: rows.length, rows: rows.slice(offset, offset + limit) }
    },

    'imports.commit': async ({ source, skipRejected }, context) => {
      const inspection = await inspect(session, source)
      requireColumns(inspection)
      return commitImport(session, { source, inspection, skipRejected }, context)
    },
  }
}

async function inspect(session: Session, source: ImportSource): Promise<Inspection> {
  const templates = [
    ...savedTemplates(session.book().reader),
    ...(await readShippedTemplates(resourcePath('templates'))),
  ]
  return inspectFile(source, templates)
}

/** @throws ProblemError `column-missing` naming the columns that neither file nor template gives. */
function requireColumns({ missingRequired, columns, name }: Inspection): void {
  if (missingRequired.length === 0) return
  const label = (column: string) => columns.find((spec) => spec.name === column)?.label
  const zh = missingRequired.map((column) => label(column)?.zh ?? column).join('、')
  const en = missingRequired.map((column) => label(column)?.en ?? column).join(', ')
  throw problem(
    'column-missing',
    `${name} 缺少必需的列：${zh}。请在“列对应”中指定来源列或填常量。`,
    `${name} lacks required columns: ${en}. Choose their source column in the mapping, or give a constant.`,
    { file: name, columns: missingRequired.join(',') },
  )
}

async function readAll(
  source: ImportSource,
  template: ImportTemplate,
  tally: ImportTally,
  context: CallContext,
): Promise<void> {
  for await (const chunk of readRecords(source, template, { signal: context.signal })) {
    for (const parsed of chunk.rows) tally.add(parsed, chunk.preview)
    const { total } = tally.counts
    context.report({
      phase: { zh: '逐行检查', en: 'Checking every row' },
      done: total,
      total: Math.round((total * chunk.bytesTotal) / Math.max(1, chunk.bytesRead)),
    })
    await context.breathe()
  }
}

/** Told before commit: lines of cases the book does not have are kept, and count once their case comes in. */
function linesWithoutCase(
  inspection: Inspection,
  tally: ImportTally,
  known: ReadonlySet<string>,
): ImportPreview['issueCounts'] {
  if (inspection.kind !== 'charges') return []
  const missing = tally.caseNos().filter((caseNo) => !known.has(caseNo))
  const example = missing[0]
  if (example === undefined) return []
  const count = missing.length
  return [
    {
      code: 'line-without-case',
      verdict: 'warning',
      count,
      example: {
        row: 0,
        verdict: 'warning',
        code: 'line-without-case',
        column: null,
        value: example,
        message: {
          zh: `${count} 个病例号有费用明细而库中没有病例首页，例如 ${example}；明细会保存，待首页导入后计入。`,
          en: `${count} case numbers have lines but no case in the book, for example ${example}; the lines are kept and count once the case is imported.`,
        },
      },
    },
  ]
}
