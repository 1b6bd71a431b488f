import { gzipSync } from 'node:zlib'
import type { CallContext, Handlers } from '#core/handler.ts'
import { type CompiledSystem, systemText } from '#engine/system/content.ts'
import type { ReadSchemeOptions } from '#exchange/scheme/read-scheme.ts'
import { readSystem } from '#exchange/system/read-system.ts'
import type { SchemeSummary } from '#shared/contract/book.ts'
import type { Bilingual } from '#shared/domain/bilingual.ts'
import { problem } from '#shared/domain/problem.ts'
import type { SchemeLoadReport } from '#shared/domain/scheme-load.ts'
import { putInForce, type SchemeSpan } from '#shared/domain/scheme-timetable.ts'
import { recordCommand } from '#store/commands.ts'
import { readTimetable, writeTimetable } from '#store/scheme-spans.ts'
import { addScheme, listSchemes, type StoredScheme, schemeWithHash } from '#store/schemes.ts'
import { bumpDataRevision } from '#store/settings.ts'
import { audit } from './audit.ts'
import { now } from './clock.ts'
import type { Session } from './session.ts'
import { countsOf, keepCompiled, namesOf, requireScheme } from './systems.ts'

export function schemeHandlers(session: Session): Pick<Handlers, 'schemes.list' | 'schemes.add' | 'schemes.use'> {
  const summary = (scheme: StoredScheme): SchemeSummary => {
    const spans = readTimetable(session.book().reader).filter(({ schemeId }) => schemeId === scheme.id)
    return { ...scheme, inForce: spans.length > 0, spans: spans.map(({ from, to }) => ({ from, to })) }
  }
  return {
    'schemes.list': () => listSchemes(session.book().reader).map(summary),

    'schemes.add': async ({ path, name, corrections }, context) => {
      const options = { ...(name === undefined ? {} : { name }), ...(corrections === undefined ? {} : { corrections }) }
      const { schemeId, report } = await addSchemeFile(session, path, options, context)
      return { ...summary(requireScheme(session, schemeId)), report }
    },

    'schemes.use': ({ schemeId, from = null, to = null }) => {
      const { writer } = session.book()
      const scheme = requireScheme(session, schemeId)
      checkMonths({ schemeId, from, to })
      writer.transaction(() => {
        const timetable = readTimetable(writer)
        const next = putInForce(timetable, { schemeId, from, to })
        if (JSON.stringify(next) === JSON.stringify(timetable)) return
        writeTimetable(writer, next)
        bumpDataRevision(writer)
        const months = monthsInWords({ schemeId, from, to })
        const label = {
          zh: `启用分组方案 ${scheme.code}（${months.zh}）`,
          en: `Use grouping scheme ${scheme.code} (${months.en})`,
        }
        recordCommand(writer, label, { kind: 'scheme-use', timetable }, now())
        audit(session, 'scheme-use', label)
      })
      session.changed()
      return summary(scheme)
    },
  }
}

/** @throws ProblemError `bad-request` where the last month lies before the first. */
export function checkMonths({ from, to }: SchemeSpan): void {
  if (from === null || to === null || from <= to) return
  throw problem(
    'bad-request',
    `起始月 ${from} 晚于截止月 ${to}，请重新选择月份。`,
    `The first month ${from} lies after the last, ${to}; choose the months again.`,
    { from, to },
  )
}

export function monthsInWords({ from, to }: SchemeSpan): Bilingual {
  if (from === null && to === null) return { zh: '全部月份', en: 'all months' }
  if (to === null) return { zh: `${from} 起`, en: `from ${from}` }
  if (from === null) return { zh: `至 ${to}`, en: `up to ${to}` }
  return { zh: `${from} 至 ${to}`, en: `${from} to ${to}` }
}

/**
 * Reads a scheme of any kind and form and stores it. The first of a book is put in force at once; a later one waits beside it, to be
 * tried or put in force from a month on. Throws what `readSystem` throws, or `scheme-invalid` when the book has this very
 * scheme already.
 */
async function addSchemeFile(
  session: Session,
  path: string,
  options: ReadSchemeOptions,
  { report, breathe }: Pick<CallContext, 'report' | 'breathe'>,
): Promise<{ readonly schemeId: number; readonly report: SchemeLoadReport }> {
  const { reader, writer } = session.book()
  report({ phase: { zh: '读取分组方案', en: 'Reading the scheme' }, done: 0, total: null })
  const prepared = await prepareScheme(path, options, breathe)
  const { code } = prepared.stored
  const known = schemeWithHash(reader, prepared.stored.sha256)
  if (known !== undefined) {
    throw problem(
      'scheme-invalid',
      `这个分组方案已经在库中（编号 ${known.id}，${known.code}），无需重复加入。`,
      `This scheme is in the book already (number ${known.id}, ${known.code}).`,
      { schemeId: known.id },
    )
  }
  const id = writer.transaction(() => {
    const timetable = readTimetable(writer)
    const schemeId = addScheme(writer, prepared.stored)
    if (timetable.length === 0) {
      writeTimetable(writer, [{ schemeId, from: null, to: null }])
      bumpDataRevision(writer)
    }
    const label = { zh: `加入分组方案 ${code}`, en: `Add grouping scheme ${code}` }
    recordCommand(writer, label, { kind: 'scheme-add', schemeId, timetable }, now())
    audit(session, 'scheme-add', label)
    return schemeId
  })
  keepCompiled(session, id, prepared.compiled)
  session.changed()
  return { schemeId: id, report: prepared.report }
}

/** A scheme that was read and checked, ready to be stored. */
export interface PreparedScheme {
  readonly stored: Parameters<typeof addScheme>[1]
  readonly compiled: CompiledSystem
  readonly report: SchemeLoadReport
}

/** @throws ProblemError what `readSystem` throws; nothing is stored */
export async function prepareScheme(
  path: string,
  options: ReadSchemeOptions,
  breathe: CallContext['breathe'],
): Promise<PreparedScheme> {
  const read = await readSystem(path, options)
  await breathe()
  const { code, name, region, year } =
    read.compiled.kind === 'DRG' ? read.compiled.scheme.definition.header : read.compiled.scheme.tables.header
  const content = gzipSync(systemText(read.content))
  await breathe()
  return {
    stored: {
      kind: read.compiled.kind,
      code,
      name,
      region,
      year,
      sha256: read.sha256,
      ...countsOf(read.content, read.compiled),
      addedAt: now(),
      content,
      names: namesOf(read.compiled),
    },
    compiled: read.compiled,
    report: read.report,
  }
}
