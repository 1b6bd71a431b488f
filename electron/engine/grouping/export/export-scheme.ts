import { problem } from '#shared/domain/problem.ts'
import type { SchemeContent } from '../content.ts'
import { OFFICIAL_EXTENSION } from '../official/package-form.ts'
import type { OfficialTables } from '../official/tables.ts'
import { type PackageDocument, packageDocument } from './document.ts'
import { type Gap, plainGaps } from './gaps.ts'
import { officialDocument } from './official-document.ts'

export interface ExportOptions {
  /** Refuse rather than use an extension key of `grouping-scheme/1`. */
  readonly plain?: boolean
}

/**
 * A scheme as a `grouping-scheme/1` package that groups every case as the scheme does. A package comes back as it was; the official
 * workbook needs the extension `chs-drg-3`. Throws `bad-request` naming each construct the plain form lacks, with the first sheet
 * and row it stands in, when that was asked for; `scheme-invalid` when the content is no scheme.
 */
export function exportScheme(content: SchemeContent, { plain = false }: ExportOptions = {}): PackageDocument {
  if (content.form === 'package') return packageDocument(content.tables)
  if (plain) throw notPlain(content.tables)
  return officialDocument(content.tables)
}

function notPlain(tables: OfficialTables) {
  const gaps = plainGaps(tables)
  const kinds = [...Map.groupBy(gaps, ({ construct }) => construct).values()]
  const listed = (language: 'zh' | 'en') => kinds.map((same, at) => `(${at + 1}) ${firstOf(same, language)}`)
  const first = gaps.find(({ row }) => row !== null)
  return problem(
    'bad-request',
    `这个方案不能写成不带扩展的 grouping-scheme/1：${listed('zh').join('；')}。请用扩展 ${OFFICIAL_EXTENSION} 导出`,
    `The scheme cannot be written as a plain grouping-scheme/1 package: ${listed('en').join('; ')}. Export it with the extension ${OFFICIAL_EXTENSION}`,
    {
      constructs: kinds.map(([gap]) => gap?.construct).join(' '),
      gaps: gaps.length,
      sheet: first?.sheet ?? null,
      row: first?.row ?? null,
    },
  )
}

function firstOf(gaps: readonly Gap[], language: 'zh' | 'en'): string {
  const [gap] = gaps
  if (gap === undefined) return ''
  const { sheet, row, message } = gap
  const more = gaps.length - 1
  if (language === 'zh') {
    const place = sheet === null ? '' : `工作表“${sheet}”第 ${row} 行：`
    return `${place}${message.zh}${more === 0 ? '' : `（另有 ${more} 行）`}`
  }
  const place = sheet === null ? '' : `sheet ${sheet}, row ${row}: `
  return `${place}${message.en}${more === 0 ? '' : ` (and ${more} more rows)`}`
}
