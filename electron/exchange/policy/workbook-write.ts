import type { PolicyDocument } from '#engine/payment/policy.ts'
import { type WorkbookSheet, workbookBytes } from '../workbook-bytes.ts'
import { type Column, KEY_SHEET, KEYS, LIST_MARK, TABLES, type TableName } from './workbook-layout.ts'

type Values = Readonly<Record<string, unknown>>

/**
 * A policy as a workbook that a person can edit in Excel and that reads back to the same policy: a sheet of single values with what they
 * mean, and a sheet for each list. Every value is a text, so that it stays as published; sheets that stay empty keep their headings.
 */
export function policyWorkbook(policy: PolicyDocument): Promise<Uint8Array> {
  const tables = Object.entries(rowsOf(policy)) as [TableName, readonly Values[]][]
  return workbookBytes([keySheet(policy), ...tables.map(([name, rows]) => tableSheet(name, TABLES[name], rows))])
}

function rowsOf({
  groups,
  pricing,
  outliers,
  addOns = [],
  perDiem = [],
  longStay,
  yearEnd,
}: PolicyDocument): Readonly<Record<TableName, readonly Values[]>> {
  return {
    groups: groups.map(asValues),
    base_rates: pricing.mode === 'weight' ? pricing.baseRates.map(asValues) : [],
    prices: pricing.mode === 'direct' ? pricing.prices.map(asValues) : [],
    high_bands: (outliers?.high?.bands ?? []).map(asValues),
    add_ons: addOns.map(asValues),
    per_diem: perDiem.flatMap(({ bands, ...whose }) => bands.map((band) => ({ ...whose, ...band }))),
    long_stay_bands: (longStay?.bands ?? []).map(asValues),
    final_rates: (yearEnd?.finalRates ?? []).map(asValues),
  }
}

const asValues = (row: object): Values => ({ ...row })

function tableSheet(name: string, columns: readonly Column[], rows: readonly Values[]): WorkbookSheet {
  return {
    name,
    rows: [columns.map((column) => column.name), ...rows.map((row) => columns.map(({ key }) => cellText(row[key])))],
  }
}

function keySheet(policy: PolicyDocument): WorkbookSheet {
  return {
    name: KEY_SHEET,
    rows: [
      ['key', 'value', '说明', 'meaning'],
      ...KEYS.map(({ key, note }) => [key, cellText(valueAt(policy, key)), note.zh, note.en]),
    ],
  }
}

/** The value at a dotted path; undefined where a part of the way is missing. */
function valueAt(policy: PolicyDocument, path: string): unknown {
  return path
    .split('.')
    .reduce<unknown>((at, part) => (typeof at === 'object' && at !== null ? (at as Values)[part] : undefined), policy)
}

function cellText(value: unknown): string | null {
  if (value === undefined || value === null || value === '') return null
  return Array.isArray(value) ? value.join(LIST_MARK) : String(value)
}
