import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import Papa from 'papaparse'
import { type ImportTemplate, templateSchema } from '#shared/contract/imports.ts'
import { sharedPath } from './shared-data.ts'

/** The shipped template that maps the New York discharge files. */
export const SPARCS_TEMPLATE = join(
  import.meta.dirname,
  '..',
  '..',
  'resources',
  'templates',
  'sparcs-orthopaedics.json',
)

export function sparcsTemplate(): ImportTemplate {
  return templateSchema.parse(JSON.parse(readFileSync(SPARCS_TEMPLATE, 'utf8')))
}

/** The data's own payment table as a policy: a direct table of six-decimal payments, no outlier bands. */
export function writeSparcsPolicy(folder: string): string {
  const text = readFileSync(sharedPath('datasets', 'sparcs_ortho_dept_facility413', 'payment_table.csv'), 'utf8')
  const rows = Papa.parse<Record<'apr_drg' | 'severity' | 'rw' | 'payment', string>>(text, {
    header: true,
    skipEmptyLines: true,
  }).data
  return writeReferencePolicy(folder, {
    code: 'SPARCS-2020-MEAN-COST',
    name: { zh: '全州同组平均成本（参考）', en: 'State-wide mean cost of the group (reference)' },
    year: 2020,
    source: 'payment_table.csv: mean cost of each APR-DRG and severity over 36,631 discharges',
    groups: rows.map((row) => ({ drg: `${row.apr_drg}|${row.severity}`, rw: row.rw, price: row.payment })),
  })
}

/** A policy for one year that pays every group a stated price. */
export function writeReferencePolicy(
  folder: string,
  {
    year,
    groups,
    ...about
  }: {
    readonly code: string
    readonly name: { readonly zh: string; readonly en: string }
    readonly year: number
    readonly source: string
    readonly groups: readonly { readonly drg: string; readonly rw: string; readonly price: string }[]
  },
): string {
  const policy = {
    format: 'payment-policy/1',
    kind: 'DRG',
    ...about,
    region: 'New York',
    year,
    status: 'reference',
    validFrom: `${year}-01`,
    validTo: `${year}-12`,
    scheme: null,
    pricing: { mode: 'direct', prices: groups.map(({ drg, price }) => ({ drg, insurance: null, price })) },
    groups: groups.map(({ drg, rw }) => ({ drg, rw })),
    outliers: null,
    ungrouped: { settle: 'none' },
    ambiguous: { settle: 'none' },
    patientShare: { mode: 'from-case' },
  }
  const path = join(folder, 'policy.json')
  writeFileSync(path, JSON.stringify(policy, null, 1))
  return path
}
