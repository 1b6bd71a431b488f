import { gunzipSync } from 'node:zlib'
import type { CompiledDip } from '#engine/dip/compile.ts'
import { countGroups, groupNames } from '#engine/grouping/content.ts'
import { type CompiledSystem, compileSystem, type SystemContent, systemOfText } from '#engine/system/content.ts'
import type { SchemeVersion } from '#shared/contract/book.ts'
import { problem } from '#shared/domain/problem.ts'
import { currentScheme } from '#shared/domain/scheme-timetable.ts'
import { readTimetable } from '#store/scheme-spans.ts'
import { getScheme, type StoredScheme, schemeContent } from '#store/schemes.ts'
import type { Session } from './session.ts'

/** The compiled form of a stored scheme or directory, kept while the book is open; null when it was taken out. */
export function compiledSystem(session: Session, id: number): CompiledSystem | null {
  const kept = session.cache.get(cacheKey(id)) as CompiledSystem | undefined
  if (kept !== undefined) return kept
  const content = schemeContent(session.book().reader, id)
  if (content === undefined) return null
  const compiled = compileSystem(systemOfText(gunzipSync(content).toString('utf8')))
  session.cache.set(cacheKey(id), compiled)
  return compiled
}

export function keepCompiled(session: Session, id: number, compiled: CompiledSystem): void {
  session.cache.set(cacheKey(id), compiled)
}

const cacheKey = (id: number) => `scheme:${id}`

export function requireScheme(session: Session, id: number): StoredScheme {
  const scheme = getScheme(session.book().reader, id)
  if (scheme === undefined)
    throw problem('scheme-missing', `没有编号为 ${id} 的分组方案。`, `There is no scheme number ${id}.`, {
      schemeId: id,
    })
  return scheme
}

export const schemeVersion = ({ id, kind, code, name }: StoredScheme): SchemeVersion => ({ id, kind, code, name })

/** The scheme a request names, or the one in force over the latest months. @throws ProblemError `scheme-missing` */
export function askedSystem(
  session: Session,
  schemeId: number | undefined,
): { readonly scheme: SchemeVersion; readonly system: CompiledSystem } {
  const id = schemeId ?? currentScheme(readTimetable(session.book().reader))
  if (id === null)
    throw problem(
      'scheme-missing',
      '还没有分组方案。请先在“数据”页加入。',
      'There is no grouping scheme yet. Add one on the Data page first.',
    )
  return { scheme: schemeVersion(requireScheme(session, id)), system: compiledSystem(session, id) as CompiledSystem }
}

/** How many groups a system has: those of a directory are its diseases, the blank group left out. */
export function countsOf(content: SystemContent, compiled: CompiledSystem) {
  if (content.form !== 'dip' && compiled.kind === 'DRG') return countGroups(compiled.scheme.definition, content.form)
  return { mdcs: 0, adrgs: 0, drgs: compiled.kind === 'DIP' ? diseases(compiled.scheme).length : 0 }
}

const diseases = ({ entries }: CompiledDip) => [...entries.values()].filter(({ row }) => row.type !== 'blank')

/** Names by code, of all levels a system has. */
export function namesOf(compiled: CompiledSystem): readonly { readonly code: string; readonly name: string }[] {
  if (compiled.kind === 'DRG') return groupNames(compiled.scheme.definition)
  return [...compiled.scheme.entries.values()].map(({ row }) => ({ code: row.dip, name: row.name }))
}
