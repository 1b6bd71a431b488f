import type { RecordTemplate } from '#exchange/kinds/index.ts'
import { fileChoice } from '#exchange/mapping/template-keys.ts'
import { createLineTotals } from '#exchange/validate/line-totals.ts'
import type { ImportKind, LineDifference } from '#shared/contract/imports.ts'
import { type Fen, subFen } from '#shared/domain/money.ts'
import { ownText } from '#shared/domain/own-text.ts'
import type { CaseRecord, ChargeRecord, RecordOf } from '#shared/domain/records.ts'
import { chargesOfCases, linesOfCases } from '#store/case-money.ts'
import type { ReadableDb } from '#store/database.ts'

/** Holds the lines of cases against their totals, lines or cases of a file together with what the book has of the other. */
export interface LineCheck {
  add(record: RecordOf[ImportKind]): void
  /** In the order of the file; cases without lines, and lines without a case, are not compared. */
  differences(db: ReadableDb): LineDifference[]
}

/** Null for kinds that are neither. */
export function createLineCheck(template: RecordTemplate): LineCheck | null {
  if (template.kind === 'charges') return linesAgainstBook(template)
  return template.kind === 'cases' ? casesAgainstBook() : null
}

function linesAgainstBook(template: RecordTemplate): LineCheck {
  const totals = createLineTotals(template)
  const caseNos = new Set<string>()
  return {
    add(record) {
      const line = record as ChargeRecord
      if (!caseNos.has(line.caseNo)) caseNos.add(ownText(line.caseNo))
      totals.add(line)
    },
    differences(db) {
      const asked = [...caseNos]
      const charges = chargesOfCases(db, asked)
      // A month of lines may come in several files.
      for (const [caseNo, amount] of linesOfCases(db, asked, fileChoice(template, 'lines.sum') ?? 'net'))
        totals.add({ caseNo, amount })
      return totals
        .differences((caseNo) => charges.get(caseNo) ?? null)
        .flatMap(({ total, ...rest }) => (total === null ? [] : [{ ...rest, total }]))
    },
  }
}

function casesAgainstBook(): LineCheck {
  const charges = new Map<string, Fen>()
  return {
    add(record) {
      const { caseNo, charge } = record as CaseRecord
      charges.set(ownText(caseNo), charge)
    },
    differences(db) {
      const lines = linesOfCases(db, [...charges.keys()], 'net')
      return [...charges].flatMap(([caseNo, total]) => {
        const sum = lines.get(caseNo)
        if (sum === undefined || sum === total) return []
        return [{ caseNo, lines: sum, total, difference: subFen(sum, total) }]
      })
    },
  }
}
