import type { Bilingual } from '#shared/domain/bilingual.ts'
import type { SchemeNode, SchemePlace } from '#shared/domain/grouping-review.ts'
import { type AdrgDefinition, knownForm, type MdcDefinition, nameOfCode, type SchemeDefinition } from './definition.ts'
import { listsOf, type Rule } from './rule.ts'
import { ruleInWords } from './rule-words.ts'
import type { CodeKind } from './tables.ts'

/** The groups directly below a place, in the order they are tried; null: the MDCs. A place that is not there has none. */
export function groupsBelow(
  scheme: SchemeDefinition,
  parent: { readonly level: 'mdc' | 'adrg'; readonly code: string } | null,
): readonly SchemeNode[] {
  if (parent === null) return scheme.mdcs.map((mdc) => mdcNode(scheme, mdc))
  if (parent.level === 'mdc') {
    const mdc = scheme.mdcs.find(({ code }) => code === parent.code)
    return mdc === undefined ? [] : adrgNodes(scheme, mdc)
  }
  for (const mdc of scheme.mdcs) {
    const adrg = mdc.adrgs.find(({ code }) => code === parent.code)
    if (adrg !== undefined) return drgNodes(scheme, mdc, adrg)
  }
  return []
}

/** The node of a place itself; undefined when the scheme has no such MDC or ADRG. */
export function groupAt(
  scheme: SchemeDefinition,
  { level, code }: { readonly level: 'mdc' | 'adrg'; readonly code: string },
): SchemeNode | undefined {
  for (const mdc of scheme.mdcs) {
    if (level === 'mdc' && mdc.code === code) return mdcNode(scheme, mdc)
    if (level === 'adrg' && mdc.adrgs.some((adrg) => adrg.code === code))
      return adrgNodes(scheme, mdc).find((node) => node.code === code)
  }
  return undefined
}

/** A group found by a search: by its own code or name, or because its rules look at a list that holds the code asked for. */
export interface FoundGroup {
  readonly node: SchemeNode
  /** The list that holds the code, and what the scheme calls the code; null: found by its own code or name. */
  readonly through: { readonly list: string; readonly kind: CodeKind; readonly name: string } | null
}

/** Groups whose code or name contains the text, then those whose rules look at this very diagnosis or procedure code. */
export function searchGroups(
  scheme: SchemeDefinition,
  text: string,
  limit: number,
): { readonly total: number; readonly groups: readonly FoundGroup[] } {
  const wanted = text.trim().toLowerCase()
  if (wanted === '') return { total: 0, groups: [] }
  const code = knownForm(scheme, text.trim())
  const holding = new Set([...scheme.lists].flatMap(([list, codes]) => (codes.includes(code) ? [list] : [])))
  const named: FoundGroup[] = []
  const looking: FoundGroup[] = []
  for (const node of allNodes(scheme)) {
    if (node.code.toLowerCase().includes(wanted) || node.name.toLowerCase().includes(wanted)) {
      named.push({ node, through: null })
      continue
    }
    const through = node.lists.find(({ list }) => holding.has(list))
    if (through === undefined) continue
    const { list, kind } = through
    looking.push({ node, through: { list, kind, name: nameOfCode(scheme, kind, code) ?? '' } })
  }
  return { total: named.length + looking.length, groups: [...named, ...looking].slice(0, limit) }
}

function* allNodes(scheme: SchemeDefinition): Generator<SchemeNode> {
  for (const mdc of scheme.mdcs) {
    yield mdcNode(scheme, mdc)
    for (const node of adrgNodes(scheme, mdc)) {
      yield node
      const adrg = mdc.adrgs.find(({ code }) => code === node.code)
      if (adrg !== undefined) yield* drgNodes(scheme, mdc, adrg)
    }
  }
}

const placeOf = (level: SchemePlace['level'], { code, name }: { readonly code: string; readonly name: string }) => ({
  level,
  code,
  name,
})

function mdcNode(scheme: SchemeDefinition, mdc: MdcDefinition): SchemeNode {
  return {
    ...placeOf('mdc', mdc),
    path: [],
    ambiguous: false,
    ...rulesInWords(scheme, [mdc.rule]),
    children: new Set(mdc.adrgs.map(({ code }) => code)).size,
  }
}

function adrgNodes(scheme: SchemeDefinition, mdc: MdcDefinition): readonly SchemeNode[] {
  const rows = Map.groupBy(mdc.adrgs, ({ code }) => code)
  return [...rows.values()].map((same): SchemeNode => {
    const first = same[0] as AdrgDefinition
    return {
      ...placeOf('adrg', first),
      path: [placeOf('mdc', mdc)],
      ambiguous: first.kind === 'ambiguous',
      ...rulesInWords(
        scheme,
        same.map(({ rule }) => rule),
      ),
      children: first.kind === 'ambiguous' ? 0 : first.drgs.length,
    }
  })
}

function drgNodes(scheme: SchemeDefinition, mdc: MdcDefinition, adrg: AdrgDefinition): readonly SchemeNode[] {
  if (adrg.kind === 'ambiguous') return []
  return adrg.drgs.map((drg) => ({
    ...placeOf('drg', drg),
    path: [placeOf('mdc', mdc), placeOf('adrg', adrg)],
    ambiguous: false,
    ...rulesInWords(scheme, [drg.rule]),
    children: 0,
  }))
}

function rulesInWords(
  scheme: SchemeDefinition,
  rules: readonly Rule[],
): { readonly rules: readonly Bilingual[]; readonly lists: SchemeNode['lists'] } {
  const kinds = new Map<string, CodeKind>()
  for (const rule of rules) for (const { list, kind } of listsOf(rule)) kinds.set(list, kind)
  const lists = [...kinds].map(([list, kind]) => ({ list, kind, n: scheme.lists.get(list)?.length ?? 0 }))
  return { rules: rules.map(ruleInWords), lists }
}
