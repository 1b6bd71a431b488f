import { join } from 'node:path'
import type { Handlers, ServiceEnv } from '#core/handler.ts'
import { surplusOf } from '#engine/analysis/surplus.ts'
import type { CaseDetail, CasePage, CaseRow } from '#shared/contract/figures.ts'
import type { Slice } from '#shared/contract/slice.ts'
import { FEE_CATEGORIES, type FeeCategory } from '#shared/domain/fee-category.ts'
import { fen, subFen, sumFen } from '#shared/domain/money.ts'
import { surplusText } from '#shared/domain/surplus-on-basis.ts'
import {
  batchesOf,
  type CaseSort,
  caseExtra,
  casePage,
  categoriesOf,
  countCases,
  countLines,
  diagnosesOf,
  linesOf,
  proceduresOf,
} from '#store/case-queries.ts'
import type { ReadableDb } from '#store/database.ts'
import { readSettings } from '#store/settings.ts'
import { totalsOf } from '#store/totals.ts'
import { auditExport } from './audit.ts'
import { asCaseRow } from './case-rows.ts'
import { costTags } from './costing/tags.ts'
import { CASE_COLUMNS } from './export-columns.ts'
import { writeCsv } from './export-file.ts'
import type { Session } from './session.ts'
import { settledCase, trailOf } from './settled-case.ts'
import { groupingOf, requireCase } from './stored-case.ts'

type CaseHandlers = Pick<Handlers, 'cases.page' | 'cases.get' | 'cases.lines' | 'cases.export'>

const EXPORT_PAGE = 1000

export function caseHandlers(env: ServiceEnv, session: Session): CaseHandlers {
  return {
    'cases.page': ({ slice, sort, offset, limit }) => {
      const { reader } = session.book()
      return reader.snapshot(() => ({
        ...sumsOnce(session, reader, slice),
        rows: casePage(reader, slice, sort, offset, limit).map(asCaseRow),
      }))
    },

    'cases.get': ({ caseNo }) => caseDetail(session, caseNo),

    'cases.lines': ({ caseNo, category, offset, limit }) => {
      const { reader } = session.book()
      const { id } = requireCase(reader, caseNo)
      return {
        total: countLines(reader, id, category),
        rows: linesOf(reader, id, category, offset, limit).map(({ flags, amount, category: code, ...line }) => ({
          ...line,
          category: asCategory(code),
          amount: fen(amount),
          highValue: (flags & 1) !== 0,
          negotiatedDrug: (flags & 2) !== 0,
        })),
      }
    },

    'cases.export': async ({ slice, sort, columns, language, path }, { report, breathe }) => {
      const { reader } = session.book()
      const target = path ?? join(env.exportFolder, language === 'zh' ? '病例.csv' : 'cases.csv')
      const header = columns.map((column) => CASE_COLUMNS[column].title[language])
      const total = countCases(reader, slice)
      async function* pages() {
        for (let offset = 0; offset < total; offset += EXPORT_PAGE) {
          const rows = casePage(reader, slice, sort as CaseSort | undefined, offset, EXPORT_PAGE).map(asCaseRow)
          yield rows.map((row: CaseRow) => columns.map((column) => CASE_COLUMNS[column].cell(row, language)))
          report({ phase: { zh: '导出', en: 'Exporting' }, done: Math.min(offset + EXPORT_PAGE, total), total })
          await breathe()
        }
      }
      const rows = await writeCsv(target, header, pages())
      auditExport(session, { zh: '病例', en: 'cases' }, rows, target)
      return { path: target, rows }
    },
  }
}

type SliceSums = Pick<CasePage, 'total' | 'totals'>

/** A grid asks for page after page of one slice; its sums are worked out once per state of the book. */
function sumsOnce({ cache }: Session, db: ReadableDb, slice: Slice): SliceSums {
  const { dataRevision, computedRevision, lastRecomputeAt } = readSettings(db)
  const key = JSON.stringify([slice, dataRevision, computedRevision, lastRecomputeAt])
  const kept = cache.get(CASE_SUMS) as { readonly key: string; readonly sums: SliceSums } | undefined
  if (kept?.key === key) return kept.sums
  const sums = sumsOf(db, slice)
  cache.set(CASE_SUMS, { key, sums })
  return sums
}

const CASE_SUMS = 'case-sums'

function sumsOf(db: ReadableDb, slice: Slice): SliceSums {
  const totals = totalsOf(db, slice)
  return {
    total: totals.n,
    totals: {
      charge: totals.charge,
      cost: totals.cost,
      nWithCost: totals.nWithCost,
      payment: totals.payment.toFixed(),
      surplusB1: surplusText(surplusOf(totals, 'B1')),
      surplusB3: surplusText(surplusOf(totals, 'B3')),
      costTags: costTags(db, slice),
    },
  }
}

const asCategory = (code: string): FeeCategory => FEE_CATEGORIES.find((known) => known === code) ?? '00'

function caseDetail(session: Session, caseNo: string): CaseDetail {
  const { reader } = session.book()
  return reader.snapshot(() => {
    const stored = requireCase(reader, caseNo)
    const extra = caseExtra(reader, stored.id)
    const row = asCaseRow(stored)
    const categories = categoriesOf(reader, stored.id)
    const linesTotal = categories.length === 0 ? null : sumFen(categories.map((entry) => fen(entry.amount)))
    const arithmetic = settledCase(session, reader, stored, extra)?.settled.steps ?? []
    return {
      row,
      department: extra.department,
      discharge: extra.discharge,
      officialGroup: extra.officialGroup,
      codeSystem: extra.codeSystem,
      diagnoses: diagnosesOf(reader, stored.id),
      procedures: proceduresOf(reader, stored.id),
      categories: categories.map(({ category, amount, lines }) => ({
        category: asCategory(category),
        amount: fen(amount),
        lines,
      })),
      lineCount: categories.reduce((sum, entry) => sum + entry.lines, 0),
      linesTotal,
      headerMinusLines: linesTotal === null ? null : subFen(row.charge, linesTotal),
      grouping: {
        result: groupingOf(stored),
        source: extra.groupSource,
        trail: trailOf(session, reader, stored, extra),
      },
      arithmetic,
      patientPay: extra.patientFen === null ? null : fen(extra.patientFen),
      fundPart: arithmetic.find((step) => step.id === 'fund')?.value ?? null,
      batches: batchesOf(reader, stored.id),
    }
  })
}
