import { PASTE_LIMIT } from '#shared/contract/imports.ts'
import { holdsTemplate } from './template-text.ts'

export type Pasted = 'table' | 'too-long' | 'no-table'

/** What was pasted: a table has a header and a row at least; a template is taken as one. */
export function pastedKind(text: string): Pasted {
  if (text.length > PASTE_LIMIT) return 'too-long'
  if (holdsTemplate(text)) return 'table'
  return text.split(/\r?\n/).filter((line) => line.trim() !== '').length >= 2 ? 'table' : 'no-table'
}

/** Whether keys go into a field just now, so that what is pasted belongs there. */
export function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false
  return (
    target.isContentEditable ||
    /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName) ||
    target.closest('[role="dialog"]') !== null
  )
}
