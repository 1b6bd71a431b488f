import fc from 'fast-check'
import type { SchemeDefinition } from '#engine/grouping/definition.ts'
import { listsOf, type Rule } from '#engine/grouping/rule.ts'
import type { GroupingInput } from '#shared/domain/grouping.ts'

/** A code in no list of any scheme. */
export const NOWHERE = 'Y99.999x999'

/**
 * Cases of the kind a scheme is made for: each is built from the lists that one of its ADRG rows looks at, with complications,
 * codes from elsewhere and blanks among them, so that most come to a group and every part of the walk is used.
 */
export function casesOf(definition: SchemeDefinition): fc.Arbitrary<GroupingInput> {
  const rows = definition.mdcs.flatMap((mdc) =>
    mdc.adrgs.map((adrg) => [mdc.rule, adrg.rule, ...adrg.drgs.map((drg) => drg.rule)]),
  )
  const codes = (rules: readonly Rule[], kind: 'dx' | 'proc') =>
    rules
      .flatMap(listsOf)
      .filter((named) => named.kind === kind)
      .map(({ list }) => definition.lists.get(list) ?? [])
      .filter((list) => list.length > 0)
  const complications = definition.complications.map(({ code }) => code)
  const complication = fc.constantFrom(...(complications.length > 0 ? complications : [NOWHERE]))
  const made = new Map<readonly Rule[], fc.Arbitrary<GroupingInput>>()
  return fc.constantFrom(...rows).chain((rules) => {
    // Thousands of codes are handed around to make one: once for a row, not for each of its cases.
    const known = made.get(rules) ?? casesOfRow(rules)
    made.set(rules, known)
    return known
  })

  function casesOfRow(rules: readonly Rule[]): fc.Arbitrary<GroupingInput> {
    const [mdcRule, adrgRule] = rules as [Rule, Rule]
    const own = codes([adrgRule], 'dx')
    const diagnoses = own.length > 0 ? own : codes([mdcRule], 'dx')
    const principal = diagnoses.length > 0 ? anyOf(diagnoses) : fc.constant(NOWHERE)
    const secondary = fc.oneof(complication, anyOf([...codes(rules, 'dx'), [NOWHERE, '']]))
    const procedures = anyOf([...codes(rules, 'proc'), [NOWHERE]])
    return fc.record({
      sex: fc.constantFrom('M', 'F', 'F', 'M', null),
      age: fc.oneof({ weight: 6, arbitrary: fc.integer({ min: 1, max: 99 }) }, fc.constantFrom(0, -1, 999, null)),
      ageDays: fc.option(fc.nat(400)),
      birthWeight: fc.option(fc.nat(5000)),
      los: fc.option(fc.nat(90)),
      icuHours: fc.option(fc.nat(400)),
      discharge: fc.constantFrom('1', '2', '5', null),
      dept: fc.constantFrom('ICU', null),
      dx: fc
        .tuple(principal, fc.array(secondary, { maxLength: 8 }))
        .map(([first, others]) => [first, ...others])
        .chain((dx) => fc.oneof({ weight: 20, arbitrary: fc.constant(dx) }, fc.constantFrom([], ['']))),
      proc: fc.array(procedures, { maxLength: 5 }),
    })
  }
}

function anyOf(lists: readonly (readonly string[])[]): fc.Arbitrary<string> {
  const made = lists.map((list) => fc.constantFrom(...list))
  return fc.constantFrom(...made).chain((list) => list)
}

/** The lists in which a secondary diagnosis counts for something beside being a complication. */
export function listsOfSecondaries({ mdcs }: SchemeDefinition): ReadonlySet<string> {
  const lists = new Set<string>()
  const look = (rule: Rule): void => {
    if (rule.kind === 'and' || rule.kind === 'or') rule.parts.forEach(look)
    else if (rule.kind === 'not') look(rule.part)
    else if (rule.kind === 'count') for (const list of rule.lists) lists.add(list)
    else if ((rule.kind === 'in' || rule.kind === 'count_codes') && (rule.field === 'dx' || rule.field === 'sdx')) {
      lists.add(rule.list)
    }
  }
  for (const mdc of mdcs) {
    look(mdc.rule)
    for (const adrg of mdc.adrgs) {
      look(adrg.rule)
      for (const drg of adrg.drgs) look(drg.rule)
    }
  }
  return lists
}
