import { execFile } from 'node:child_process'
import { appendFileSync, mkdirSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { temporaryFolder } from '#core/folders.ts'
import type { DemoManifest } from '#demo/generate.ts'
import { shown } from './statistics.ts'

/** What a benchmark is given, and measured figures whose names end in their units. */
export interface BenchRun {
  readonly quick: boolean
  /** Empty at the start, removed at the end. */
  readonly folder: string
  /** Tells a person how far the run has come, and what the figures mean. */
  note(text: string): void
}

/** `ratio` is what the benchmark's issue defines; a figure is a number, or says which of several it is. */
export type Figures = { readonly ratio: number } & Readonly<Record<string, number | string>>
export type Bench = (run: BenchRun) => Promise<Figures>

const RESULTS = join(import.meta.dirname, '..', '..', 'artifacts', 'bench')

/**
 * Runs one benchmark in a temporary folder. The result is the last line on stdout, and is added to `artifacts/bench/NAME.json`
 * (a line a run); everything else goes to stderr. A missed target is a figure like any other and fails nothing.
 */
export async function runBench(name: string, bench: Bench, quick: boolean): Promise<void> {
  const folder = await temporaryFolder('bench')
  const started = performance.now()
  try {
    const figures = await bench({ quick, folder: folder.path, note: (text) => process.stderr.write(`${text}\n`) })
    const result = JSON.stringify({
      name,
      ratio: shown(figures.ratio),
      quick,
      ...Object.fromEntries(Object.entries(figures).map(([key, value]) => [key, roundedFigure(value)])),
      whole_run_s: shown((performance.now() - started) / 1000),
      cores: availableParallelism(),
      node: process.versions.node,
      at: new Date().toISOString(),
    })
    mkdirSync(RESULTS, { recursive: true })
    appendFileSync(join(RESULTS, `${name}.json`), `${result}\n`)
    process.stdout.write(`${result}\n`)
  } finally {
    await folder.remove()
  }
}

const roundedFigure = (value: number | string) => (typeof value === 'number' ? shown(value) : value)

export interface Timed<T> {
  readonly value: T
  readonly ms: number
}

export async function timed<T>(work: () => T | Promise<T>): Promise<Timed<T>> {
  const started = performance.now()
  const value = await work()
  return { value, ms: performance.now() - started }
}

/** The most memory this process has held so far. Read it right after the work it is about. */
export const peakMemoryMb = (): number => process.resourceUsage().maxRSS / 1024

/**
 * Writes the demonstration department in a process of its own, so that its memory is not counted as the program's. Of its
 * charge lines `percent` in a hundred stay.
 */
export async function writeDemoFiles(
  folder: string,
  {
    scale,
    months = 24,
    percent = 100,
  }: { readonly scale: number; readonly months?: number; readonly percent?: number },
): Promise<DemoManifest> {
  const script = join(import.meta.dirname, 'demo-files.ts')
  const { stdout } = await promisify(execFile)(process.execPath, [script, folder, scale, months, percent].map(String))
  return JSON.parse(stdout) as DemoManifest
}

export function demoFile(manifest: DemoManifest, kind: DemoManifest['files'][number]['kind']) {
  const file = manifest.files.find((entry) => entry.kind === kind)
  if (file === undefined) throw new Error(`the demonstration has no ${kind} file`)
  return file
}
