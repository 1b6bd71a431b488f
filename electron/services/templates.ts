import { join } from 'node:path'
import type { Handlers, ServiceEnv } from '#core/handler.ts'
import { fileSafe } from '#exchange/sync/file-name.ts'
import { type ImportTemplate, templateSchema } from '#shared/contract/imports.ts'
import { problem } from '#shared/domain/problem.ts'
import type { ReadableDb } from '#store/database.ts'
import { listTemplateTexts, removeTemplate, saveTemplateText } from '#store/templates.ts'
import { audit } from './audit.ts'
import { now } from './clock.ts'
import { writeTextFile } from './export-file.ts'
import type { Session } from './session.ts'

export function templateHandlers(
  env: Pick<ServiceEnv, 'exportFolder'>,
  session: Session,
): Pick<Handlers, 'templates.list' | 'templates.save' | 'templates.export' | 'templates.remove'> {
  return {
    'templates.list': () => savedTemplates(session.book().reader),
    'templates.save': ({ template }) => {
      const { reader, writer } = session.book()
      const before = savedTemplates(reader).find((known) => known.name === template.name)
      const saved = { ...template, version: (before?.version ?? 0) + 1 }
      writer.transaction(() => {
        saveTemplateText(writer, { ...saved, content: JSON.stringify(saved), at: now() })
        audit(session, 'template-save', {
          zh: `保存导入模板“${saved.name}”第 ${saved.version} 版`,
          en: `Save version ${saved.version} of the import template “${saved.name}”`,
        })
      })
      return saved
    },
    'templates.export': async ({ name, path }) => {
      const template = savedTemplates(session.book().reader).find((known) => known.name === name)
      if (template === undefined) throw noTemplate(name)
      const target = path ?? join(env.exportFolder, `${fileSafe(name)}.json`)
      await writeTextFile(target, `${JSON.stringify(template, null, 2)}\n`)
      return { path: target }
    },
    'templates.remove': ({ name }) => {
      const { writer } = session.book()
      writer.transaction(() => {
        if (!removeTemplate(writer, name)) throw noTemplate(name)
        audit(session, 'template-remove', {
          zh: `删除导入模板“${name}”`,
          en: `Remove the import template “${name}”`,
        })
      })
      return null
    },
  }
}

/** Templates of the book; one that an older program wrote in a form this one cannot read is left out, not lost. */
export function savedTemplates(db: ReadableDb): ImportTemplate[] {
  return listTemplateTexts(db).flatMap((text) => {
    const parsed = templateSchema.safeParse(JSON.parse(text))
    return parsed.success ? [parsed.data] : []
  })
}

const noTemplate = (name: string) =>
  problem('template-not-found', `没有名为“${name}”的导入模板。`, `There is no import template named “${name}”.`, {
    name,
  })
