import { join } from 'node:path'
import type { Handlers, ServiceEnv } from '#core/handler.ts'
import { inspectFile } from '#exchange/inspect-file.ts'
import { writeRejectedRows } from '#exchange/rejected-rows.ts'
import { readShippedTemplates } from '#exchange/shipped-templates.ts'
import type { ImportSource, Inspection } from '#shared/contract/imports.ts'
import { problem } from '#shared/domain/problem.ts'
import { auditExport } from './audit.ts'
import { commitImport } from './import-commit.ts'
import { importFacts } from './import-facts.ts'
import { type MadePreview, makePreview } from './import-preview.ts'
import { createPasteBoard } from './paste-board.ts'
import { resourcePath } from './resources.ts'
import type { Session } from './session.ts'
import { savedTemplates } from './templates.ts'

type ImportHandlers = Pick<
  Handlers,
  | 'imports.inspect'
  | 'imports.paste'
  | 'imports.preview'
  | 'imports.previewRows'
  | 'imports.differences'
  | 'imports.lineDifferences'
  | 'imports.rejectedRows'
  | 'imports.commit'
>

/** Previews kept for paging through; an older one is simply made again. */
const KEPT_PREVIEWS = 3

export function importHandlers(env: Pick<ServiceEnv, 'exportFolder'>, session: Session): ImportHandlers {
  let previews: (MadePreview & { readonly id: string })[] = []
  let made = 0
  const pasted = createPasteBoard(session)
  // What a file about patients showed does not outlive the book it was shown for.
  session.onEvent(({ type }) => {
    if (type === 'book-changed') previews = []
  })
  const kept = (previewId: string): MadePreview => {
    const found = previews.find(({ id }) => id === previewId)
    if (found === undefined) throw expired(previewId)
    return found
  }
  return {
    'imports.inspect': (source) => inspect(session, source),
    'imports.paste': ({ text }) => pasted.put(text),

    'imports.preview': async (source, context) => {
      const inspection = await inspect(session, source)
      requireColumns(inspection)
      const id = `preview-${++made}`
      const preview = await makePreview(session, source, inspection, context)
      previews = [...previews, { ...preview, id }].slice(-KEPT_PREVIEWS)
      return { previewId: id, ...preview.preview }
    },

    'imports.previewRows': ({ previewId, verdict, offset, limit }) => {
      const { first, noted } = kept(previewId)
      const rows =
        verdict === undefined ? first : (verdict === 'ok' ? first : noted).filter((row) => row.verdict === verdict)
      return page(rows, offset, limit)
    },

    'imports.differences': ({ previewId, change, offset, limit }) =>
      page(kept(previewId).differences(change), offset, limit),

    'imports.lineDifferences': ({ previewId, offset, limit }) => page(kept(previewId).lineDifferences, offset, limit),

    'imports.rejectedRows': async ({ source, language, path }, context) => {
      const inspection = await inspect(session, source)
      requireColumns(inspection)
      const { name, template } = inspection
      const target = path ?? join(env.exportFolder, rejectedName(name, language))
      context.report({ phase: { zh: '导出被拒绝的行', en: 'Exporting rejected rows' }, done: 0, total: null })
      const rows = await writeRejectedRows(target, source, template, {
        language,
        signal: context.signal,
        ...importFacts(session, template),
      })
      if (rows === 0) return { path: null, rows }
      const what = { zh: `${name} 中被拒绝的行`, en: `rejected rows of ${name}` }
      auditExport(session, what, rows, target)
      return { path: target, rows }
    },

    'imports.commit': async ({ source, skipRejected }, context) => {
      const inspection = await inspect(session, source)
      requireColumns(inspection)
      return commitImport(session, { source, inspection, skipRejected }, context)
    },
  }
}

const page = <R>(rows: readonly R[], offset: number, limit: number) => ({
  total: rows.length,
  rows: rows.slice(offset, offset + limit),
})

/** The file's own name without its ending and what no file system likes. */
function rejectedName(name: string, language: 'zh' | 'en'): string {
  const stem = name.replace(/(\.csv)?(\.gz)?$|\.(xlsx|txt|tsv)$/i, '').replace(/[\\/:*?"<>|]+/g, '_')
  return `${stem}${language === 'zh' ? '-被拒绝的行' : '-rejected'}.xlsx`
}

const expired = (previewId: string) =>
  problem('not-found', '这次预览已经过期，请重新预览。', 'This preview has expired; preview the file again.', {
    previewId,
  })

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
