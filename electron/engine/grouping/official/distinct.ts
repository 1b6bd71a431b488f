import type { Bilingual } from '#shared/domain/bilingual.ts'
import type { SchemeLoadLine } from '#shared/domain/scheme-load.ts'
import { type Fault, fault } from './faults.ts'
import { line } from './lines.ts'
import { type OfficialTables, OFFICIAL_SHEETS as SHEETS } from './tables.ts'

const SAME: Bilingual = {
  zh: '内容与前一行相同，去掉不改变分组',
  en: 'it says what the earlier row says; without it grouping is the same',
}

/**
 * The tables without rows that repeat an earlier one, each reported. Two rows under one key that differ in what decides a
 * group are a fault: nobody but the publisher can tell which is meant.
 */
export function distinctTables(tables: OfficialTables): {
  readonly tables: OfficialTables
  readonly lines: readonly SchemeLoadLine[]
  readonly faults: readonly Fault[]
} {
  const lines: SchemeLoadLine[] = []
  const faults: Fault[] = []
  const distinct = <Row extends { readonly row: number }>(
    sheet: string,
    rows: readonly Row[],
    key: (row: Row) => string,
    label: (row: Row) => string,
    content: (row: Row) => string = () => '',
  ): readonly Row[] => {
    const seen = new Map<string, Row>()
    return rows.filter((row) => {
      const first = seen.get(key(row))
      if (first === undefined) {
        seen.set(key(row), row)
        return true
      }
      const what = label(row)
      if (content(first) === content(row)) {
        const message = {
          zh: `${what} 与第 ${first.row} 行重复，已去掉`,
          en: `${what} repeats row ${first.row} and was left out`,
        }
        lines.push(line('deduplicated', sheet, row.row, message, { authority: SAME }))
      } else {
        faults.push(
          fault(sheet, row.row, null, {
            zh: `${what} 与第 ${first.row} 行相互矛盾`,
            en: `${what} contradicts row ${first.row}`,
          }),
        )
      }
      return false
    })
  }
  const code = (row: { readonly code: string }) => row.code
  const group = ({ rule, order }: { readonly rule: string; readonly order: number | null }) => `${rule}\n${order}`
  return {
    tables: {
      ...tables,
      mdc: distinct(SHEETS.mdc, tables.mdc, code, code, group),
      adrg: distinct(SHEETS.adrg, tables.adrg, code, code, (row) => `${group(row)}\n${row.mdc}`),
      drg: distinct(SHEETS.drg, tables.drg, code, code, (row) => `${group(row)}\n${row.adrg}`),
      sets: distinct(
        SHEETS.sets,
        tables.sets,
        (row) => `${row.set} ${row.code.toUpperCase()}`,
        (row) => `${row.set} ${row.code}`,
      ),
      cc: distinct(
        SHEETS.cc,
        tables.cc,
        (row) => `${row.level} ${row.code.toUpperCase()}`,
        (row) => `${row.level} ${row.code}`,
        (row) => row.exclusion,
      ),
      exclusions: distinct(
        SHEETS.exclusions,
        tables.exclusions,
        (row) => `${row.exclusion} ${row.code.toUpperCase()}`,
        (row) => `${row.exclusion} ${row.code}`,
      ),
    },
    lines,
    faults,
  }
}
