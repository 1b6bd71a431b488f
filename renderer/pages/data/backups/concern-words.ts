import type { BackupFolder } from '#shared/contract/backups.ts'
import type { MessageArgs, MessageKey } from '#shared/i18n/translate.ts'

type Translate = <K extends MessageKey>(key: K, ...args: MessageArgs<K>) => string

/** What speaks against a folder, the gravest first: data that leaves the house, then a backup that may not be there. */
export function concernWords(t: Translate, { concerns, sameDisk }: BackupFolder): readonly string[] {
  const of = (kind: (typeof concerns)[number]['kind']): readonly string[] =>
    concerns.filter((concern) => concern.kind === kind).map(({ name }) => t(`backup.concern.${kind}`, { name }))
  return [
    ...of('cloud'),
    ...(sameDisk === true ? [t('backup.concern.sameDisk')] : []),
    ...of('network'),
    ...of('removable'),
  ]
}
