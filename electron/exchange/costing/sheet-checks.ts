import type { ActivitySheet, Equation } from '#shared/domain/activity-sheet.ts'
import type { Bilingual } from '#shared/domain/bilingual.ts'

/** One place where parts of a well-formed sheet contradict each other. */
export interface SheetFault {
  readonly path: readonly (string | number)[]
  readonly message: Bilingual
}

type Path = SheetFault['path']
const at = (path: Path, zh: string, en: string): SheetFault => ({ path, message: { zh, en } })

/** What the shape alone cannot say: unknown resources and lines, repeated ids, terms that can never count. */
export function sheetFaults(sheet: ActivitySheet): readonly SheetFault[] {
  return [
    ...repeatedIds('resources', sheet.resources),
    ...repeatedIds('lines', sheet.lines),
    ...sheet.lines.flatMap((_, index) => [...lineFaults(sheet, index)]),
  ]
}

function repeatedIds(list: 'resources' | 'lines', entries: readonly { readonly id: string }[]): SheetFault[] {
  return entries.flatMap(({ id }, index) =>
    entries.findIndex((entry) => entry.id === id) === index
      ? []
      : [at([list, index, 'id'], `“${id}”出现两次，请改为不同的标识`, `“${id}” is used twice; give it another id`)],
  )
}

function* lineFaults({ resources, lines }: ActivitySheet, index: number): Generator<SheetFault> {
  const { cost } = lines[index]!
  const here = ['lines', index, 'cost'] as const
  if (cost.kind === 'time') {
    if (!resources.some(({ id }) => id === cost.resource))
      yield at(
        [...here, 'resource'],
        `没有资源“${cost.resource}”，请在 resources 中补充或改正`,
        `there is no resource “${cost.resource}”; add it to resources or correct it`,
      )
    yield* equationFaults(cost.minutes, [...here, 'minutes'])
  } else if (cost.kind === 'quantity') yield* equationFaults(cost.quantity, [...here, 'quantity'])
  else
    for (const [position, id] of cost.of.entries()) {
      const of = lines.find((line) => line.id === id)
      const path = [...here, 'of', position]
      if (of === undefined) yield at(path, `没有“${id}”这一行，请改正`, `there is no line “${id}”; correct it`)
      else if (of.cost.kind === 'share')
        yield at(path, `“${id}”本身是分摊行，不能再作分摊基数`, `“${id}” is a share itself and no base for another`)
      else if (cost.of.indexOf(id) !== position)
        yield at(path, `“${id}”列了两次，会重复计入`, `“${id}” is listed twice and would count twice`)
    }
}

function* equationFaults({ terms }: Equation, path: Path): Generator<SheetFault> {
  for (const [index, { when, per, otherwise }] of terms.entries()) {
    const here = [...path, 'terms', index]
    if (per === null && when.length === 0)
      yield at(here, '没有条件也没有按量的项，请并入 base', 'a term without condition or fact belongs in base')
    if ((per === null) !== (otherwise === null))
      yield at(
        [...here, 'otherwise'],
        'per 与 otherwise 要同时填写：病例没有记录时用 otherwise 的数',
        'per and otherwise go together: otherwise is what counts when the case does not record the fact',
      )
    for (const [position, condition] of when.entries()) {
      if (!('from' in condition)) continue
      const { from, below } = condition
      if (from === null && below === null)
        yield at([...here, 'when', position], '请填写 from 或 below', 'give from or below')
      else if (from !== null && below !== null && Number(from) >= Number(below))
        yield at(
          [...here, 'when', position],
          `从 ${from} 到 ${below} 没有任何数值，请改正范围`,
          `nothing lies from ${from} to below ${below}; correct the range`,
        )
    }
  }
}
