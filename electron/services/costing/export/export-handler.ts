import { join } from 'node:path'
import type { Handlers, ServiceEnv } from '#core/handler.ts'
import type { RequestOf } from '#shared/contract/contract.ts'
import { ProblemError } from '#shared/domain/problem.ts'
import { readSettings } from '#store/settings.ts'
import { auditExport } from '../../audit.ts'
import { now } from '../../clock.ts'
import { writeCsv, writeWorkbook } from '../../export-file.ts'
import type { Session } from '../../session.ts'
import { buildTable, statementOf } from './build-tables.ts'
import { type ReportTable, tagCells, tagHeads, text, wordsOf } from './report-table.ts'

type Request = RequestOf<'costing.export'>

/** Writes the tables of the cost page to a workbook or a CSV: of one state of the book, whole or not at all. */
export function exportHandlers(env: ServiceEnv, session: Session): Pick<Handlers, 'costing.export'> {
  return {
    'costing.export': async (request, { report, breathe }) => {
      const { reader } = session.book()
      const { language, format, path } = request
      const wanted = format === 'csv' ? request.tables.slice(0, 1) : request.tables
      const total = wanted.length
      const tables: ReportTable[] = []
      for (const table of wanted) {
        report({ phase: { zh: '导出', en: 'Exporting' }, done: tables.length, total })
        tables.push(reader.snapshot(() => buildTable(reader, request, table)))
        await breathe()
      }
      const target = path ?? join(env.exportFolder, `${language === 'zh' ? '成本报表' : 'cost-reports'}.${format}`)
      const rows =
        format === 'csv'
          ? await writeCsv(target, tables[0]!.header, onePage(tables[0]!.rows))
          : await writeWorkbook(target, [aboutOf(session, request), ...tables])
      report({ phase: { zh: '导出', en: 'Exporting' }, done: total, total })
      auditExport(session, { zh: '成本报表', en: 'cost reports' }, rows, target)
      return { path: target, rows }
    },
  }
}

async function* onePage<T>(page: T): AsyncGenerator<T> {
  yield page
}

/** The first sheet: which book, months and run the figures are of, and how sure the costs are. */
function aboutOf(session: Session, request: Request): ReportTable {
  const { reader } = session.book()
  const words = wordsOf(request.language)
  const { t } = words
  const found = reader.snapshot(() => {
    try {
      return statementOf(reader, request)
    } catch (error) {
      if (error instanceof ProblemError && error.problem.code === 'costing-missing') return null
      throw error
    }
  })
  const rows = [
    [text(t('export.book')), text(readSettings(reader).name)],
    [text(t('run.months')), text(`${request.from} – ${request.to}`)],
    [text(t('export.at')), text(now())],
    ...(found === null
      ? []
      : [
          [text(t('run.number')), text(t('costing.runNumber', { id: found.run.id, at: found.run.at }))],
          [text(t('run.state')), text(t(found.run.inForce ? 'costing.inForce' : 'costing.notInForce'))],
          ...tagHeads(words).map((head, index) => [text(head), tagCells(words, found)[index]!]),
          [text(t('costing.tab.statement')), text(t(found.closes ? 'statement.closes' : 'statement.open'))],
        ]),
  ]
  return { name: t('export.about'), header: [t('methods.measure'), t('costing.value')], rows }
}
