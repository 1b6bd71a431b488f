import type { Bilingual } from '#shared/domain/bilingual.ts'

export type Entries = Readonly<Record<string, Bilingual>>
