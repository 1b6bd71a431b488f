/**
 * How codes of a directory stand for codes of a record. National directories name diagnoses by the first four characters
 * (亚目, `M17.1`: five with the point) and operations by four digits (`81.54`); local ones name some by the full code. A code
 * of up to five characters stands for itself and everything that begins with it; a longer one only for itself.
 */
const COVERING_LENGTH = 5

export function covers(entry: string, code: string): boolean {
  return entry.length <= COVERING_LENGTH ? code.startsWith(entry) : code === entry
}

export const isFullCode = (entry: string): boolean => entry.length > COVERING_LENGTH

/** Every directory code that would cover a code: itself, and its beginnings of up to five characters, longest first. */
function coveringCodes(code: string): readonly string[] {
  const beginnings: string[] = code.length > COVERING_LENGTH ? [code] : []
  for (let length = Math.min(code.length, COVERING_LENGTH); length > 0; length--) beginnings.push(code.slice(0, length))
  return beginnings
}

/** Values by directory code, found by the code of a record. */
export class CoverMap<Value> {
  readonly #values = new Map<string, Value[]>()

  add(entry: string, value: Value): void {
    const values = this.#values.get(entry)
    if (values === undefined) this.#values.set(entry, [value])
    else values.push(value)
  }

  /** All values whose code covers this one, the most specific first. */
  of(code: string): readonly Value[] {
    return coveringCodes(code).flatMap((entry) => this.#values.get(entry) ?? [])
  }

  has(code: string): boolean {
    return coveringCodes(code).some((entry) => this.#values.has(entry))
  }
}
