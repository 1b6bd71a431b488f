import { type Candidates, isOpen } from './anchors.ts'
import type { Postings } from './code-index.ts'
import { type CompiledRow, UNDECIDED } from './compile.ts'
import type { Complications } from './complications.ts'
import type { CaseFrame } from './frame.ts'
import { type RuleTest, severityOf } from './rule-test.ts'
import { BY_TEST, type Tiers } from './tiers.ts'

/** Tries the rows of a scheme on a case; returns a place in `CompiledScheme.outcomes`, or `UNDECIDED`. */
export type Walk = (frame: CaseFrame) => number

interface WalkParts {
  readonly rows: readonly CompiledRow[]
  readonly mdcTests: readonly RuleTest[]
  readonly candidates: Candidates
  readonly tiers: Tiers
  readonly complications: Complications
}

/**
 * The walk over all MDCs and ADRGs, trying only rows the case's codes can reach. Those rows are tried in the order of
 * the full walk, so the first that decides is the one the full walk would have stopped at. A closure over its tables: one
 * load fewer for each of the some fifty looks into them that a case takes.
 */
export function createWalk({ rows, mdcTests, candidates, tiers, complications }: WalkParts): Walk {
  const { always, mdcOf, proven, openMdcs, provenMdcs, pdx, sdx, proc1, procRest } = candidates
  const { bySeverity, graded } = tiers
  const found = new Int32Array(rows.length)

  /** Puts a row in its place, once; returns how many there are. Few are found per case, so insertion beats any cleverer sort. */
  const addRow = (count: number, row: number): number => {
    let place = count
    while (place > 0 && (found[place - 1] as number) > row) place--
    if (place > 0 && found[place - 1] === row) return count
    for (let at = count; at > place; at--) found[at] = found[at - 1] as number
    found[place] = row
    return count + 1
  }

  const addRows = (before: number, { starts, values }: Postings, code: number, open: number): number => {
    let count = before
    const end = starts[code + 1] as number
    for (let i = starts[code] as number; i < end; i++) {
      const row = values[i] as number
      if (isOpen(open, mdcOf[row] as number)) count = addRow(count, row)
    }
    return count
  }

  /** Leaves the rows to try in `found`, ascending and each once; returns how many. */
  const findRows = ({ dx, dxCount, proc, procFrom, procTo }: CaseFrame): number => {
    const principal = dx[0] as number
    const open = openMdcs[principal] as number
    let count = 0
    for (let i = 0; i < always.length; i++) count = addRow(count, always[i] as number)
    count = addRows(count, pdx, principal, open)
    for (let i = 1; i < dxCount; i++) count = addRows(count, sdx, dx[i] as number, open)
    if (procFrom < procTo) count = addRows(count, proc1, proc[procFrom] as number, open)
    for (let i = procFrom + 1; i < procTo; i++) count = addRows(count, procRest, proc[i] as number, open)
    return count
  }

  /** What a row whose own rule holds leads to. */
  const outcomeOf = (row: number, frame: CaseFrame): number => {
    const severity = graded[row] === 1 ? severityOf(frame, complications) : 0
    const outcome = bySeverity[4 * row + severity] as number
    return outcome === BY_TEST ? testTiers(rows[row] as CompiledRow, frame) : outcome
  }

  return (frame) => {
    const count = findRows(frame)
    let mdc = -1
    let mdcHolds = false
    for (let i = 0; i < count; i++) {
      const row = found[i] as number
      if (mdcOf[row] !== mdc) {
        mdc = mdcOf[row] as number
        mdcHolds = provenMdcs[mdc] === 1 || (mdcTests[mdc] as RuleTest)(frame)
      }
      if (!mdcHolds || (proven[row] !== 1 && !(rows[row] as CompiledRow).test(frame))) continue
      const outcome = outcomeOf(row, frame)
      if (outcome !== UNDECIDED) return outcome
    }
    return UNDECIDED
  }
}

function testTiers({ drgTests, drgOutcomes, otherwise }: CompiledRow, frame: CaseFrame): number {
  for (let i = 0; i < drgTests.length; i++) {
    if ((drgTests[i] as RuleTest)(frame)) return drgOutcomes[i] as number
  }
  return otherwise
}
