import type { PackageOutline, TableOutline } from '#shared/contract/sync.ts'
import { formatFen } from '#shared/format/money.ts'
import type { MessageArgs, MessageKey } from '#shared/i18n/translate.ts'
import { words } from '#shared/i18n/words/index.ts'

export type Translate = <K extends MessageKey>(key: K, ...args: MessageArgs<K>) => string

/** 2026-03 下发第 3 号: how a package is called between the two sides. */
export function packageWords(t: Translate, { kind, period, sequence }: Omit<PackageOutline, 'packageId'>): string {
  return t('sync.package', { kind: t(`sync.kind.${kind}`), period, sequence })
}

/** Control totals of a table, each with what it sums; a column this version has no word for goes by its name. */
export function totalsWords(t: Translate, { name, totals }: Pick<TableOutline, 'name' | 'totals'>): readonly string[] {
  return Object.entries(totals).map(([column, amount]) => {
    // The amounts of a sign-off are of different measures: their sum proves the rows and means nothing else.
    const key = name === 'sign_off' ? 'sync.total.measures' : `sync.total.${column}`
    const label = isMessage(key) ? t(key) : column
    return t('sync.totalOf', { label, amount: formatFen(amount, 'yuan') })
  })
}

const isMessage = (key: string): key is Extract<MessageKey, `sync.total.${string}`> => Object.hasOwn(words, key)
