import type { Handlers } from '#core/handler.ts'
import { diseasesBelow, searchDiseases, typeAt } from '#engine/dip/browse.ts'
import { groupDipWithTrail } from '#engine/dip/group.ts'
import { groupAt, groupsBelow, searchGroups } from '#engine/grouping/browse.ts'
import { nameOfCode } from '#engine/grouping/definition.ts'
import { groupCaseWithTrail, nameOfDrg } from '#engine/grouping/trail.ts'
import { asGroup } from '#engine/system/assess.ts'
import type { CompiledSystem } from '#engine/system/content.ts'
import type { CalculatedGroup } from '#shared/contract/grouping.ts'
import type { GroupingInput } from '#shared/domain/grouping.ts'
import type { SchemeNode } from '#shared/domain/grouping-review.ts'
import { problem } from '#shared/domain/problem.ts'
import type { Session } from './session.ts'
import { askedSystem } from './systems.ts'

type BrowserHandlers = Pick<Handlers, 'grouping.calculate' | 'grouping.browse' | 'grouping.search' | 'grouping.list'>

/** A scheme to look into, and to try a record on; nothing here reads a stored case. */
export function schemeBrowserHandlers(session: Session): BrowserHandlers {
  return {
    'grouping.calculate': ({ schemeId, input }) => {
      const { scheme, system } = askedSystem(session, schemeId)
      return { scheme, ...calculate(system, input) }
    },

    'grouping.browse': ({ schemeId, parent }) => {
      const { scheme, system } = askedSystem(session, schemeId)
      if (parent === undefined) return { scheme, parent: null, nodes: nodesBelow(system, null) }
      const node = nodeAt(system, parent)
      if (node === undefined)
        throw problem(
          'not-found',
          `方案 ${scheme.code} 中没有 ${parent.code}。`,
          `Scheme ${scheme.code} has no ${parent.code}.`,
          { code: parent.code },
        )
      return { scheme, parent: node, nodes: nodesBelow(system, parent) }
    },

    'grouping.search': ({ schemeId, text, limit }) => {
      const { scheme, system } = askedSystem(session, schemeId)
      return {
        scheme,
        ...(system.kind === 'DRG'
          ? searchGroups(system.scheme.definition, text, limit)
          : searchDiseases(system.scheme, text, limit)),
      }
    },

    'grouping.list': ({ schemeId, list, text, offset, limit }) => {
      const { scheme, system } = askedSystem(session, schemeId)
      const codes = codesOf(system, list)
      if (codes === null)
        throw problem(
          'not-found',
          `方案 ${scheme.code} 中没有编码清单 ${list}。`,
          `Scheme ${scheme.code} has no code list ${list}.`,
          { list },
        )
      const wanted = text.trim().toLowerCase()
      const found = codes.filter(({ code, name }) => `${code}\n${name}`.toLowerCase().includes(wanted))
      return { total: found.length, codes: found.slice(offset, offset + limit) }
    },
  }
}

function calculate(system: CompiledSystem, input: GroupingInput): Omit<CalculatedGroup, 'scheme'> {
  if (system.kind === 'DRG') {
    const trail = groupCaseWithTrail(system.scheme, input)
    return { name: nameOfDrg(system.scheme, trail.result.drg), trail }
  }
  const unknown = { charge: null, treatmentCharge: null, drugCharge: null, readmissionDays: null }
  const { result, steps } = groupDipWithTrail(system.scheme, { ...input, ...unknown })
  return { name: result.name, trail: { result: asGroup(result), steps } }
}

type Parent = { readonly level: 'mdc' | 'adrg' | 'type'; readonly code: string }

function nodesBelow(system: CompiledSystem, parent: Parent | null): readonly SchemeNode[] {
  if (system.kind === 'DIP') return diseasesBelow(system.scheme, parent?.code ?? null)
  const { definition } = system.scheme
  if (parent === null) return groupsBelow(definition, null)
  return parent.level === 'type' ? [] : groupsBelow(definition, { level: parent.level, code: parent.code })
}

function nodeAt(system: CompiledSystem, { level, code }: Parent): SchemeNode | undefined {
  if (system.kind === 'DIP') return level === 'type' ? typeAt(system.scheme, code) : undefined
  return level === 'type' ? undefined : groupAt(system.scheme.definition, { level, code })
}

/** Codes of a list with what the scheme calls them; null: it has no such list. */
function codesOf(
  system: CompiledSystem,
  list: string,
): readonly { readonly code: string; readonly name: string }[] | null {
  if (system.kind === 'DIP') {
    const rows = system.scheme.tables.codeLists.filter((row) => row.list === list)
    return rows.length === 0 ? null : rows.map(({ code }) => ({ code, name: '' }))
  }
  const { definition } = system.scheme
  const nameOf = (code: string) => nameOfCode(definition, 'dx', code) ?? nameOfCode(definition, 'proc', code) ?? ''
  return definition.lists.get(list)?.map((code) => ({ code, name: nameOf(code) })) ?? null
}
