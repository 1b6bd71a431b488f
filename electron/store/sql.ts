/** A value SQLite can bind. Booleans are 0 or 1; dates are ISO text. */
export type SqlValue = string | number | bigint | null | Uint8Array

/** A piece of SQL with its bound values; every interpolated value is a parameter, never text. */
export interface Sql {
  readonly text: string
  readonly values: readonly SqlValue[]
}

const isSql = (value: unknown): value is Sql =>
  typeof value === 'object' && value !== null && 'text' in value && 'values' in value

/** Tagged template: nested `Sql` pieces are inlined, everything else is bound. */
export function sql(strings: TemplateStringsArray, ...parts: readonly (SqlValue | Sql)[]): Sql {
  let text = strings[0] ?? ''
  const values: SqlValue[] = []
  parts.forEach((part, index) => {
    if (isSql(part)) {
      text += part.text
      values.push(...part.values)
    } else {
      text += '?'
      values.push(part)
    }
    text += strings[index + 1] ?? ''
  })
  return { text, values }
}

/** @throws Error when the name is not a plain identifier; column names never come from outside unchecked. */
export function sqlId(name: string): Sql {
  if (!/^[a-z_][a-z0-9_]*$/.test(name)) throw new Error(`not a plain SQL identifier: ${name}`)
  return { text: name, values: [] }
}

/** A whole number as SQL text, for a statement prepared once. @throws Error for anything else */
export function sqlInteger(value: number): string {
  if (!Number.isSafeInteger(value)) throw new Error(`not a whole number: ${value}`)
  return String(value)
}

function sqlJoin(pieces: readonly Sql[], separator: string): Sql {
  return { text: pieces.map((piece) => piece.text).join(separator), values: pieces.flatMap((piece) => piece.values) }
}

const NO_SQL: Sql = { text: '', values: [] }

/** `WHERE a AND b`, or nothing when there is no condition. */
export function sqlWhere(conditions: readonly Sql[]): Sql {
  if (conditions.length === 0) return NO_SQL
  const joined = sqlJoin(conditions, ' AND ')
  return { text: `WHERE ${joined.text}`, values: joined.values }
}
