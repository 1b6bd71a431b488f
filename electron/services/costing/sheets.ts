import type { Handlers } from '#core/handler.ts'
import { checkSheet, readSheet } from '#exchange/costing/read-sheet.ts'
import type { SheetSummary, StoredSheet } from '#shared/contract/costing-reports.ts'
import type { SheetFacts } from '#shared/domain/activity-sheet.ts'
import { addSheetVersion, sheetVersions } from '#store/activity-sheets.ts'
import type { ReadableDb } from '#store/database.ts'
import { audit } from '../audit.ts'
import { now } from '../clock.ts'
import type { Session } from '../session.ts'
import { currentConfig } from './settings.ts'
import { NO_FACTS, sheetCosting } from './sheet-costing.ts'
import { factsOfCase } from './sheet-facts.ts'
import { type KnownSheet, knownSheets, requireSheet } from './sheet-store.ts'

type SheetHandlers = Pick<
  Handlers,
  'costing.sheets' | 'costing.sheet' | 'costing.saveSheet' | 'costing.readSheet' | 'costing.sheetCost'
>

export function sheetHandlers(session: Session): SheetHandlers {
  return {
    'costing.sheets': () => {
      const { reader } = session.book()
      return reader.snapshot(() => {
        const { sheets } = currentConfig(reader)
        return knownSheets(reader).map((known) =>
          asSummary(known, sheets.find(({ code }) => code === known.sheet.code)?.groups ?? []),
        )
      })
    },

    'costing.sheet': ({ code, version }) => {
      const { reader } = session.book()
      return reader.snapshot(() => asStored(reader, requireSheet(reader, code, version)))
    },

    'costing.saveSheet': ({ sheet: draft }) => {
      const { writer } = session.book()
      const sheet = checkSheet(draft, nameOf(draft))
      writer.transaction(() => {
        const version = addSheetVersion(writer, {
          code: sheet.code,
          name: sheet.name.zh,
          content: JSON.stringify(sheet),
          at: now(),
        })
        audit(session, 'sheet-save', {
          zh: `保存作业清单 ${sheet.name.zh}（${sheet.code}）第 ${version} 版`,
          en: `Save version ${version} of the activity sheet ${sheet.name.en} (${sheet.code})`,
        })
      })
      session.changed()
      return asStored(writer, requireSheet(writer, sheet.code))
    },

    'costing.readSheet': ({ path }) => readSheet(path),

    'costing.sheetCost': ({ sheet: draft, facts, caseNo }) => {
      const sheet = checkSheet(draft, nameOf(draft))
      const recorded = caseNo === undefined ? NO_FACTS : factsOfCase(session.book().reader, caseNo)
      const given = Object.entries(facts ?? {}).filter(([, value]) => value !== undefined)
      return sheetCosting(sheet, { ...recorded, ...(Object.fromEntries(given) as Partial<SheetFacts>) })
    },
  }
}

/** What to call a draft in a problem. */
function nameOf(draft: unknown): string {
  const code = typeof draft === 'object' && draft !== null && 'code' in draft ? draft.code : null
  return typeof code === 'string' && code !== '' ? code : '—'
}

function asSummary({ sheet, version, savedAt }: KnownSheet, groups: readonly string[]): SheetSummary {
  const { code, name, status, lines } = sheet
  const cost = sheetCosting(sheet, NO_FACTS).total
  return { code, name, status, version, savedAt, lines: lines.length, cost, groups }
}

function asStored(db: ReadableDb, { sheet, version, savedAt }: KnownSheet): StoredSheet {
  const versions = sheetVersions(db, sheet.code).map((stored) => ({ version: stored.version, savedAt: stored.savedAt }))
  return { version, savedAt, sheet, versions }
}
