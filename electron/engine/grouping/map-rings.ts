import type { CodeMapRow } from './tables.ts'

export interface MapRing {
  /** The first row of the ring. */
  readonly index: number
  /** From that row's code on, each becoming the next and the last the first. */
  readonly codes: readonly string[]
}

/**
 * Codes that a code map turns into one another in a ring. Lists and groups cannot contain each other, so this is the only cycle the
 * tables of `grouping-scheme/1` can have; a code that stays itself is none.
 */
export function mapRings(rows: readonly CodeMapRow[]): readonly MapRing[] {
  const key = (kind: string, code: string) => `${kind} ${code}`
  const rowOf = new Map(rows.map((row, index) => [key(row.kind, row.from), index]))
  const seen = new Set<number>()
  const rings: MapRing[] = []
  for (const start of rows.keys()) {
    const path: number[] = []
    let at: number | undefined = start
    while (at !== undefined && !seen.has(at)) {
      seen.add(at)
      path.push(at)
      const row: CodeMapRow = rows[at] as CodeMapRow
      at = rowOf.get(key(row.kind, row.to))
    }
    const ring = at === undefined ? [] : path.slice(path.indexOf(at))
    if (at === undefined || !path.includes(at) || ring.length < 2) continue
    const first = Math.min(...ring)
    const turned = [...ring.slice(ring.indexOf(first)), ...ring.slice(0, ring.indexOf(first))]
    rings.push({ index: first, codes: turned.map((index) => (rows[index] as CodeMapRow).from) })
  }
  return rings
}
