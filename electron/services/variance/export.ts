import { join } from 'node:path'
import type { ServiceEnv } from '#core/handler.ts'
import { workbookBytes } from '#exchange/formula-sheet.ts'
import type { Language } from '#shared/domain/bilingual.ts'
import { groupNames } from '#store/book-queries.ts'
import { auditExport } from '../audit.ts'
import { writeBytesFile } from '../export-file.ts'
import type { Session } from '../session.ts'
import type { Comparison } from './compare.ts'
import { groupsOf } from './rows.ts'
import { varianceSheets } from './workbook.ts'

/** Writes a comparison as a workbook; `rows` counts its groups. @throws ProblemError `file-unreadable` when it cannot be written */
export async function exportVariance(
  env: ServiceEnv,
  session: Session,
  comparison: Comparison,
  language: Language,
  path: string | undefined,
): Promise<{ readonly path: string; readonly rows: number }> {
  const { basis } = comparison.query
  const target = path ?? join(env.exportFolder, language === 'zh' ? `差异-${basis}.xlsx` : `variance-${basis}.xlsx`)
  const names = groupNames(session.book().reader)
  const content = await workbookBytes(varianceSheets(comparison, names, language))
  await writeBytesFile(target, content)
  const rows = groupsOf(comparison).length
  auditExport(session, { zh: '差异表', en: 'the variance table' }, rows, target)
  return { path: target, rows }
}
