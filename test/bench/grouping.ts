import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import { type CompiledScheme, compileScheme } from '#engine/grouping/compile.ts'
import { createFrame, fillFrame, SEVERITY_UNKNOWN } from '#engine/grouping/frame.ts'
import { groupFrame } from '#engine/grouping/group.ts'
import { readCsvChunks } from '#exchange/grouping-file/csv-chunks.ts'
import { groupFile } from '#exchange/grouping-file/group-file.ts'
import { findColumns, readRecord } from '#exchange/grouping-file/vector-columns.ts'
import { openTable } from '#exchange/readers/table.ts'
import { readSchemePackage } from '#exchange/scheme/read-package.ts'
import { readScheme } from '#exchange/scheme/read-scheme.ts'
import type { GroupingInput } from '#shared/domain/grouping.ts'
import { CASE_COLUMNS, type Material, readMaterial, writeCases, writeWorkbook } from './grouping-material.ts'
import { type BenchRun, type Figures, peakMemoryMb, timed } from './harness.ts'
import { writeLargeOfficialWorkbook } from './official-workbook.ts'
import { best, perSecond, ratioOf } from './statistics.ts'

/** A quick run has more of them, of a tenth of the cases each: the first few are spent before the code is compiled in full. */
const ROUNDS = { quick: 12, full: 5 }

/**
 * Cases from CSV to CSV under a national scheme, against a ceiling of the project's fastest CSV reader cutting the same bytes into
 * cells and doing nothing else; and cases whose codes are integers already. Best of some rounds, ours and the ceiling in
 * turn, so that a busy machine slows both.
 */
export async function grouping(run: BenchRun): Promise<Figures> {
  const material = await readMaterial(run)
  const target = run.quick ? 100_000 : 1_000_000
  const rounds = run.quick ? ROUNDS.quick : ROUNDS.full
  run.note(`scheme ${material.name}, ${target.toLocaleString('en')} cases`)
  const path = join(run.folder, 'cases.csv')
  await writeCases(path, material.rows, target)

  const zip = await timed(() => readSchemePackage(material.schemePath))
  const compiled = await timed(() => compileScheme(zip.value.tables, zip.value.findings))
  const scheme = compiled.value

  const whole: number[] = []
  const readers: Record<keyof typeof READERS, number[]> = { cells: [], rows: [] }
  let peak = 0
  for (let round = 0; round < rounds; round++) {
    const grouped = await timed(() =>
      groupFile({ scheme, inputPath: path, outputPath: join(run.folder, 'groups.csv') }),
    )
    if (grouped.value.rows !== target) throw new Error(`${grouped.value.rows} cases came out`)
    whole.push(grouped.ms)
    if (round === 0) peak = peakMemoryMb()
    for (const name of ['cells', 'rows'] as const) {
      const read = await timed(() => READERS[name](path))
      if (read.value !== (target + 1) * CASE_COLUMNS.length) throw new Error(`reader ${name} found ${read.value} cells`)
      readers[name].push(read.ms)
    }
    run.note(
      `  round ${round + 1}: grouped in ${Math.round(whole.at(-1)!)} ms, read in ${Math.round(readers.cells.at(-1)!)} and ${Math.round(readers.rows.at(-1)!)} ms`,
    )
  }
  const ceiling = Math.min(best(readers.cells), best(readers.rows))
  const workbook = await loadFromWorkbook(run, material.schemePath)
  const official = await loadOfficial(run)
  return {
    ratio: ratioOf(ceiling, best(whole)),
    scheme: material.name,
    cases: target,
    input_mb: (await stat(path)).size / 1e6,
    cases_per_s_csv_to_csv: perSecond(target, best(whole)),
    ceiling_rows_per_s: perSecond(target, ceiling),
    cases_per_s_interned: await groupInterned(scheme, material.rows, target, rounds),
    load_zip_ms: zip.ms + compiled.ms,
    load_workbook_ms: workbook.ms,
    workbook_rows: workbook.rows,
    load_official_ms: official.ms,
    official_rows: official.rows,
    peak_memory_mb: peak,
  }
}

/** Both hand out every cell as a string; they differ in how they find it. */
const READERS = {
  cells: async (path: string): Promise<number> => {
    let count = 0
    for await (const chunk of readCsvChunks(path)) {
      const text = chunk.cells.bytes.toString('latin1')
      while (chunk.next()) {
        const { cells } = chunk
        const row: string[] = []
        for (let i = 0; i < cells.count; i++) row.push(text.slice(cells.starts[i], cells.ends[i]))
        count += row.length
      }
    }
    return count
  },
  rows: async (path: string): Promise<number> => {
    let count = 0
    for await (const { rows } of (await openTable(path)).rows()) for (const row of rows) count += row.length
    return count
  },
}

