import { gunzipSync, gzipSync } from 'node:zlib'
import type { Handlers } from '#core/handler.ts'
import { type CompiledScheme, compileScheme } from '#engine/grouping/compile.ts'
import type { SchemeTables } from '#engine/grouping/tables.ts'
import { readSchemePackage } from '#exchange/scheme/read-package.ts'
import type { SchemeSummary } from '#shared/contract/book.ts'
import { problem } from '#shared/domain/problem.ts'
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

    'schemes.add': async ({ path }, { report, breathe }) => {
      const { reader, writer } = session.book()
      report({ phase: { zh: '读取分组方案', en: 'Reading the scheme' }, done: 0, total: null })
      const { tables, sha256 } = await readSchemePackage(path)
      await breathe()
      const compiled = compileScheme(tables)
      const known = schemeWithHash(reader, sha256)
      if (known !== undefined) {
        throw problem(
          'scheme-invalid',
          `这个分组方案已经在库中（编号 ${known.id}，${known.code}），无需重复加入。`,
          `This scheme is in the book already (number ${known.id}, ${known.code}).`,
          { schemeId: known.id },
        )
      }
      await breathe()
      const content = gzipSync(JSON.stringify(tables))
      await breathe()
      const id = writer.transaction(() => {
        const previous = readSettings(writer).schemeId
        const schemeId = addScheme(writer, {
          ...headerOf(tables),
          sha256,
          mdcs: tables.mdc.length,
          adrgs: new Set(tables.adrg.map((row) => row.adrg)).size,
          drgs: new Set(tables.drg.map((row) => row.drg)).size,
          addedAt: now(),
          content,
          names: groupNamesOf(tables),
        })
        writeSettings(writer, { schemeId })
        bumpDataRevision(writer)
        const { code } = tables.header
        const label = { zh: `加入分组方案 ${code}`, en: `Add grouping scheme ${code}` }
        recordCommand(writer, label, { kind: 'scheme-add', schemeId, previous }, now())
        return schemeId
      })
      session.cache.set(cacheKey(id), compiled)
      session.changed()
      return summary(requireScheme(session, id))
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

/** The compiled form of a stored scheme, kept while the book is open; null when the scheme was taken out. */
export function compiledScheme(session: Session, id: number): CompiledScheme | null {
  const kept = session.cache.get(cacheKey(id)) as CompiledScheme | undefined
  if (kept !== undefined) return kept
  const content = schemeContent(session.book().reader, id)
  if (content === undefined) return null
  const compiled = compileScheme(JSON.parse(gunzipSync(content).toString('utf8')) as SchemeTables)
  session.cache.set(cacheKey(id), compiled)
  return compiled
}

const cacheKey = (id: number) => `scheme:${id}`

function requireScheme(session: Session, id: number): StoredScheme {
  const scheme = getScheme(session.book().reader, id)
  if (scheme === undefined)
    throw problem('scheme-missing', `没有编号为 ${id} 的分组方案。`, `There is no scheme number ${id}.`, {
      schemeId: id,
    })
  return scheme
}

const headerOf = ({ header: { code, name, region, year } }: SchemeTables) => ({ code, name, region, year })

/** Names of all levels by code; the first row of a code names it. */
function groupNamesOf({ mdc, adrg, drg }: SchemeTables): { code: string; name: string }[] {
  return [
    ...mdc.map((row) => ({ code: row.mdc, name: row.name })),
    ...drg.map((row) => ({ code: row.drg, name: row.name })),
    ...adrg.map((row) => ({ code: row.adrg, name: row.name })),
  ].filter((entry) => entry.name !== '')
}
