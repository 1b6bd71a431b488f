import type { Period } from '#shared/domain/period.ts'
import type { MessageArgs, MessageKey } from '#shared/i18n/translate.ts'

export type Translate = <K extends MessageKey>(key: K, ...args: MessageArgs<K>) => string

/** Months as a scheme groups them, both included; an open end is null. */
export interface Months {
  readonly from: Period | null
  readonly to: Period | null
}

export function spanWords(t: Translate, { from, to }: Months): string {
  if (from === null && to === null) return t('span.all')
  if (to === null) return t('span.from', { from: from ?? '' })
  if (from === null) return t('span.to', { to })
  return from === to ? t('span.one', { from }) : t('span.range', { from, to })
}

/** All spans of a scheme; one that groups no month says so. */
export function spansWords(t: Translate, spans: readonly Months[]): readonly string[] {
  return spans.length === 0 ? [t('span.none')] : spans.map((span) => spanWords(t, span))
}

/** Months as a request has them: an open end is left out. */
export function monthsRequest({ from, to }: Months): { readonly from?: Period; readonly to?: Period } {
  return { ...(from === null ? {} : { from }), ...(to === null ? {} : { to }) }
}
