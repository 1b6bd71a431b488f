import { createHmac } from 'node:crypto'
import { join } from 'node:path'
import type { CaseRecord, RecordOf } from '#shared/domain/records.ts'
import { RECORD_TABLES } from '#shared/domain/sync.ts'
import { departmentName, type Route, type Routing, routeOf } from './routes.ts'
import { type RecordTable, type SourceFile, type SourceTally, shippedTemplates, sourceRecords } from './sources.ts'
import { createSpool, type Spool } from './spool.ts'

export interface CutRequest {
  readonly files: readonly SourceFile[]
  /** Case lists that only say which case is whose. */
  readonly caseIndex: readonly string[]
  /** Whom packages are made for. */
  readonly departments: readonly string[]
  readonly routing: Routing
  readonly skipRejected: boolean
  /** Makes pseudonyms of patient numbers. */
  readonly pseudonymKey: string
  /** An own folder for the rows of each department until they are packed. */
  readonly folder: string
}

type AnySpool = Spool<RecordOf[RecordTable]>

export interface Cut {
  /** Department → table → its rows. A table for everyone stands under each. */
  readonly tables: ReadonlyMap<string, ReadonlyMap<RecordTable, AnySpool>>
  readonly files: readonly SourceTally[]
  /** Rows of departments that no package is made for, and rows nobody can be told for, by table. */
  readonly others: Readonly<Partial<Record<RecordTable, number>>>
  readonly unknown: Readonly<Partial<Record<RecordTable, number>>>
}

/**
 * Cuts hospital-wide files into what each department gets, reading every file once: memory stays flat but for the list of which case
 * is whose. Patient numbers become pseudonyms on the way.
 */
export async function cutSources(request: CutRequest): Promise<Cut> {
  const { files, departments, routing } = request
  const templates = await shippedTemplates()
  const spools = createSpools(request.folder, departments)
  const others: Partial<Record<RecordTable, number>> = {}
  const unknown: Partial<Record<RecordTable, number>> = {}
  const tallies: SourceTally[] = []
  const read = async (file: SourceFile, take: (record: RecordOf[RecordTable]) => Promise<void>) => {
    const tally: SourceTally = { path: file.path, table: file.table, rows: 0, warned: 0, rejected: 0 }
    for await (const records of sourceRecords(file, templates, request.skipRejected, tally))
      for (const record of records) await take(record)
    return tally
  }
  const note = (record: CaseRecord) => {
    if (record.department !== null)
      routing.caseDepartments.set(record.caseNo, departmentName(record.department, routing))
  }

  for (const path of request.caseIndex)
    await read({ table: 'cases', path }, async (record) => note(record as CaseRecord))
  for (const file of inOrder(files)) {
    tallies.push(
      await read(file, async (record) => {
        if (file.table === 'cases') note(record as CaseRecord)
        const route = routeOf(file.table, record, routing)
        const row = file.table === 'cases' ? withPseudonym(record as CaseRecord, request.pseudonymKey) : record
        const receivers = receiversOf(route, departments)
        for (const department of receivers) await (await spools.of(department, file.table)).add(row)
        if (route === 'unknown') unknown[file.table] = (unknown[file.table] ?? 0) + 1
        else if (receivers.length === 0) others[file.table] = (others[file.table] ?? 0) + 1
      }),
    )
  }
  return { tables: await spools.finish(), files: tallies, others, unknown }
}

/** Cases before what is cut by them. */
const inOrder = (files: readonly SourceFile[]): SourceFile[] =>
  files.toSorted((a, b) => RECORD_TABLES.indexOf(a.table) - RECORD_TABLES.indexOf(b.table))

function receiversOf(route: Route, departments: readonly string[]): readonly string[] {
  if (route === 'all') return departments
  return route === 'unknown' ? [] : departments.filter((name) => name === route.to)
}

/** The same patient has the same pseudonym in every month and department, so that re-admissions still link. */
function withPseudonym(record: CaseRecord, key: string): CaseRecord {
  if (record.patientId === null) return record
  const digest = createHmac('sha256', Buffer.from(key, 'base64url')).update(record.patientId).digest('hex')
  return { ...record, patientId: `P${digest.slice(0, 20)}` }
}

function createSpools(folder: string, departments: readonly string[]) {
  const tables = new Map(departments.map((name) => [name, new Map<RecordTable, AnySpool>()]))
  return {
    async of(department: string, table: RecordTable): Promise<AnySpool> {
      const own = tables.get(department) as Map<RecordTable, AnySpool>
      const known = own.get(table)
      if (known !== undefined) return known
      const spool: AnySpool = await createSpool(join(folder, `${departments.indexOf(department)}-${table}.jsonl`))
      own.set(table, spool)
      return spool
    },
    async finish() {
      for (const own of tables.values()) for (const spool of own.values()) await spool.finish()
      return tables
    },
  }
}
