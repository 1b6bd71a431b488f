import type { GroupingInput } from '#shared/domain/grouping.ts'
import type { CodeIndex } from './code-index.ts'
import { inCapitals } from './definition.ts'

/** Severity of a case not yet looked up; otherwise a sum of the two bits below. */
export const SEVERITY_UNKNOWN = -1
export const SEVERITY_MCC = 1
export const SEVERITY_CC = 2

/**
 * One case as numbers, reused from case to case so that grouping allocates nothing. Blank numbers are NaN, which
 * makes every comparison false as the format demands; a code or word the scheme never looks at is 0.
 */
export interface CaseFrame {
  sex: 'M' | 'F' | null
  age: number
  ageDays: number
  birthWeight: number
  los: number
  icuHours: number
  discharge: number
  dept: number
  /** Whether the record names a principal diagnosis at all, known to the scheme or not. */
  principal: boolean
  /** `dx[0]` is the principal diagnosis; a case without diagnoses has one, 0. */
  dx: Int32Array
  dxCount: number
  proc: Int32Array
  /** The procedures looked at are `proc[procFrom] … proc[procTo - 1]`: all of them, or one in a retry. */
  procFrom: number
  procTo: number
  severity: number
}

/** The words a scheme's rules compare `discharge` and `dept` with, as integers from 1 up. */
export type WordIndex = ReadonlyMap<string, number>

export interface FrameIndex {
  readonly dx: CodeIndex
  readonly proc: CodeIndex
  readonly words: WordIndex
}

export function createFrame(): CaseFrame {
  return {
    sex: null,
    age: Number.NaN,
    ageDays: Number.NaN,
    birthWeight: Number.NaN,
    los: Number.NaN,
    icuHours: Number.NaN,
    discharge: 0,
    dept: 0,
    principal: false,
    dx: new Int32Array(64),
    dxCount: 1,
    proc: new Int32Array(64),
    procFrom: 0,
    procTo: 0,
    severity: SEVERITY_UNKNOWN,
  }
}

export function fillFrame(frame: CaseFrame, index: FrameIndex, input: GroupingInput): void {
  frame.sex = input.sex
  frame.age = input.age ?? Number.NaN
  frame.ageDays = input.ageDays ?? Number.NaN
  frame.birthWeight = input.birthWeight ?? Number.NaN
  frame.los = input.los ?? Number.NaN
  frame.icuHours = input.icuHours ?? Number.NaN
  frame.discharge = wordOf(index.words, input.discharge)
  frame.dept = wordOf(index.words, input.dept)
  frame.principal = hasPrincipal(input)
  frame.dx = internInto(frame.dx, index.dx, input.dx)
  frame.dxCount = Math.max(1, input.dx.length)
  frame.proc = internInto(frame.proc, index.proc, input.proc)
  frame.procFrom = 0
  frame.procTo = input.proc.length
  frame.severity = SEVERITY_UNKNOWN
}

export function hasPrincipal({ dx }: GroupingInput): boolean {
  return dx[0] !== undefined && dx[0] !== ''
}

/** Most schemes compare no words at all, so the look-up is usually spared. */
function wordOf(words: WordIndex, text: string | null): number {
  return words.size === 0 || text === null ? 0 : (words.get(text) ?? 0)
}

function internInto(target: Int32Array, index: CodeIndex, codes: readonly string[]): Int32Array {
  const ids = codes.length <= target.length ? target : new Int32Array(codes.length * 2)
  ids[0] = 0
  const { foldCase } = index
  for (let i = 0; i < codes.length; i++) {
    const code = codes[i] as string
    ids[i] = index.ids.get(foldCase ? inCapitals(code) : code) ?? 0
  }
  return ids
}
