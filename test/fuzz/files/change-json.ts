import type { Random } from '#demo/random.ts'

export type Json = null | boolean | number | string | Json[] | { [key: string]: Json }
type Path = readonly (string | number)[]
type JsonChange = 'set' | 'drop' | 'twice'

/** Every place of a document as the keys that lead there. */
export function places(value: Json, path: Path = []): Path[] {
  if (typeof value !== 'object' || value === null) return [path]
  const inner = Array.isArray(value) ? value.map((_, i) => i) : Object.keys(value)
  return [path, ...inner.flatMap((key) => places((value as Record<string | number, Json>)[key]!, [...path, key]))]
}

/** The document with one place set to a value, left out, or (in a list) repeated. */
export function withChange(document: Json, path: Path, what: JsonChange, value: Json): Json {
  const [key, ...rest] = path
  if (key === undefined) return what === 'set' ? value : document
  if (typeof document !== 'object' || document === null) return document // an earlier change put something else here
  const copy = (Array.isArray(document) ? [...document] : { ...document }) as Record<string | number, Json>
  if (rest.length > 0) copy[key] = withChange(copy[key] ?? null, rest, what, value)
  else if (what === 'twice' && Array.isArray(copy)) copy.push(copy[key]!)
  else if (what === 'drop' && !Array.isArray(copy)) delete copy[key]
  else copy[key] = value
  return copy as Json
}

const VALUES: readonly Json[] = [
  ...[
    '',
    ' ',
    '0',
    '-1',
    '1e3',
    '2.50',
    '2026-13',
    '2026-02',
    'a'.repeat(5000),
    '\u0000',
    '../x',
    '__proto__',
    '骨科',
    '职工',
  ],
  ...[null, true, false, 0, -1, 0.5, 1e21, 2 ** 53, [], {}, [[]], { from: 'column', column: '金额' }],
]

/** The document with none to three places changed. */
export function changeJson(document: Json, random: Random): Json {
  let changed = document
  for (let n = random.int(0, 3); n > 0; n--)
    changed = withChange(
      changed,
      random.pick(places(changed)),
      random.pick(['set', 'set', 'drop', 'twice']),
      random.pick(VALUES),
    )
  return changed
}
