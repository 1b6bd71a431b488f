import { createAlikeCodes } from './alike-codes.ts'
import type { SchemeDefinition } from './definition.ts'
import { codeCountsOf, codeKindOf, listsOf, type Rule } from './rule.ts'
import type { CodeKind } from './tables.ts'

/**
 * Codes of one kind as integers from 1 up; 0 stands for every code the scheme never looks at. Codes that no rule, complication
 * or exclusion tells apart share an integer: forty thousand codes are some four thousand integers, and what is kept by integer
 * stays in the processor's cache.
 */
export interface CodeIndex {
  readonly ids: ReadonlyMap<string, number>
  /** One more than the greatest integer. */
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
  readonly bits: BitSet
  /** The integers of its codes, each once. */
  readonly ids: Int32Array
  /** How many codes it names. */
  readonly codes: number
}

export function has(bits: BitSet, id: number): boolean {
  return (((bits[id >>> 5] as number) >>> (id & 31)) & 1) !== 0
}

export function buildCodeSets(rules: readonly Rule[], definition: SchemeDefinition): CodeSets {
  const { evaluation, lists, complications, exclusions } = definition
  const codesOf = (list: string) => lists.get(list) ?? []
  const kinds = new Map<string, CodeKind>()
  for (const rule of rules) for (const { list, kind } of listsOf(rule)) kinds.set(list, kind)

  const alike = { dx: createAlikeCodes(), proc: createAlikeCodes() }
  for (const [list, kind] of kinds) alike[kind].tellApart(codesOf(list))
  // A rule that counts different codes tells all codes of its list apart.
  for (const rule of rules) {
    for (const { field, list } of codeCountsOf(rule)) {
      for (const code of codesOf(list)) alike[codeKindOf(field)].tellApart([code])
    }
  }
  for (const rows of Map.groupBy(complications, ({ level, exclusion }) => `${level} ${exclusion}`).values()) {
    alike.dx.tellApart(rows.map(({ code }) => code))
  }
  for (const codes of exclusions.values()) alike.dx.tellApart(codes)

  const { foldCase } = evaluation
  const index = { dx: { ...alike.dx.number(), foldCase }, proc: { ...alike.proc.number(), foldCase } }
  const sets = new Map<string, CodeList>()
  for (const [list, kind] of kinds) {
    const { size } = index[kind]
    const ids = Int32Array.from(idsOf(index[kind], codesOf(list)))
    const bits = new Uint32Array((size >>> 5) + 1)
    for (const id of ids) bits[id >>> 5] = (bits[id >>> 5] as number) | (1 << (id & 31))
    sets.set(list, { bits, ids, codes: codesOf(list).length })
  }
  return { ...index, lists: sets }
}

/** The integers of some codes, each once. */
export function idsOf(index: CodeIndex, codes: readonly string[]): ReadonlySet<number> {
  return new Set(codes.map((code) => index.ids.get(code) ?? 0))
}

/** For each code, an ascending run of numbers: `values[starts[code]] … values[starts[code + 1] - 1]`. */
export interface Postings {
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
  return { starts, values }
}