/**
 * Cases a second once their codes are integers: the cases lie in columns, as a batch of them would come from a table, and are
 * taken into one frame, one after another.
 */
async function groupInterned(
  scheme: CompiledScheme,
  rows: Material['rows'],
  count: number,
  attempts: number,
): Promise<number> {
  const columns = findColumns('cases', CASE_COLUMNS)
  const cases = internAll(
    scheme,
    rows.map((cells, index) => readRecord('cases', columns, cells, index + 2).input),
  )
  const rounds = Math.ceil(count / rows.length)
  const times: number[] = []
  for (let attempt = 0; attempt < attempts; attempt++) {
    const { ms, value } = await timed(() => {
      let outcomes = 0
      for (let round = 0; round < rounds; round++) outcomes += groupAll(scheme, cases)
      return outcomes
    })
    if (value === 0) throw new Error('every case was rejected')
    times.push(ms)
  }
  return perSecond(rounds * rows.length, best(times))
}

interface InternedCases {
  readonly sex: readonly ('M' | 'F' | null)[]
  /** Five for each case: age, age in days, birth weight, days of stay, hours of intensive care. */
  readonly numbers: Float64Array
  /** Diagnoses and procedures of all cases, one case after the other. */
  readonly codes: Int32Array
  /** Where the diagnoses of case `i` begin (`2 i`), where its procedures do (`2 i + 1`) and where they end (`2 i + 2`). */
  readonly bounds: Int32Array
}

function internAll(scheme: CompiledScheme, inputs: readonly GroupingInput[]): InternedCases {
  const frame = createFrame()
  const codes: number[] = []
  const bounds = [0]
  const numbers: number[] = []
  for (const input of inputs) {
    fillFrame(frame, scheme.index, input)
    codes.push(...frame.dx.subarray(0, frame.dxCount))
    bounds.push(codes.length)
    codes.push(...frame.proc.subarray(0, frame.procTo))
    bounds.push(codes.length)
    numbers.push(frame.age, frame.ageDays, frame.birthWeight, frame.los, frame.icuHours)
  }
  const sex = inputs.map((input) => input.sex)
  return { sex, numbers: Float64Array.from(numbers), codes: Int32Array.from(codes), bounds: Int32Array.from(bounds) }
}

/** The sum of the outcomes' places, which the engine cannot leave out of the work. */
function groupAll(scheme: CompiledScheme, { sex, numbers, codes, bounds }: InternedCases): number {
  const { frame } = scheme.scratch
  let outcomes = 0
  for (let i = 0; i < sex.length; i++) {
    frame.sex = sex[i]!
    frame.age = numbers[5 * i]!
    frame.ageDays = numbers[5 * i + 1]!
    frame.birthWeight = numbers[5 * i + 2]!
    frame.los = numbers[5 * i + 3]!
    frame.icuHours = numbers[5 * i + 4]!
    const dx = bounds[2 * i]!
    const proc = bounds[2 * i + 1]!
    const end = bounds[2 * i + 2]!
    for (let at = dx; at < proc; at++) frame.dx[at - dx] = codes[at]!
    for (let at = proc; at < end; at++) frame.proc[at - proc] = codes[at]!
    frame.dxCount = proc - dx
    frame.procFrom = 0
    frame.procTo = end - proc
    frame.severity = SEVERITY_UNKNOWN
    outcomes += groupFrame(scheme, frame)
  }
  return outcomes
}

/** The same scheme in its workbook form. */
async function loadFromWorkbook(
  run: BenchRun,
  schemePath: string,
): Promise<{ readonly ms: number; readonly rows: number }> {
  const path = join(run.folder, 'scheme.xlsx')
  const rows = await writeWorkbook(path, (await readSchemePackage(schemePath)).tables)
  const { ms } = await timed(async () => {
    const { tables, findings } = await readSchemePackage(path)
    return compileScheme(tables, findings)
  })
  return { ms, rows }
}

/** A workbook in the official form and of its size. */
async function loadOfficial(run: BenchRun): Promise<{ readonly ms: number; readonly rows: number }> {
  const path = join(run.folder, 'official.xlsx')
  const rows = await writeLargeOfficialWorkbook(path)
  const { ms } = await timed(() => readScheme(path))
  return { ms, rows }
}
