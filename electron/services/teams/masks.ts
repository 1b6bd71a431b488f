import type { TeamDimension } from '#shared/contract/teams.ts'
import type { Bilingual } from '#shared/domain/bilingual.ts'
import { problem } from '#shared/domain/problem.ts'
import { BLANK_KEY } from '#store/slices.ts'
import { namesInBook } from '#store/team-groups.ts'
import { type Reading, remembered } from '../steady-reading.ts'

/** How teams or physicians are called: by their names, or by letters and numbers that stand for the same people on every page. */
export interface Names {
  /** What the page knows someone by. */
  keyOf(name: string): string
  labelOf(name: string): Bilingual
  /** @throws ProblemError `not-found` where nobody is known by the key */
  nameOf(key: string): string
}

export async function namesOf(reading: Reading, by: TeamDimension, masked: boolean): Promise<Names> {
  const names = await remembered(reading, JSON.stringify(['names', by]), async () => namesInBook(reading.db, by))
  const keyOf = (name: string): string => {
    if (!masked || name === BLANK_KEY) return name
    const place = names.indexOf(name)
    return by === 'team' ? letters(place) : String(place + 1)
  }
  const known = new Map([...names, BLANK_KEY].map((name) => [keyOf(name), name]))
  return {
    keyOf,
    labelOf(name) {
      const key = keyOf(name)
      if (!masked || name === BLANK_KEY) return { zh: key, en: key }
      return by === 'team' ? { zh: `组 ${key}`, en: `Team ${key}` } : { zh: `医师 ${key}`, en: `Physician ${key}` }
    },
    nameOf(key) {
      const name = known.get(key)
      if (name === undefined)
        throw problem('not-found', `没有“${key}”的病例。`, `There are no cases of “${key}”.`, { key })
      return name
    },
  }
}

/** A … Z, AA, AB and so on. */
function letters(place: number): string {
  const own = String.fromCharCode(65 + (place % 26))
  return place < 26 ? own : `${letters(Math.floor(place / 26) - 1)}${own}`
}
