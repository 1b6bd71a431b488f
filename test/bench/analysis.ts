import { join } from 'node:path'
import type { RequestOf } from '#shared/contract/contract.ts'
import { period } from '#shared/domain/period.ts'
import { SLICE_DIMENSIONS } from '#shared/domain/slice.ts'
import { type BenchCore, startBenchCore } from './core.ts'
import { type BenchRun, demoFile, type Figures, timed, writeDemoFiles } from './harness.ts'
import { type BareQuestion, openBare, repriceBare, searchFilter } from './bare-book.ts'
import { median, p95, ratioOf } from './statistics.ts'

/** Scale of the demonstration department that has 100,000 cases in its two years. */
const SCALE = 25
/** Of the charge lines one in five is loaded: the pages read roll-ups by case, whose size the lines hardly change. */
const EVERY_LINE = 5
const WARM_UP = 3
const TURNS = { quick: 12, full: 20 }

/**
 * What the pages ask, warm, at 100,000 cases, each against the same sums in bare SQL over the fact table
 * (medians of answers taken in turn); and grouping and
 * settling the whole book (the better of two runs) against a bare pass that reads each case and writes one row of the same columns.
 */
export async function analysisPages(run: BenchRun): Promise<Figures> {
  const book = join(run.folder, 'book.keheng')
  const manifest = await writeDemoFiles(join(run.folder, 'demo'), run.quick ? SCALE / 10 : SCALE, EVERY_LINE)
  const lines = demoFile(manifest, 'charges').rows
  const { cases } = manifest.controlTotals
  run.note(`${cases.toLocaleString('en')} cases, ${lines.toLocaleString('en')} charge lines`)
  const core = startBenchCore(run.folder)
  const figures: Record<string, number> = {}
  let reprice: number
  let worst = { page: '', ratio: 0 }
  try {
    await core.call('book.create', { path: book, name: 'bench' })
    await core.job('schemes.add', { path: demoFile(manifest, 'scheme').path })
    await core.call('policies.add', { path: demoFile(manifest, 'policy').path })
    for (const kind of ['cases', 'charges'] as const) {
      const { ms } = await timed(() =>
        core.job('imports.commit', { source: { path: demoFile(manifest, kind).path, kind }, skipRejected: false }),
      )
      run.note(`  ${kind} imported in ${Math.round(ms)} ms`)
    }
    const first = await timed(() => core.job('recompute.run', {}))
    const again = await timed(() => core.job('recompute.run', {}))
    reprice = Math.min(first.ms, again.ms)

    const bare = openBare(book)
    try {
      const caseNo = (await core.call('cases.page', { slice: {}, offset: Math.floor(cases / 2), limit: 1 })).rows[0]!
        .caseNo
      for (const page of pagesOf(core, cases, caseNo)) {
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
    } finally {
      bare.close()
    }
  } finally {
    await core.close()
  }
  const bareReprice = repriceBare(book, cases)
  run.note(`  grouping and settling ${Math.round(reprice)} ms, bare pass ${Math.round(bareReprice)} ms`)
  return {
    ratio: worst.ratio,
    worst_page: worst.page,
    reprice_ratio: ratioOf(reprice, bareReprice),
    cases,
    lines,
    p95_worst_ms: Math.max(...Object.values(figures)),
    ...figures,
    reprice_ms: reprice,
    bare_pass_ms: bareReprice,
  }
}

interface Page {
  readonly name: string
  readonly ask: () => Promise<unknown>
  /** The aggregates the page cannot do without, asked of the fact table directly; none for a page that sums nothing. */
  readonly bare: readonly BareQuestion[]
}

function pagesOf(core: BenchCore, cases: number, caseNo: string): readonly Page[] {
  const casePage = (name: string, request: Partial<RequestOf<'cases.page'>>, order: string, filter = ''): Page => {
    const full = { slice: {}, offset: 0, limit: 100, ...request }
    const rows: BareQuestion = { kind: 'rows', order, filter, offset: full.offset, limit: full.limit }
    return {
      name: `cases_${name}`,
      ask: () => core.call('cases.page', full),
      bare: [{ kind: 'sums', by: null, filter }, rows],
    }
  }
  return [
    {
      name: 'overview',
      ask: () => core.call('overview.get', { slice: { from: period('2025-07') }, compare: 'year', basis: 'B1' }),
      bare: [
        { kind: 'sums', by: null, filter: "f.period >= '2025-07'" },
        { kind: 'sums', by: null, filter: "f.period < '2025-07'" },
        { kind: 'sums', by: 'period', filter: '' },
        { kind: 'sums', by: 'drg', filter: "f.period >= '2025-07'" },
      ],
    },
    ...SLICE_DIMENSIONS.map(
      (by): Page => ({
        name: `surplus_by_${by}`,
        ask: () => core.call('surplus.table', { slice: {}, by, basis: 'B1' }),
        bare: [{ kind: 'sums', by: by === 'month' ? 'period' : by, filter: '' }],
      }),
    ),
    casePage('first', {}, 'f.period DESC, f.case_id DESC'),
    casePage('deep', { offset: cases - 200 }, 'f.period DESC, f.case_id DESC'),
    casePage('sorted', { sort: { column: 'surplusB1', descending: false } }, 'f.payment_fen - f.charge_fen'),
    casePage('search', { slice: { text: '医师B2' } }, 'f.period DESC, f.case_id DESC', searchFilter('医师B2')),
    { name: 'case', ask: () => core.call('cases.get', { caseNo }), bare: [] },
  ]
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
