/** Cells of a workbook by sheet and address (`A1`): a number, or a formula to work out. */
export type Workbook = ReadonlyMap<string, ReadonlyMap<string, number | { readonly formula: string }>>

/**
 * Works out a cell as a spreadsheet does, from its formula and those it stands on, whatever results the file carries. Knows `+ - * /`,
 * brackets, `SUM`, `SUMPRODUCT` of two ranges, and references to other sheets.
 * @throws Error for anything else
 */
export function evaluator(book: Workbook): (sheet: string, address: string) => number {
  const known = new Map<string, number>()
  const cell = (sheet: string, address: string): number => {
    const key = `${sheet}!${address}`
    const before = known.get(key)
    if (before !== undefined) return before
    const cells = book.get(sheet)
    if (cells === undefined) throw new Error(`no sheet ${sheet}`)
    const content = cells.get(address) ?? 0
    const value = typeof content === 'number' ? content : parse(content.formula, sheet, cell)
    if (!Number.isFinite(value)) throw new Error(`${key} is ${value}`)
    known.set(key, value)
    return value
  }
  return cell
}

type CellOf = (sheet: string, address: string) => number
const TOKEN = /\s*(?:(\d+(?:\.\d+)?)|((?:'[^']+'!)?\$?[A-Z]+\$?\d+(?::\$?[A-Z]+\$?\d+)?)|([A-Z]+)(?=\()|([-+*/(),]))/y

function parse(formula: string, home: string, cell: CellOf): number {
  const tokens: RegExpExecArray[] = []
  TOKEN.lastIndex = 0
  while (TOKEN.lastIndex < formula.length) {
    const at = TOKEN.lastIndex
    const token = TOKEN.exec(formula)
    if (token === null) throw new Error(`cannot read ${formula.slice(at)} in ${formula}`)
    tokens.push(token)
  }
  let at = 0
  const sign = () => tokens[at]?.[4]
  const take = (text: string) => {
    if (sign() !== text) throw new Error(`expected ${text} in ${formula}`)
    at++
  }
  const sum = (): number => {
    let total = product()
    while (sign() === '+' || sign() === '-') total += tokens[at++]![4] === '+' ? product() : -product()
    return total
  }
  const product = (): number => {
    let total = factor()
    while (sign() === '*' || sign() === '/') total = tokens[at++]![4] === '*' ? total * factor() : total / factor()
    return total
  }
  const factor = (): number => {
    const token = tokens[at++]
    if (token === undefined) throw new Error(`${formula} ends early`)
    if (token[1] !== undefined) return Number(token[1])
    if (token[2] !== undefined) return values(token[2], home, cell)[0]!
    if (token[3] !== undefined) return call(token[3])
    if (token[4] === '-') return -factor()
    if (token[4] !== '(') throw new Error(`unexpected ${token[4]} in ${formula}`)
    const inner = sum()
    take(')')
    return inner
  }
  const call = (name: string): number => {
    take('(')
    const ranges = [values(tokens[at++]![2]!, home, cell)]
    while (sign() === ',') {
      at++
      ranges.push(values(tokens[at++]![2]!, home, cell))
    }
    take(')')
    const [first, second] = ranges
    if (name === 'SUM') return first!.reduce((a, b) => a + b, 0)
    if (name === 'SUMPRODUCT') return first!.reduce((a, b, index) => a + b * second![index]!, 0)
    throw new Error(`unknown function ${name}`)
  }
  const value = sum()
  if (at < tokens.length) throw new Error(`more than a formula: ${formula}`)
  return value
}

/** Values of a cell or a range of one column or row. */
function values(reference: string, home: string, cell: CellOf): number[] {
  const [, sheet = home, from, to] = /^(?:'([^']+)'!)?([^:]+)(?::(.+))?$/.exec(reference.replaceAll('$', '')) ?? []
  if (to === undefined) return [cell(sheet, from!)]
  const [[left, top], [right, bottom]] = [place(from!), place(to)]
  const found: number[] = []
  for (let column = left; column <= right; column++)
    for (let row = top; row <= bottom; row++) found.push(cell(sheet, `${letters(column)}${row}`))
  return found
}

function place(address: string): readonly [column: number, row: number] {
  const [, column, row] = /^([A-Z]+)(\d+)$/.exec(address) ?? []
  return [[...column!].reduce((total, letter) => total * 26 + letter.charCodeAt(0) - 64, 0), Number(row)]
}

/** 1 → A, 27 → AA. */
export const letters = (column: number): string =>
  column <= 26
    ? String.fromCharCode(64 + column)
    : letters(Math.floor((column - 1) / 26)) + letters(((column - 1) % 26) + 1)
