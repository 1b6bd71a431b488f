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
import { CASE_COLUMNS, type Material, readMaterial, writeCases, writeWorkbook } from './grouping-material.ts'
import { type BenchRun, type Figures, peakMemoryMb, timed } from './harness.ts'
import { best, perSecond, ratioOf } from './statistics.ts'

const ROUNDS = 4

/**
 * Cases from CSV to CSV under a national scheme, against a ceiling of the project's fastest CSV reader cutting the same bytes into
 * cells and doing nothing else; and cases whose codes are integers already. Best of some rounds, ours and the ceiling in
 * turn, so that a busy machine slows both.
 */
export async function grouping(run: BenchRun): Promise<Figures> {
  const material = await readMaterial(run)
  const target = run.quick ? 100_000 : 1_000_000
  run.note(`scheme ${material.name}, ${target.toLocaleString('en')} cases`)
  const path = join(run.folder, 'cases.csv')
  await writeCases(path, material.rows, target)

  const zip = await timed(() => readSchemePackage(material.schemePath))
  const compiled = await timed(() => compileScheme(zip.value.tables, zip.value.findings))
  const scheme = compiled.value

  const whole: number[] = []
  const readers: Record<keyof typeof READERS, number[]> = { cells: [], rows: [] }
  let peak = 0
  for (let round = 0; round < ROUNDS; round++) {
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
  return {
    ratio: ratioOf(ceiling, best(whole)),
    scheme: material.name,
    cases: target,
    input_mb: (await stat(path)).size / 1e6,
    cases_per_s_csv_to_csv: perSecond(target, best(whole)),
    ceiling_rows_per_s: perSecond(target, ceiling),
    cases_per_s_interned: await groupInterned(scheme, material.rows, target),
    load_zip_ms: zip.ms + compiled.ms,
    load_workbook_ms: workbook.ms,
    workbook_rows: workbook.rows,
    peak_memory_mb: peak,
  }
}

/** Both hand out every cell as a string; they differ in how they find it. */
const READERS = {
  cells: async (path: string): Promise<number> => {
    let count = 0
    for await (const chunk of readCsvChunks(path)) {
      const text = chunk.bytes.toString('latin1')
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

/** Cases a second once their codes are integers: the frames are filled beforehand, the walk alone is timed. */
async function groupInterned(scheme: CompiledScheme, rows: Material['rows'], count: number): Promise<number> {
  const columns = findColumns('cases', CASE_COLUMNS)
  const frames = rows.map((cells, index) => {
    const frame = createFrame()
    fillFrame(frame, scheme.index, readRecord('cases', columns, cells, index + 2).input)
    return frame
  })
  const rounds = Math.ceil(count / frames.length)
  const times: number[] = []
  for (let attempt = 0; attempt < ROUNDS; attempt++) {
    const { ms, value } = await timed(() => {
      let outcomes = 0
      for (let round = 0; round < rounds; round++) {
        for (const frame of frames) {
          // What filling a frame does: without it, every round after the first would find its severities looked up already.
          frame.severity = SEVERITY_UNKNOWN
          outcomes += groupFrame(scheme, frame)
        }
      }
      return outcomes
    })
    if (value === 0) throw new Error('every case was rejected')
    times.push(ms)
  }
  return perSecond(rounds * frames.length, best(times))
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
