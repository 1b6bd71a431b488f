import { computeFigure } from '#engine/analysis/figures.ts'
import { FEW_CASES } from '#engine/analysis/measure.ts'
import type { ParsedOf } from '#shared/contract/contract.ts'
import type { TeamReport, TeamRow } from '#shared/contract/teams.ts'
import type { ComputedBasis } from '#shared/domain/surplus.ts'
import { BLANK_KEY } from '#store/slices.ts'
import { qualityEvents, type TeamGroupRow, teamGroups } from '#store/team-groups.ts'
import { sliceTags } from '../indicators/further.ts'
import { type Reading, remembered } from '../steady-reading.ts'
import { allTeams } from '../structure/best-team.ts'
import { indexOf, measureComparisons, surplusComparisons, surplusDifference } from './comparisons.ts'
import { namesOf } from './masks.ts'
import { qualityBy, worseThan } from './quality.ts'

type Asked = ParsedOf<'teams.get'>

/** Sums of everybody in every group, whichever team the filter bar names. */
export function everybody(
  reading: Reading,
  { slice, by }: Pick<Asked, 'slice' | 'by'>,
): Promise<readonly TeamGroupRow[]> {
  const open = allTeams(slice)
  return remembered(reading, JSON.stringify(['team-groups', by, open]), async () => teamGroups(reading.db, by, open))
}

/** Teams or physicians beside the whole department, each within the groups of its own cases. */
export async function teamReport(reading: Reading, asked: Asked): Promise<TeamReport> {
  const { slice, by, basis, masked } = asked
  const { db, breathe } = reading
  const open = allTeams(slice)
  const rows = await everybody(reading, asked)
  await breathe()
  const quality = await remembered(reading, JSON.stringify(['team-quality', by, open]), async () =>
    qualityBy(db, by, open),
  )
  const names = await namesOf(reading, by, masked)
  const measures = measureComparisons(rows)
  const surplus = surplusComparisons(rows, basis)
  const events = await remembered(reading, JSON.stringify(['team-events', by, open]), async () =>
    qualityEvents(db, by, open),
  )
  const row = (name: string): TeamRow => {
    const { totals, figures } = quality.of.get(name)!
    const charge = measures.charge.get(name)
    const comparable = charge?.n ?? 0
    return {
      key: names.keyOf(name),
      label: names.labelOf(name),
      n: totals.n,
      comparable,
      alone: charge?.alone ?? 0,
      few: comparable < FEW_CASES || name === BLANK_KEY,
      cmi: computeFigure('cmi', totals, basis).value,
      measures: {
        charge: indexOf(charge),
        cost: indexOf(measures.cost.get(name)),
        stay: indexOf(measures.stay.get(name)),
      },
      surplus: surplusDifference<ComputedBasis>(basis, surplus.get(name)),
      quality: figures,
      worse: worseThan(figures, quality.all.figures),
      events: events.known ? (events.counts.get(name) ?? 0) : null,
      slice: masked ? null : { ...open, [by]: name },
    }
  }
  return {
    slice: open,
    by,
    basis,
    masked,
    n: quality.all.totals.n,
    rows: [...quality.of.keys()].map(row),
    quality: quality.all.figures,
    costTags: await sliceTags(reading, open),
  }
}
