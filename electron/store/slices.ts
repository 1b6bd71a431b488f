import { type Sql, sql } from './sql.ts'

/** Which facts a query is about; the same fields as the contract's slice. */
export interface FactFilter {
  readonly from?: string | undefined
  readonly to?: string | undefined
  readonly mdc?: string | undefined
  readonly adrg?: string | undefined
  readonly drg?: string | undefined
  readonly team?: string | undefined
  readonly physician?: string | undefined
  readonly insurance?: string | undefined
  readonly settlement?: string | undefined
  readonly status?: string | undefined
  readonly principalDx?: string | undefined
  readonly linesDiffer?: true | undefined
  readonly text?: string | undefined
}

/** The word a page uses for facts whose dimension is blank; never a name a hospital would give. */
export const BLANK_KEY = '—'

const equals = (column: Sql, value: string): Sql =>
  value === BLANK_KEY ? sql`${column} IS NULL` : sql`${column} = ${value}`

/** Looked up case by case: few facts are left when a page asks for one diagnosis, and codes have no index of their own. */
function hasPrincipal(code: string): Sql {
  const first = sql`SELECT 1 FROM diagnosis WHERE case_id = f.case_id AND position = 0`
  return code === BLANK_KEY ? sql`NOT EXISTS (${first})` : sql`EXISTS (${first} AND code = ${code})`
}

/** High outliers are asked for with the extreme ones among them, as they are counted. */
const hasClass = (name: string): Sql => (name === 'high' ? sql`f.class IN ('high', 'extreme')` : sql`f.class = ${name}`)

/** Conditions over `case_fact AS f` (and `hospital_case`, `case_ref` when there is a text search). */
export function factConditions(filter: FactFilter): Sql[] {
  const conditions: Sql[] = []
  if (filter.from !== undefined) conditions.push(sql`f.period >= ${filter.from}`)
  if (filter.to !== undefined) conditions.push(sql`f.period <= ${filter.to}`)
  if (filter.mdc !== undefined) conditions.push(sql`f.mdc = ${filter.mdc}`)
  if (filter.adrg !== undefined) conditions.push(sql`f.adrg = ${filter.adrg}`)
  if (filter.drg !== undefined) conditions.push(sql`f.drg = ${filter.drg}`)
  if (filter.team !== undefined) conditions.push(equals(sql`f.team`, filter.team))
  if (filter.physician !== undefined) conditions.push(equals(sql`f.physician`, filter.physician))
  if (filter.insurance !== undefined) conditions.push(equals(sql`f.insurance`, filter.insurance))
  if (filter.settlement !== undefined) conditions.push(hasClass(filter.settlement))
  if (filter.status !== undefined) conditions.push(sql`f.status = ${filter.status}`)
  if (filter.principalDx !== undefined) conditions.push(hasPrincipal(filter.principalDx))
  if (filter.linesDiffer) conditions.push(sql`f.lines > 0 AND f.lines_fen <> f.charge_fen`)
  const text = filter.text?.trim()
  if (text) {
    const like = `%${text.replace(/[\\%_]/g, (character) => `\\${character}`)}%`
    conditions.push(sql`f.case_id IN (
      SELECT c.id FROM hospital_case AS c JOIN case_ref AS r ON r.id = c.id
        JOIN case_fact AS g ON g.case_id = c.id
        LEFT JOIN diagnosis AS d ON d.case_id = c.id AND d.position = 0
      WHERE r.case_no LIKE ${like} ESCAPE '\\' OR c.patient_id LIKE ${like} ESCAPE '\\' OR d.code LIKE ${like} ESCAPE '\\'
        OR d.name LIKE ${like} ESCAPE '\\' OR g.drg LIKE ${like} ESCAPE '\\' OR c.team LIKE ${like} ESCAPE '\\'
        OR c.physician LIKE ${like} ESCAPE '\\')`)
  }
  return conditions
}
