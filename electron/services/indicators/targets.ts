import type { CatalogueEntry } from '#engine/analysis/catalogue.ts'
import type { IndicatorTarget } from '#shared/contract/indicators.ts'
import type { Slice } from '#shared/contract/slice.ts'
import { exact } from '#shared/domain/exact.ts'
import type { Figure } from '#shared/domain/figure.ts'
import type { Period } from '#shared/domain/period.ts'
import { filterValues, groupNames } from '#store/book-queries.ts'
import { commonDepartment } from '#store/costing-data.ts'
import type { ReadableDb } from '#store/database.ts'
import { targetRows } from '#store/further-sums.ts'

type Target = Omit<IndicatorTarget, 'met'>

/** Brackets and blanks differ from file to file. */
const plain = (name: string): string =>
  name.replaceAll('（', '(').replaceAll('）', ')').replace(/\s/g, '').toLowerCase()

/** Targets of a month for whom the slice is of: a group, a team or physician, else the department; of the month before those of its year. */
export function targetFinder(
  db: ReadableDb,
  slice: Slice,
  month: Period | null,
): (entry: CatalogueEntry, figure: Figure) => IndicatorTarget | null {
  const rows = month === null ? [] : targetRows(db, month)
  const scope = rows.length === 0 ? null : scopeOf(db, slice, rows)
  const found = new Map<string, Target>()
  for (const row of rows)
    if (row.scope === scope)
      found.set(plain(row.indicator), {
        value: row.target,
        direction: row.direction,
        scope: row.scope,
        span: row.span,
      })
  return (entry, figure) => {
    const names = [entry.id, entry.label.zh, entry.label.en, ...(OTHER_NAMES[entry.id] ?? [])].map(plain)
    const target = names.map((name) => found.get(name)).find((known) => known !== undefined)
    if (target === undefined) return null
    const direction =
      target.direction ?? (figure.direction === 'up' ? 'at-least' : figure.direction === 'down' ? 'at-most' : null)
    return { ...target, direction, met: isMet(figure.value, target.value, direction) }
  }
}

/** As hospitals call some indicators in their own lists of targets. */
const OTHER_NAMES: Readonly<Record<string, readonly string[]>> = {
  cmi: ['CMI值', '病例组合指数'],
  'charge-per-case': ['例均费用', '次均住院费用'],
  'cost-per-case': ['次均成本'],
  'drug-share': ['药品占比'],
  'consumable-share': ['耗材占比', '卫生材料占比'],
  readmission: ['再入院率', '31天再入院率', '非计划再入院率'],
  'complication-rate': ['并发症发生率'],
}

function isMet(value: string | null, target: string, direction: 'at-most' | 'at-least' | null): boolean | null {
  if (value === null || direction === null) return null
  const over = exact(value).cmp(target)
  return direction === 'at-most' ? over <= 0 : over >= 0
}

/** Whom the targets of a slice bind; null where the slice is narrowed in a way no target can be stated for. */
function scopeOf(db: ReadableDb, slice: Slice, rows: ReturnType<typeof targetRows>): string | null {
  const { from: _from, to: _to, ...filters } = slice
  const narrowed = Object.values(filters).filter((value) => value !== undefined)
  if (narrowed.length > 1) return null
  const own = slice.drg ?? slice.adrg ?? slice.team ?? slice.physician
  if (narrowed.length === 1) return own ?? null
  const { teams, physicians } = filterValues(db)
  const narrower = new Set([...teams, ...physicians, ...groupNames(db).keys()])
  const scopes = [...new Set(rows.map(({ scope }) => scope))].filter((scope) => !narrower.has(scope))
  const department = commonDepartment(db)
  return scopes.find((scope) => scope === department) ?? scopes[0] ?? null
}
