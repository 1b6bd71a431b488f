import type { SchemeLoadKind, SchemeLoadLine, SchemeLoadReport } from '#shared/domain/scheme-load.ts'
import { cliLanguage, say } from './output.ts'

/** Lines of one kind and sheet that are printed; `--json` has them all. */
const SHOWN = 8

const KIND_WORDS: Readonly<Record<SchemeLoadKind, { readonly zh: string; readonly en: string }>> = {
  read: { zh: '读入', en: 'read' },
  cleaned: { zh: '清理', en: 'cleaned' },
  skipped: { zh: '跳过', en: 'skipped' },
  deduplicated: { zh: '去重', en: 'repeats' },
  moved: { zh: '移动', en: 'moved' },
  corrected: { zh: '更正', en: 'corrected' },
  offered: { zh: '可更正', en: 'correctable' },
  warning: { zh: '注意', en: 'note' },
}

/** Prints what loading a scheme file did, each departure from the file with its authority. */
export function tellLoadReport({ lines }: SchemeLoadReport): void {
  const language = cliLanguage()
  for (const group of Map.groupBy(lines, ({ kind, sheet }) => `${kind} ${sheet ?? ''}`).values()) {
    for (const line of group.slice(0, SHOWN)) say(`  ${KIND_WORDS[line.kind][language]}  ${lineText(line)}`)
    const more = group.length - SHOWN
    if (more > 0)
      say(language === 'zh' ? `  …… 另有 ${more} 处（--json 列出全部）` : `  … and ${more} more (--json lists all)`)
  }
}

function lineText({ sheet, row, message, authority, correction }: SchemeLoadLine): string {
  const language = cliLanguage()
  const place = [sheet, row === null ? null : language === 'zh' ? `第 ${row} 行` : `row ${row}`]
  const name = correction === null ? '' : ` [${correction}]`
  const source = authority === null ? '' : language === 'zh' ? `（依据：${authority.zh}）` : ` (on: ${authority.en})`
  return `${place.filter((part) => part !== null).join(' ')}: ${message[language]}${name}${source}`
}
