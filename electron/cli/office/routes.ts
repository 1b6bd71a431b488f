import type {
  BudgetRecord,
  CaseRecord,
  ChargeRecord,
  DriverRecord,
  LedgerRecord,
  RecordOf,
  SettlementRecord,
  TargetRecord,
} from '#shared/domain/records.ts'
import type { RecordTable } from './sources.ts'

/** Whom a row is for: a department, all of them, or nobody that can be told. */
export type Route = { readonly to: string } | 'all' | 'unknown'

export interface Routing {
  /** Departments a package can be made for: rows naming another of them are not for this one. */
  readonly departments: ReadonlySet<string>
  /** Other names of departments and cost centers in the exports. */
  readonly aliases: ReadonlyMap<string, string>
  /** Case number → department, from the case lists read so far. */
  readonly caseDepartments: Map<string, string>
  /** Tables that go to every department uncut. */
  readonly whole: ReadonlySet<RecordTable>
}

/**
 * Whom a record of a hospital-wide file is for: cases by their department, charges and settlements by their case, ledger, drivers and
 * budgets by their cost center. Targets go to whom they bind; those that bind a group or team, the catalogue and the benchmarks go to
 * everyone.
 */
export function routeOf(table: RecordTable, record: RecordOf[RecordTable], routing: Routing): Route {
  if (routing.whole.has(table)) return 'all'
  switch (table) {
    case 'cases':
      return named((record as CaseRecord).department, routing)
    case 'charges':
    case 'settlements':
      return named(routing.caseDepartments.get((record as ChargeRecord | SettlementRecord).caseNo) ?? null, routing)
    case 'ledger':
    case 'drivers':
    case 'budgets':
      return named((record as LedgerRecord | DriverRecord | BudgetRecord).costCenter, routing)
    case 'targets': {
      const name = departmentName((record as TargetRecord).scope, routing)
      return routing.departments.has(name) ? { to: name } : 'all'
    }
    case 'items':
    case 'benchmarks':
      return 'all'
  }
}

export const departmentName = (name: string, { aliases }: Pick<Routing, 'aliases'>): string => aliases.get(name) ?? name

const named = (name: string | null, routing: Routing): Route =>
  name === null ? 'unknown' : { to: departmentName(name, routing) }
