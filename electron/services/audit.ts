import { join } from 'node:path'
import type { Handlers, ServiceEnv } from '#core/handler.ts'
import { AUDIT_ACTION_NAMES, type AuditAction } from '#shared/domain/audit.ts'
import type { Bilingual, Language } from '#shared/domain/bilingual.ts'
import { countAudit, listAudit, recordAudit, type StoredAudit } from '#store/audit.ts'
import { now } from './clock.ts'
import { type ExportCell, writeCsv } from './export-file.ts'
import type { Session } from './session.ts'

const EXPORT_PAGE = 500

export function auditHandlers(env: ServiceEnv, session: Session): Pick<Handlers, 'audit.list' | 'audit.export'> {
  return {
    'audit.list': ({ offset, limit, ...filter }) => {
      const { reader } = session.book()
      return reader.snapshot(() => ({
        total: countAudit(reader, filter),
        rows: listAudit(reader, filter, offset, limit),
      }))
    },

    'audit.export': async ({ language, path, ...filter }, { report, breathe }) => {
      const { reader } = session.book()
      const target = path ?? join(env.exportFolder, language === 'zh' ? '审计日志.csv' : 'audit-log.csv')
      const total = countAudit(reader, filter)
      async function* pages() {
        for (let offset = 0; offset < total; offset += EXPORT_PAGE) {
          yield listAudit(reader, filter, offset, EXPORT_PAGE).map((row) => cells(row, language))
          report({ phase: { zh: '导出', en: 'Exporting' }, done: Math.min(offset + EXPORT_PAGE, total), total })
          await breathe()
        }
      }
      const rows = await writeCsv(target, HEADER[language], pages())
      auditExport(session, { zh: '审计日志', en: 'the audit log' }, rows, target)
      return { path: target, rows }
    },
  }
}

/** Writes down what is done, for use in the transaction that does it. */
export function audit(session: Session, action: AuditAction, what: Bilingual): void {
  recordAudit(session.book().writer, { at: now(), who: session.who(), action, what })
}

/**
 * Writes down that data left the book for a file. A book that is only looked at, because another window or command holds it, cannot
 * be written: then nothing is noted.
 */
export function auditExport(session: Session, what: Bilingual, rows: number, path: string): void {
  if (session.isReadOnly()) return
  session.book().writer.transaction(() =>
    audit(session, 'export', {
      zh: `导出${what.zh}：${rows} 行，${path}`,
      en: `Export ${what.en}: ${rows} rows, ${path}`,
    }),
  )
}

const HEADER: Readonly<Record<Language, readonly string[]>> = {
  zh: [
    ...['序号', '时间', '操作人', '操作', '内容'],
    ...['操作前病例数', '操作前明细行数', '操作前批次数', '操作后病例数', '操作后明细行数', '操作后批次数'],
  ],
  en: [
    ...['No.', 'Time', 'Who', 'Action', 'What'],
    ...['Cases before', 'Lines before', 'Batches before', 'Cases after', 'Lines after', 'Batches after'],
  ],
}

function cells({ id, at, who, action, what, before, after }: StoredAudit, language: Language): ExportCell[] {
  const texts = [at, who, AUDIT_ACTION_NAMES[action][language], what[language]]
  const counts = [before, after].flatMap(({ cases, lines, batches }) => [cases, lines, batches])
  return [
    { number: String(id) },
    ...texts.map((text) => ({ text })),
    ...counts.map((count) => ({ number: String(count) })),
  ]
}
