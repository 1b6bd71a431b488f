import type { RecordTemplate } from '#exchange/kinds/index.ts'
import { fileChoice, type ListColumn, numberedKey } from '#exchange/mapping/template-keys.ts'
import type { CodedName } from '#shared/domain/records.ts'
import type { BoundColumn } from './cell-source.ts'
import { foldWidth, isScientific, normaliseCode } from './code-text.ts'
import { type DateReading, isDateFault, readDate } from './date.ts'
import type { IssueSink, Place } from './issues.ts'

type Read = (raw: readonly string[], row: number) => readonly string[]

interface ListSource {
  readonly read: Read
  readonly place: Place
}

export type CodedListParser = (raw: readonly string[], row: number) => readonly CodedName[]

const EMPTY: readonly CodedName[] = []
const NO_TEXTS: readonly string[] = []

/**
 * Codes with their names and details (condition on admission, or date), from one joined cell or numbered columns.
 * Place 0 is the principal diagnosis or main procedure. A missing principal diagnosis keeps its place with an empty code,
 * so that another never moves up to it.
 */
export function createCodedListParser(
  base: 'dx' | 'proc',
  template: RecordTemplate,
  columns: ReadonlyMap<string, BoundColumn>,
  sink: IssueSink,
  dates: DateReading,
): CodedListParser {
  const separator = fileChoice(template, `${base}.separator`) ?? '|'
  const codes = listSource(base, separator, columns)
  if (codes === null) return () => EMPTY
  const names = listSource(base === 'dx' ? 'dx_names' : 'proc_names', separator, columns)
  const details = listSource(base === 'dx' ? 'poa' : 'proc_dates', separator, columns)
  const foreign = template.codeSystem !== undefined
  // A date of a procedure is shown beside it, never computed with: what cannot be read stays as it was written.
  const detail = (text: string): string | null => {
    if (base === 'dx' || text === '') return text || null
    const date = readDate(text, dates)
    return isDateFault(date) ? text : date
  }

  const clean = (text: string): string => {
    if (foreign || text === '') return text
    const code = normaliseCode(text)
    if (isScientific(code)) sink.warn('code-scientific', codes.place, code)
    else if (foldWidth(text) !== text) sink.warn('code-folded', codes.place, text)
    return code
  }
  const beside = (source: ListSource | null, raw: readonly string[], row: number, count: number): readonly string[] => {
    if (source === null) return NO_TEXTS
    const texts = source.read(raw, row)
    if (texts.length <= count) return texts
    if (texts.slice(count).every((text) => text === '')) return texts
    // The separator of the codes may be part of a single name.
    if (count === 1) return [texts.join(separator)]
    sink.warn('names-mismatch', source.place, texts.join(separator))
    return NO_TEXTS
  }

  return (raw, row) => {
    const found = codes.read(raw, row)
    let last = found.length - 1
    while (last >= 0 && found[last] === '') last--
    if (last < 0) {
      if (base === 'dx') sink.warn('principal-missing', codes.place, null)
      return EMPTY
    }
    if (found[0] === '') sink.warn(base === 'dx' ? 'principal-missing' : 'main-procedure-missing', codes.place, null)
    const nameTexts = beside(names, raw, row, found.length)
    const detailTexts = beside(details, raw, row, found.length)
    const list: CodedName[] = []
    for (let place = 0; place <= last; place++) {
      const code = clean(found[place]!)
      if (code === '' && !(base === 'dx' && place === 0)) continue
      list.push({ code, name: nameTexts[place] || null, detail: detail(detailTexts[place] ?? '') })
    }
    return list
  }
}

function listSource(list: ListColumn, separator: string, columns: ReadonlyMap<string, BoundColumn>): ListSource | null {
  const numbered = [...columns.values()]
    .flatMap((column) => {
      const key = numberedKey(column.key)
      return key?.list === list ? [{ position: key.position, column }] : []
    })
    .sort((a, b) => a.position - b.position)
  const joined = columns.get(list)
  const first = numbered[0]
  if (joined === undefined) {
    if (first === undefined) return null
    const length = numbered[numbered.length - 1]!.position
    const read: Read = (raw, row) => {
      const texts = new Array<string>(length).fill('')
      for (const { position, column } of numbered) texts[position - 1] = column.read(raw, row)
      return texts
    }
    return { read, place: first.column.place }
  }
  const split = (raw: readonly string[], row: number): string[] => {
    const text = joined.read(raw, row)
    if (text === '') return []
    const parts = (text.includes(separator) ? text : text.normalize('NFKC')).split(separator)
    return parts.map((part) => part.trim())
  }
  if (first === undefined) return { read: split, place: joined.place }
  const head = first.position === 1 ? first.column : null
  const tail = head === null ? numbered : numbered.slice(1)
  return {
    read: (raw, row) => [
      ...(head === null ? [] : [head.read(raw, row)]),
      ...split(raw, row),
      ...tail.map(({ column }) => column.read(raw, row)),
    ],
    place: head?.place ?? joined.place,
  }
}
