import type { Handlers, ServiceEnv } from '#core/handler.ts'
import type { BookStatus } from '#shared/contract/book.ts'
import type { Period } from '#shared/domain/period.ts'
import { currentScheme } from '#shared/domain/scheme-timetable.ts'
import { purgeDeadRows } from '#store/batches.ts'
import { bookCounts, filterValues } from '#store/book-queries.ts'
import { listPolicies, type StoredPolicy } from '#store/policies.ts'
import { readTimetable } from '#store/scheme-spans.ts'
import { getScheme } from '#store/schemes.ts'
import { readSettings, writeSettings } from '#store/settings.ts'
import { audit } from './audit.ts'
import type { Session } from './session.ts'
import type { SettingsFile } from './settings-file.ts'
import { schemeVersion } from './systems.ts'

type BookHandlers = Pick<
  Handlers,
  | 'app.info'
  | 'settings.get'
  | 'settings.set'
  | 'book.status'
  | 'book.recent'
  | 'book.create'
  | 'book.open'
  | 'book.close'
>

export function bookHandlers(env: ServiceEnv, session: Session, settings: SettingsFile): BookHandlers {
  return {
    'app.info': () => ({
      name: 'keheng',
      version: env.version,
      node: process.versions.node,
      settingsFile: env.settingsFile,
    }),
    'settings.get': () => settings.all(),
    'settings.set': ({ key, value }) => {
      settings.set(key, value)
      return null
    },
    'book.status': () => bookStatus(session),
    'book.recent': () => settings.recentBooks(),
    'book.create': ({ path, name }) => {
      session.create(path)
      const { writer } = session.book()
      writer.transaction(() => {
        writeSettings(writer, { name })
        audit(session, 'book-create', { zh: `新建数据库：${name}`, en: `Create the book: ${name}` })
      })
      settings.rememberBook(path, name)
      return bookStatus(session)
    },
    'book.open': async ({ path }, { breathe }) => {
      session.open(path)
      if (!session.isReadOnly()) await purgeDeadRows(session.book().writer, breathe)
      return bookStatus(session)
    },
    'book.close': () => {
      session.close()
      return null
    },
  }
}

/** The state of the open book, or that none is open. */
function bookStatus(session: Session): BookStatus {
  if (!session.isOpen()) return { open: false }
  const { path, schemaVersion, reader } = session.book()
  return reader.snapshot(() => {
    const { name, demonstration, dataRevision, computedRevision, lastImportAt, lastRecomputeAt } = readSettings(reader)
    const counts = bookCounts(reader)
    const schemeId = currentScheme(readTimetable(reader))
    const scheme = schemeId === null ? undefined : getScheme(reader, schemeId)
    const policy = latest(listPolicies(reader))
    return {
      open: true,
      path,
      name,
      demonstration,
      readOnly: session.isReadOnly(),
      schemaVersion,
      cases: counts.cases,
      chargeLines: counts.chargeLines,
      firstPeriod: counts.firstPeriod as Period | null,
      lastPeriod: counts.lastPeriod as Period | null,
      ...filterValues(reader),
      scheme: scheme === undefined ? null : schemeVersion(scheme),
      policy: policy === undefined ? null : { id: policy.id, code: policy.code, name: policy.nameZh },
      lastImportAt,
      lastRecomputeAt,
      stale: dataRevision !== computedRevision,
    }
  })
}

/** The policy of the latest months, as the status bar names it. */
const latest = (policies: readonly StoredPolicy[]): StoredPolicy | undefined =>
  policies.toSorted((a, b) => (a.validFrom < b.validFrom ? -1 : 1)).at(-1)
