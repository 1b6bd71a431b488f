import type { SchemeLoadLine } from '#shared/domain/scheme-load.ts'
import type { SchemeContent } from './content.ts'
import { line } from './official/lines.ts'
import { isAmbiguous, isFallbackAdrg, isFallbackDrg, OFFICIAL_SHEETS } from './official/tables.ts'
import type { SchemeTables } from './tables.ts'
import type { SchemeFinding } from './validate.ts'

/** A group a case can end in, at its place in the scheme. */
interface Ending {
  readonly sheet: string
  readonly row: number
  readonly code: string
}

/**
 * The groups of a scheme that have no weight, each at its table and row. No form of scheme file holds weights: they come with the
 * payment policy, which `weighs` asks. Left out are ambiguous groups and bins, which are paid by other rules, and the rows that
 * `findings` calls unreachable.
 */
export function missingWeights(
  content: SchemeContent,
  weighs: (code: string) => boolean,
  findings: readonly SchemeFinding[] = [],
): readonly SchemeLoadLine[] {
  const endings = content.form === 'package' ? packageEndings(content.tables, findings) : officialEndings(content)
  const once = new Map(endings.map((ending) => [ending.code, ending]))
  return [...once.values()].flatMap(({ sheet, row, code }) => {
    if (weighs(code)) return []
    const message = { zh: `支付政策中没有 ${code} 的权重`, en: `the payment policy has no weight for ${code}` }
    return [line('warning', sheet, row, message)]
  })
}

function packageEndings({ header, adrg, drg }: SchemeTables, findings: readonly SchemeFinding[]): readonly Ending[] {
  const never = new Set(
    findings.filter(({ code }) => code === 'unreachable').map(({ table, row }) => `${table} ${row}`),
  )
  const withDrgs = new Set(drg.map((row) => row.adrg))
  const ending = (table: 'adrg' | 'drg', index: number, code: string): readonly Ending[] =>
    never.has(`${table} ${index + 2}`) ? [] : [{ sheet: `${table}.csv`, row: index + 2, code }]
  return [
    ...adrg.flatMap((row, index) =>
      // Such an ADRG stands in for the DRG it does not have.
      header.adrgWithoutDrg === 'stop' && row.kind !== 'ambiguous' && !withDrgs.has(row.adrg)
        ? ending('adrg', index, row.adrg)
        : [],
    ),
    ...drg.flatMap((row, index) => ending('drg', index, row.drg)),
  ]
}

function officialEndings({ tables }: Extract<SchemeContent, { form: 'official' }>): readonly Ending[] {
  return tables.drg
    .filter(({ code, adrg }) => !isFallbackDrg(code) && !isFallbackAdrg(adrg) && !isAmbiguous(adrg))
    .map(({ row, code }) => ({ sheet: OFFICIAL_SHEETS.drg, row, code }))
}
