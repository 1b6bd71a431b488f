import { join } from 'node:path'
import { askedPages } from './analysis-pages.ts'
import { bareRewrite, openBare } from './bare-book.ts'
import { type BenchCore, startBenchCore } from './core.ts'
import { type BenchRun, demoFile, type Figures, timed, writeDemoFiles } from './harness.ts'
import { median, p95, ratioOf } from './statistics.ts'

/** Ten years of the demonstration department, as large as makes 100,000 cases; of its charge lines so many that ten millions stay. */
const SIZE = { months: 120, scale: 5, percent: 64 }
const QUICK = { ...SIZE, scale: SIZE.scale / 10 }
const WARM_UP = 3
const TURNS = { quick: 12, full: 20 }
const PARTS = ['items', 'cases', 'charges', 'ledger', 'drivers', 'benchmarks', 'budgets'] as const

/**
 * What the pages ask, warm, at 100,000 cases and 10 million charge lines, each against the same aggregates in bare SQL over the same
 * roll-up tables (medians of answers taken in turn); the same sums over every charge line, for comparison; grouping and settling
 * the whole book, and pricing it again under a policy (the better of two runs each), against a bare pass that reads each case and writes
 * one row of the same columns.
 */
export async function analysisPages(run: BenchRun): Promise<Figures> {
  const book = join(run.folder, 'book.keheng')
  const manifest = await writeDemoFiles(join(run.folder, 'demo'), run.quick ? QUICK : SIZE)
  const lines = demoFile(manifest, 'charges').rows
  const { cases } = manifest.controlTotals
  run.note(`${cases.toLocaleString('en')} cases, ${lines.toLocaleString('en')} charge lines`)
  const core = startBenchCore(run.folder)
  const figures: Record<string, number> = {}
  let recompute: number
  let reprice: number
  let worst = { page: '', ratio: 0 }
  let rawLines = 0
  try {
    recompute = await fillBook(core, book, (kind) => demoFile(manifest, kind).path, run)
    const [policy] = await core.call('policies.list', {})
    const price = () => core.job('settlement.reprice', { policyId: policy!.id })
    reprice = Math.min((await timed(price)).ms, (await timed(price)).ms)
    const bare = openBare(book)
    try {
      for (const page of await askedPages(core)) {
        const questions = page.bare.map((question) => bare.prepare(question))
        const { ours, ceiling } = await askInTurn(page.ask, questions, run.quick ? TURNS.quick : TURNS.full)
        figures[`p95_${page.name}_ms`] = p95(ours)
        if (questions.length === 0) continue
        const ratio = ratioOf(median(ours), median(ceiling))
        run.note(
          `  ${page.name}: ${median(ours).toFixed(1)} ms, bare ${median(ceiling).toFixed(1)} ms: ${ratio.toFixed(2)}`,
        )
        if (ratio > worst.ratio) worst = { page: page.name, ratio }
      }
      const sumLines = bare.prepare({ kind: 'lines', by: 'drg', filter: '' })
      const overLines = await timed(sumLines)
      const asked = await timed(() => core.call('surplus.table', { slice: {}, by: 'drg', basis: 'B1' }))
      rawLines = ratioOf(asked.ms, overLines.ms)
      run.note(`  surplus by group ${Math.round(asked.ms)} ms, over every charge line ${Math.round(overLines.ms)} ms`)
    } finally {
      bare.close()
    }
  } finally {
    await core.close()
  }
  const bareRecompute = bareRewrite(book, cases, 'case_fact')
  const bareReprice = bareRewrite(book, cases, 'repriced_case')
  run.note(`  grouping and settling ${Math.round(recompute)} ms, bare pass ${Math.round(bareRecompute)} ms`)
  run.note(`  pricing again ${Math.round(reprice)} ms, bare pass ${Math.round(bareReprice)} ms`)
  return {
    ratio: worst.ratio,
    worst_page: worst.page,
    raw_lines_ratio: rawLines,
    reprice_ratio: ratioOf(reprice, bareReprice),
    cases,
    lines,
    p95_worst_ms: Math.max(...Object.values(figures)),
    ...figures,
    reprice_ms: reprice,
    bare_reprice_ms: bareReprice,
    recompute_ratio: ratioOf(recompute, bareRecompute),
    recompute_ms: recompute,
    bare_pass_ms: bareRecompute,
  }
}

/** Imports, settles and costs the department. Returns the milliseconds of grouping and settling it, the better of two. */
async function fillBook(
  core: BenchCore,
  book: string,
  pathOf: (kind: 'scheme' | 'policy' | (typeof PARTS)[number]) => string,
  run: BenchRun,
): Promise<number> {
  await core.call('book.create', { path: book, name: 'bench' })
  await core.job('schemes.add', { path: pathOf('scheme') })
  await core.call('policies.add', { path: pathOf('policy') })
  for (const kind of PARTS) {
    const { ms } = await timed(() =>
      core.job('imports.commit', { source: { path: pathOf(kind), kind }, skipRejected: false }),
    )
    run.note(`  ${kind} imported in ${Math.round(ms)} ms`)
  }
  const first = await timed(() => core.job('recompute.run', {}))
  const costed = await timed(async () => {
    const { id } = await core.job('costing.run', {})
    await core.job('costing.accept', { runId: id, method: 'bottom-up' })
  })
  run.note(`  costed in ${Math.round(costed.ms)} ms`)
  const again = await timed(() => core.job('recompute.run', {}))
  return Math.min(first.ms, again.ms)
}

/** Milliseconds of each answer. Ours and the bare questions take turns, so that a busy machine slows both. */
async function askInTurn(ask: () => Promise<unknown>, questions: readonly (() => void)[], turns: number) {
  const ours: number[] = []
  const ceiling: number[] = []
  for (let turn = 0; turn < WARM_UP + turns; turn++) {
    const answer = await timed(ask)
    const bare = await timed(() => {
      for (const question of questions) question()
    })
    if (turn < WARM_UP) continue
    ours.push(answer.ms)
    ceiling.push(bare.ms)
  }
  return { ours, ceiling }
}
