import type { Handlers } from '#core/handler.ts'
import { type ImportTemplate, templateSchema } from '#shared/contract/imports.ts'
import { problem } from '#shared/domain/problem.ts'
import type { ReadableDb } from '#store/database.ts'
import { listTemplateTexts, removeTemplate, saveTemplateText } from '#store/templates.ts'
import { now } from './clock.ts'
import type { Session } from './session.ts'

export function templateHandlers(
  session: Session,
): Pick<Handlers, 'templates.list' | 'templates.save' | 'templates.remove'> {
  return {
    'templates.list': () => savedTemplates(session.book().reader),
    'templates.save': ({ template }) => {
      const { reader, writer } = session.book()
      const before = savedTemplates(reader).find((known) => known.name === template.name)
      const saved = { ...template, version: (before?.version ?? 0) + 1 }
      saveTemplateText(writer, { ...saved, content: JSON.stringify(saved), at: now() })
      return saved
    },
    'templates.remove': ({ name }) => {
      if (!removeTemplate(session.book().writer, name)) throw noTemplate(name)
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
