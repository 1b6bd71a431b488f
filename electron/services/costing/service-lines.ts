/** Service lines of the cases of a month. */
export interface ServiceLines {
  /** Items of all cases, one after another. */
  readonly items: Int32Array
  /** The list in the place of `items` (the same items under other numbers) and the quantities, as they are of one case. */
  of(at: number, items: Int32Array): { readonly items: Int32Array; readonly quantities: Float64Array }
}

/** Takes them in as two growing lists of numbers: millions of them as objects would not fit. */
export function serviceLines(cases: number) {
  const from = new Int32Array(cases)
  const to = new Int32Array(cases)
  let items = new Int32Array(4096)
  let quantities = new Float64Array(4096)
  let length = 0
  let open = -1
  return {
    begin(at: number) {
      open = at
      from[at] = length
      to[at] = length
    },
    add(item: number, quantity: number) {
      if (length === items.length) {
        const [wider, more] = [new Int32Array(length * 2), new Float64Array(length * 2)]
        wider.set(items)
        more.set(quantities)
        items = wider
        quantities = more
      }
      items[length] = item
      quantities[length] = quantity
      length++
      to[open] = length
    },
    close: (): ServiceLines => ({
      items: items.subarray(0, length),
      of: (at, list) => ({
        items: list.subarray(from[at], to[at]),
        quantities: quantities.subarray(from[at], to[at]),
      }),
    }),
  }
}
