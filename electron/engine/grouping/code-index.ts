import { listsOf, type Rule } from './rule.ts'
import type { CodeKind } from './tables.ts'

/** Codes of one kind as integers from 1 up; 0 stands for every code the scheme never looks at. */
export interface CodeIndex {
  readonly ids: ReadonlyMap<string, number>
  readonly size: number
  /** The codes stand here in capitals, and a record's are looked up so. */
  readonly foldCase: boolean
}

export type BitSet = Uint32Array

/** The codes a scheme looks at, and its lists as bit sets over them. */
export interface CodeSets {
  readonly dx: CodeIndex
  readonly proc: CodeIndex
  readonly lists: ReadonlyMap<string, CodeList>
}

export interface CodeList {
  readonly kind: CodeKind
  readonly bits: BitSet
  readonly codes: Int32Array
}

export function has(bits: BitSet, id: number): boolean {
  return (((bits[id >>> 5] as number) >>> (id & 31)) & 1) !== 0
}

export function buildCodeSets(
  rules: readonly Rule[],
  lists: ReadonlyMap<string, readonly string[]>,
  otherDiagnoses: Iterable<string>,
  foldCase: boolean,
): CodeSets {
  const kinds = new Map<string, CodeKind>()
  for (const rule of rules) for (const { list, kind } of listsOf(rule)) kinds.set(list, kind)

  const ids = { dx: new Map<string, number>(), proc: new Map<string, number>() }
  const intern = (kind: CodeKind, code: string): number => {
    const known = ids[kind].get(code)
    if (known !== undefined) return known
    const id = ids[kind].size + 1
    ids[kind].set(code, id)
    return id
  }
  const members = new Map<string, Int32Array>()
  for (const [list, kind] of kinds) {
    members.set(
      list,
      Int32Array.from(lists.get(list) ?? [], (code) => intern(kind, code)),
    )
  }
  for (const code of otherDiagnoses) intern('dx', code)

  const sets = new Map<string, CodeList>()
  for (const [list, kind] of kinds) {
    const bits = new Uint32Array((ids[kind].size >>> 5) + 1)
    const codes = members.get(list) ?? new Int32Array(0)
    for (const id of codes) bits[id >>> 5] = (bits[id >>> 5] as number) | (1 << (id & 31))
    sets.set(list, { kind, bits, codes })
  }
  return {
    dx: { ids: ids.dx, size: ids.dx.size + 1, foldCase },
    proc: { ids: ids.proc, size: ids.proc.size + 1, foldCase },
    lists: sets,
  }
}

/** What `Postings.single` says of a code with no number, and of one with more than one. */
export const NONE = -1
export const SEVERAL = -2

/** For each code, an ascending run of numbers: `values[starts[code]] … values[starts[code + 1] - 1]`. */
export interface Postings {
  /** The number of a code that has just one, as most have; else `NONE` or `SEVERAL`. Spares a look-up two more loads. */
  readonly single: Int32Array
  readonly starts: Int32Array
  readonly values: Int32Array
}

/** `pairs`: (code, value) pairs flattened, in the order the values should stand. */
export function buildPostings(size: number, pairs: readonly number[]): Postings {
  const starts = new Int32Array(size + 1)
  for (let i = 0; i < pairs.length; i += 2) {
    const next = (pairs[i] as number) + 1
    starts[next] = (starts[next] as number) + 1
  }
  for (let code = 0; code < size; code++) starts[code + 1] = (starts[code + 1] as number) + (starts[code] as number)
  const cursor = starts.slice()
  const values = new Int32Array(pairs.length / 2)
  for (let i = 0; i < pairs.length; i += 2) {
    const code = pairs[i] as number
    const at = cursor[code] as number
    values[at] = pairs[i + 1] as number
    cursor[code] = at + 1
  }
  const single = Int32Array.from({ length: size }, (_, code) => {
    const start = starts[code] as number
    const count = (starts[code + 1] as number) - start
    return count === 0 ? NONE : count === 1 ? (values[start] as number) : SEVERAL
  })
  return { single, starts, values }
}
