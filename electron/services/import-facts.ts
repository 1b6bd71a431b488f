import type { CodeKind } from '#engine/grouping/tables.ts'
import { keyMapOf, numberKindOf } from '#exchange/key-map.ts'
import type { ReadOptions } from '#exchange/read-records.ts'
import type { BookFacts } from '#exchange/validate/book-checks.ts'
import { normaliseCode } from '#exchange/validate/code-text.ts'
import type { ImportKind, ImportTemplate } from '#shared/contract/imports.ts'

import { caseMonthFinder } from '#store/periods.ts'
import { readTimetable } from '#store/scheme-spans.ts'
import { stayNumbers } from '#store/stay-numbers.ts'
import { closedMonthFacts } from './periods.ts'
import type { Session } from './session.ts'
import { compiledSystem } from './systems.ts'

/** Rows that mean nothing without their case, and are few enough to say so for each; lines of charges have one entry per file. */
const WARNED_HOMELESS: ReadonlySet<ImportKind> = new Set<ImportKind>([
  'stays',
  'diagnoses',
  'procedures',
  'settlements',
])

/** What the rows of a file are held against: closed months, cases of the book, codes of its schemes, numbers of its stays. */
export function importFacts(session: Session, template: ImportTemplate): Pick<ReadOptions, 'facts' | 'keys'> {
  const db = session.book().reader
  const { kind } = template
  const closed = closedMonthFacts(db, kind).facts
  const periodOfCase = WARNED_HOMELESS.has(kind) ? caseMonthFinder(db) : closed?.periodOfCase
  const facts: BookFacts = {
    ...closed,
    ...(periodOfCase === undefined ? {} : { periodOfCase }),
    ...knownCodes(session, kind),
  }
  const numberKind = kind === 'cases' ? null : numberKindOf(template)
  const keys = numberKind === null ? null : keyMapOf(stayNumbers(db, numberKind))
  return {
    ...(Object.keys(facts).length === 0 ? {} : { facts }),
    ...(keys === null || keys.size === 0 ? {} : { keys }),
  }
}

const CODES = 'known-codes'

/** Codes that the schemes in force know, where these come with a table of codes. */
function knownCodes(session: Session, kind: ImportKind): Pick<BookFacts, 'diagnosisCodes' | 'procedureCodes'> {
  if (kind !== 'cases' && kind !== 'diagnoses' && kind !== 'procedures') return {}
  const ids = readTimetable(session.book().reader).map(({ schemeId }) => schemeId)
  const key = ids.join(',')
  const kept = session.cache.get(CODES) as { readonly key: string; readonly codes: KnownCodes } | undefined
  const codes = kept?.key === key ? kept.codes : codesOf(session, ids)
  session.cache.set(CODES, { key, codes })
  return {
    ...(codes.dx.size === 0 ? {} : { diagnosisCodes: codes.dx }),
    ...(codes.proc.size === 0 ? {} : { procedureCodes: codes.proc }),
  }
}

type KnownCodes = Readonly<Record<CodeKind, ReadonlySet<string>>>

function codesOf(session: Session, schemeIds: readonly number[]): KnownCodes {
  const codes = { dx: new Set<string>(), proc: new Set<string>() }
  for (const id of schemeIds) {
    const system = compiledSystem(session, id)
    if (system?.kind !== 'DRG') continue
    const { names, codeMap } = system.scheme.definition
    for (const kind of ['dx', 'proc'] as const) {
      if (names[kind].size === 0) continue
      // Codes of another edition that the scheme translates are known as well; files are read in the insurer's spelling.
      for (const known of [names[kind], codeMap[kind]])
        for (const code of known.keys()) codes[kind].add(normaliseCode(code))
    }
  }
  return codes
}
