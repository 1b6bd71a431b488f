import { gunzipSync, gzipSync } from 'node:zlib'
import type { CallContext, Handlers } from '#core/handler.ts'
import type { CompiledScheme } from '#engine/grouping/compile.ts'
import { compileContent, contentOfText, contentText, countGroups, groupNames } from '#engine/grouping/content.ts'
import { type ReadSchemeOptions, readScheme } from '#exchange/scheme/read-scheme.ts'
import type { SchemeSummary } from '#shared/contract/book.ts'
import { problem } from '#shared/domain/problem.ts'
import type { SchemeLoadReport } from '#shared/domain/scheme-load.ts'
import { recordCommand } from '#store/commands.ts'
import { addScheme, getScheme, listSchemes, type StoredScheme, schemeContent, schemeWithHash } from '#store/schemes.ts'
import { bumpDataRevision, readSettings, writeSettings } from '#store/settings.ts'
import { now } from './clock.ts'
import type { Session } from './session.ts'

export function schemeHandlers(session: Session): Pick<Handlers, 'schemes.list' | 'schemes.add' | 'schemes.use'> {
  const summary = (scheme: StoredScheme): SchemeSummary => ({
    ...scheme,
    inForce: readSettings(session.book().reader).schemeId === scheme.id,
  })
  return {
    'schemes.list': () => listSchemes(session.book().reader).map(summary),

    'schemes.add': async ({ path, name, corrections }, context) => {
      const options = { ...(name === undefined ? {} : { name }), ...(corrections === undefined ? {} : { corrections }) }
      const { schemeId, report } = await addSchemeFile(session, path, options, context)
      return { ...summary(requireScheme(session, schemeId)), report }
    },

    'schemes.use': ({ schemeId }) => {
      const { writer } = session.book()
      const scheme = requireScheme(session, schemeId)
      writer.transaction(() => {
        const previous = readSettings(writer).schemeId
        if (previous === schemeId) return
        writeSettings(writer, { schemeId })
        bumpDataRevision(writer)
        const label = { zh: `启用分组方案 ${scheme.code}`, en: `Use grouping scheme ${scheme.code}` }
        recordCommand(writer, label, { kind: 'scheme-use', previous }, now())
      })
      session.changed()
      return summary(scheme)
    },
  }
}

/**
 * Reads a scheme of any form, stores it and puts it in force. Throws what `readScheme` throws, or `scheme-invalid` when the
 * book has this very scheme already.
 */
async function addSchemeFile(
  session: Session,
  path: string,
  options: ReadSchemeOptions,
  { report, breathe }: Pick<CallContext, 'report' | 'breathe'>,
): Promise<{ readonly schemeId: number; readonly report: SchemeLoadReport }> {
  const { reader, writer } = session.book()
  report({ phase: { zh: '读取分组方案', en: 'Reading the scheme' }, done: 0, total: null })
  const read = await readScheme(path, options)
  await breathe()
  const { definition } = read.compiled
  const { code, name, region, year } = definition.header
  const known = schemeWithHash(reader, read.sha256)
  if (known !== undefined) {
    throw problem(
      'scheme-invalid',
      `这个分组方案已经在库中（编号 ${known.id}，${known.code}），无需重复加入。`,
      `This scheme is in the book already (number ${known.id}, ${known.code}).`,
      { schemeId: known.id },
    )
  }
  await breathe()
  const content = gzipSync(contentText(read.content))
  await breathe()
  const id = writer.transaction(() => {
    const previous = readSettings(writer).schemeId
    const schemeId = addScheme(writer, {
      code,
      name,
      region,
      year,
      sha256: read.sha256,
      ...countGroups(definition, read.content.form),
      addedAt: now(),
      content,
      names: groupNames(definition),
    })
    writeSettings(writer, { schemeId })
    bumpDataRevision(writer)
    const label = { zh: `加入分组方案 ${code}`, en: `Add grouping scheme ${code}` }
    recordCommand(writer, label, { kind: 'scheme-add', schemeId, previous }, now())
    return schemeId
  })
  session.cache.set(cacheKey(id), read.compiled)
  session.changed()
  return { schemeId: id, report: read.report }
}

/** The compiled form of a stored scheme, kept while the book is open; null when the scheme was taken out. */
export function compiledScheme(session: Session, id: number): CompiledScheme | null {
  const kept = session.cache.get(cacheKey(id)) as CompiledScheme | undefined
  if (kept !== undefined) return kept
  const content = schemeContent(session.book().reader, id)
  if (content === undefined) return null
  const compiled = compileContent(contentOfText(gunzipSync(content).toString('utf8')))
  session.cache.set(cacheKey(id), compiled)
  return compiled
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
