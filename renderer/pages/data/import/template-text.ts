import { type ImportTemplate, templateSchema } from '#shared/contract/imports.ts'
import { problem } from '#shared/domain/problem.ts'
import { fill } from '#shared/i18n/translate.ts'
import { words } from '#shared/i18n/words/index.ts'

/** Whether a text is an import template, whole or not. */
export function holdsTemplate(text: string): boolean {
  return /^\uFEFF?\s*\{/.test(text) && /"import-template\/\d/.test(text)
}

/** @throws ProblemError `template-invalid`, naming the first part that is wrong */
export function readTemplate(text: string): ImportTemplate {
  const read = parsed(text)
  if (read.success) return read.data
  const wrong = words['import.template.broken']
  const { detail } = read
  throw problem('template-invalid', fill(wrong.zh, { detail }), fill(wrong.en, { detail }), { detail })
}

function parsed(
  text: string,
): { readonly success: true; readonly data: ImportTemplate } | { readonly success: false; readonly detail: string } {
  try {
    const result = templateSchema.safeParse(JSON.parse(text.replace(/^\uFEFF/, '')))
    if (result.success) return result
    const [issue] = result.error.issues
    return { success: false, detail: [issue?.path.join('.'), issue?.message].filter(Boolean).join(' ') }
  } catch {
    return { success: false, detail: 'JSON' }
  }
}

/** A template as text that `readTemplate` takes back, and a `.json` file of the command line as well. */
export function templateText(template: ImportTemplate): string {
  return `${JSON.stringify(template, null, 2)}\n`
}
