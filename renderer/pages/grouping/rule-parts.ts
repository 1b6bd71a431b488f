export interface RulePart {
  readonly text: string
  /** The list this part names; null: plain words. */
  readonly list: string | null
}

/** A list's name as rules write it after an `@`. */
const NAMED = /^[\w.+-]*\w/u

/**
 * A rule in words, cut where it names a list. The longest known list that begins at an `@` is meant: a name may be the beginning
 * of another.
 * @param lists names that are lists of the scheme; null: every name after an `@` is one
 */
export function splitRule(text: string, lists: readonly string[] | null): readonly RulePart[] {
  const parts: RulePart[] = []
  const known = lists?.toSorted((a, b) => b.length - a.length) ?? null
  let done = 0
  const take = (at: number, list: string): void => {
    if (at > done) parts.push({ text: text.slice(done, at), list: null })
    done = at + 1 + list.length
    parts.push({ text: text.slice(at, done), list })
  }
  for (let at = text.indexOf('@'); at >= 0; at = text.indexOf('@', Math.max(done, at + 1))) {
    const rest = text.slice(at + 1)
    const list = known === null ? NAMED.exec(rest)?.[0] : known.find((name) => rest.startsWith(name))
    if (list !== undefined) take(at, list)
  }
  if (done < text.length) parts.push({ text: text.slice(done), list: null })
  return parts
}
