import { join } from 'node:path'
import type { CostingRun } from '#shared/contract/costing.ts'
import { startBenchCore } from './core.ts'
import { fillCostingBook, sumLinesByCase } from './costing-book.ts'
import { type BenchRun, type Figures, peakMemoryMb, timed } from './harness.ts'
import { best, perSecond, ratioOf } from './statistics.ts'

/** Quick rounds take less than a second, in which another program's second counts for much. */
const ROUNDS = { quick: 6, full: 3 }
const MONTHS = 24

/**
 * A full re-costing, as a person starts one: settings suggested from the book, allocation of 24 months of 60 cost centers, every case
 * by three methods, statements, all written and committed as a run beside the figures; against one bare SQL pass that sums the same
 * charge lines by case. Ours and the pass in turn, the best of each; a run is discarded before the next, which is not measured. The
 * first costing of the book, which has yet to read its lines one by one, is a figure of its own.
 */
export async function costing(run: BenchRun): Promise<Figures> {
  const book = join(run.folder, 'book.keheng')
  const cases = run.quick ? 10_000 : 100_000
  const lines = cases * 100
  const core = startBenchCore(run.folder)
  const ours: number[] = []
  const bare: number[] = []
  let costed: CostingRun | undefined
  let gap = 0
  let peakMemory = 0
  try {
    await core.call('book.create', { path: book, name: 'bench' })
    await core.call('book.close', {})
    const filled = await timed(() => fillCostingBook(book, { cases, linesPerCase: 100, months: MONTHS }))
    run.note(
      `${cases.toLocaleString('en')} cases, ${lines.toLocaleString('en')} lines written in ${Math.round(filled.ms)} ms`,
    )
    await core.call('book.open', { path: book })
    run.note(
      'ours: costing.run as a job of the core thread: 24 months allocated, every case by 3 methods, stored and committed',
    )
    run.note('bare: SELECT case_id, sum(amount_fen) FROM charge_line GROUP BY case_id')
    const rounds = run.quick ? ROUNDS.quick : ROUNDS.full
    for (let round = 0; round < rounds; round++) {
      bare.push(sumLinesByCase(book, cases))
      const { value, ms } = await timed(() => core.whilePinging(() => core.job('costing.run', {})))
      costed = value.value
      gap = Math.max(gap, value.longestGapMs)
      ours.push(ms)
      check(costed, cases)
      run.note(`  round ${round + 1}: costed in ${Math.round(ms)} ms, bare pass ${Math.round(bare.at(-1)!)} ms`)
      peakMemory = peakMemoryMb()
      await core.job('costing.discard', { runId: costed.id })
    }
  } finally {
    await core.close()
  }
  return {
    ratio: ratioOf(best(ours), best(bare)),
    cases,
    lines,
    months: MONTHS,
    centers: 60,
    methods: 3,
    costing_ms: best(ours),
    bare_pass_ms: best(bare),
    first_costing_ms: ours[0]!,
    first_ratio: ratioOf(ours[0]!, best(bare)),
    lines_per_s: perSecond(lines, best(ours)),
    longest_ping_gap_ms: gap,
    peak_memory_mb: peakMemory,
  }
}

/** Every case by every method, and every statement closes. */
function check({ months }: CostingRun, cases: number): void {
  for (const method of ['bottom-up', 'top-down', 'cost-to-charge'] as const) {
    const sums = months.flatMap((month) => month.sums.filter((sum) => sum.method === method))
    const n = sums.reduce((total, sum) => total + sum.cases, 0)
    if (n !== cases) throw new Error(`${method} costed ${n} of ${cases} cases`)
    if (sums.some(({ closes }) => !closes)) throw new Error(`${method} does not close`)
  }
}
