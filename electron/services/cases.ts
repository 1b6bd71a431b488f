import { join } from 'node:path'
import type { Handlers, ServiceEnv } from '#core/handler.ts'
import { surplusOf } from '#engine/analysis/surplus.ts'
import { groupCaseWithTrail } from '#engine/grouping/trail.ts'
import { settlementArithmetic } from '#engine/payment/arithmetic.ts'
import type { SettlementFacts } from '#engine/payment/settle.ts'
import type { CaseDetail, CasePage, CaseRow } from '#shared/contract/figures.ts'
import type { Slice } from '#shared/contract/slice.ts'
import { FEE_CATEGORIES, type FeeCategory } from '#shared/domain/fee-category.ts'
import type { GroupingResult, GroupingStatus, GroupingTrail } from '#shared/domain/grouping.ts'
import { fen, subFen, sumFen } from '#shared/domain/money.ts'
import { problem } from '#shared/domain/problem.ts'
import {
  batchesOf,
  type CaseSort,
  caseByNumber,
  caseExtra,
  casePage,
  categoriesOf,
  countCases,
  countLines,
  diagnosesOf,
  linesOf,
  proceduresOf,
  type StoredCaseExtra,
  type StoredCaseRow,
} from '#store/case-queries.ts'
import type { ReadableDb } from '#store/database.ts'
import { type CaseForComputing, casesForComputing } from '#store/facts.ts'
import { readSettings } from '#store/settings.ts'
import { totalsOf } from '#store/totals.ts'
import { asCaseRow } from './case-rows.ts'
import { CASE_COLUMNS } from './export-columns.ts'
import { writeCsv } from './export-file.ts'
import { compiledPolicy } from './policies.ts'
import { groupingInput } from './recompute.ts'
import { compiledScheme } from './schemes.ts'
import type { Session } from './session.ts'

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
          yield rows.map((row: CaseRow) => columns.map((column) => CASE_COLUMNS[column].cell(row)))
          report({ phase: { zh: '导出', en: 'Exporting' }, done: Math.min(offset + EXPORT_PAGE, total), total })
          await breathe()
        }
      }
      return { path: target, rows: await writeCsv(target, header, pages()) }
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
      surplusB1: surplusOf(totals, 'B1').amount?.toFixed() ?? null,
      surplusB3: surplusOf(totals, 'B3').amount?.toFixed() ?? null,
    },
  }
}

const asCategory = (code: string): FeeCategory => FEE_CATEGORIES.find((known) => known === code) ?? '00'

export function requireCase(db: ReadableDb, caseNo: string): StoredCaseRow {
  const stored = caseByNumber(db, caseNo)
  if (stored !== undefined) return stored
  throw problem(
    'not-found',
    `没有病例号为 ${caseNo} 的已计算病例。若刚导入数据，请先重新计算。`,
    `There is no computed case ${caseNo}. If data was just imported, recompute first.`,
    { caseNo },
  )
}

/** What grouping was computed from, read again for explaining. */
export function computingRow(db: ReadableDb, id: number): CaseForComputing {
  const row = casesForComputing(db, id - 1, 1)[0]
  if (row?.id !== id) throw new Error(`case ${id} has a fact and no case`)
  return row
}

const groupingOf = (stored: StoredCaseRow): GroupingResult => ({
  status: stored.status as GroupingStatus,
  mdc: stored.mdc,
  adrg: stored.adrg,
  drg: stored.drg,
})

/**
 * What the settlement was computed from, as the computed row kept it: an explanation leads to the figure that is shown,
 * also while newer data waits for a recompute.
 */
export function settledFrom(stored: StoredCaseRow, extra: StoredCaseExtra): SettlementFacts {
  const amount = (value: number | null) => (value === null ? null : fen(value))
  return {
    status: stored.status as GroupingStatus,
    drg: stored.drg,
    insurance: stored.insurance,
    charge: fen(stored.charge),
    patientPay: amount(extra.patientPartFen),
    cost: amount(stored.cost),
  }
}

function caseDetail(session: Session, caseNo: string): CaseDetail {
  const { reader } = session.book()
  return reader.snapshot(() => {
    const stored = requireCase(reader, caseNo)
    const extra = caseExtra(reader, stored.id)
    const row = asCaseRow(stored)
    const categories = categoriesOf(reader, stored.id)
    const linesTotal = categories.length === 0 ? null : sumFen(categories.map((entry) => fen(entry.amount)))
    const inUse = extra.policyId === null ? null : compiledPolicy(session, extra.policyId)
    const arithmetic = inUse === null ? [] : settlementArithmetic(inUse.policy, settledFrom(stored, extra))
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
      grouping: { result: groupingOf(stored), source: extra.groupSource, trail: trailOf(session, stored, extra) },
      arithmetic,
      patientPay: extra.patientFen === null ? null : fen(extra.patientFen),
      fundPart: arithmetic.find((step) => step.id === 'fund')?.value ?? null,
      batches: batchesOf(reader, stored.id),
    }
  })
}

/**
 * The evidence is worked out again from the stored inputs: the engine is deterministic, so it tells what happened. Null
 * when it leads elsewhere, because the codes were corrected and the case waits for a recompute.
 */
function trailOf(session: Session, stored: StoredCaseRow, extra: StoredCaseExtra): GroupingTrail | null {
  if (extra.groupSource !== 'scheme' || extra.schemeId === null) return null
  const scheme = compiledScheme(session, extra.schemeId)
  if (scheme === null) return null
  const trail = groupCaseWithTrail(scheme, groupingInput(computingRow(session.book().reader, stored.id)))
  return trail.result.status === stored.status && trail.result.drg === stored.drg ? trail : null
}
