import type { BaselineSource, GroupBaseline } from '#engine/analysis/consumption.ts'
import type { Bilingual } from '#shared/domain/bilingual.ts'
import { exact, exactFromFen } from '#shared/domain/exact.ts'
import { fen } from '#shared/domain/money.ts'
import { addMonths, type Period } from '#shared/domain/period.ts'
import { groupBaselines } from '#store/further-sums.ts'
import type { Reading } from '../steady-reading.ts'
import { monthSums, spanOf } from './month-sums.ts'

/** What a case of each group usually takes, and who says so. */
export interface Baselines {
  readonly groups: ReadonlyMap<string, GroupBaseline>
  readonly source: BaselineSource
}

/** Months of the department's own past that stand in where nobody imported a benchmark. */
const OWN_MONTHS = 12

/**
 * Imported benchmarks known by the end of the span (the first scope by name, as elsewhere); without any the department's own cases of the
 * twelve months before the span. Null where there is neither.
 */
export async function baselinesFor(
  reading: Reading,
  from: Period | null,
  to: Period | null,
): Promise<Baselines | null> {
  return importedBaselines(reading, to) ?? (await ownBaselines(reading, from))
}

function importedBaselines({ db }: Reading, to: Period | null): Baselines | null {
  const rows = groupBaselines(db, to ?? undefined)
  const [first] = rows
  if (first === undefined) return null
  const used = rows.filter(({ scope }) => scope === first.scope)
  const groups = used.map(({ drg, meanCharge, meanLos }): [string, GroupBaseline] => [
    drg,
    {
      meanCharge: meanCharge === null ? null : exactFromFen(fen(meanCharge)),
      meanLos: meanLos === null ? null : exact(meanLos),
    },
  ])
  const latest = used
    .flatMap(({ period }) => (period === null ? [] : [period]))
    .sort()
    .at(-1)
  return {
    groups: new Map(groups),
    source: {
      name: { zh: first.scope, en: first.scope },
      year: latest === undefined ? null : Number(latest.slice(0, 4)),
      level: null,
    },
  }
}

async function ownBaselines(reading: Reading, from: Period | null): Promise<Baselines | null> {
  if (from === null) return null
  const [start, end] = [addMonths(from, -OWN_MONTHS), addMonths(from, -1)]
  const { groups, totals } = spanOf(await monthSums(reading, {}), start, end)
  if (totals.n === 0) return null
  const name: Bilingual = {
    zh: `本科室 ${start} 至 ${end} 的病例（没有导入标杆）`,
    en: `the department's own cases, ${start} to ${end} (no benchmark was imported)`,
  }
  return {
    groups: new Map(
      groups.map(({ drg, n, charge, bedDays, nWithLos }): [string, GroupBaseline] => [
        drg,
        {
          meanCharge: exactFromFen(fen(charge)).div(n),
          meanLos: nWithLos === 0 ? null : exact(bedDays).div(nWithLos),
        },
      ]),
    ),
    source: { name, year: Number(end.slice(0, 4)), level: null },
  }
}
