/** Divides codes into those told apart and those alike, by one property after another. */
export interface AlikeCodes {
  /** These codes have something the others lack. */
  tellApart(codes: Iterable<string>): void
  /** Integers from 1 up for the codes told of, one for those alike; `size` is one more than the greatest. */
  number(): { readonly ids: ReadonlyMap<string, number>; readonly size: number }
}

export function createAlikeCodes(): AlikeCodes {
  /** Each code's class so far. A property splits every class it meets: those who have it move on to a new one together. */
  const classes = new Map<string, number>()
  let count = 0
  return {
    tellApart(codes) {
      const next = new Map<number, number>()
      for (const code of new Set(codes)) {
        const from = classes.get(code) ?? 0
        const to = next.get(from) ?? ++count
        next.set(from, to)
        classes.set(code, to)
      }
    },
    number() {
      const numbers = new Map<number, number>()
      const ids = new Map<string, number>()
      for (const [code, found] of classes) {
        const id = numbers.get(found) ?? numbers.size + 1
        numbers.set(found, id)
        ids.set(code, id)
      }
      return { ids, size: numbers.size + 1 }
    },
  }
}
