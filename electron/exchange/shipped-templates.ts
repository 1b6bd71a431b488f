import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type ImportTemplate, templateSchema } from '#shared/contract/imports.ts'
import { problem } from '#shared/domain/problem.ts'
import { checkTemplateKeys } from './mapping/template-keys.ts'
import { asFileProblem } from './readers/file-bytes.ts'

/** @throws ProblemError `file-not-found`, `template-invalid` */
async function readTemplateFile(path: string): Promise<ImportTemplate> {
  const text = await readFile(path, 'utf8').catch((error: unknown) => {
    throw asFileProblem(error, path)
  })
  const parsed = templateSchema.safeParse(parseJson(text))
  if (!parsed.success) {
    const why = parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('; ')
    throw problem('template-invalid', `导入模板 ${path} 有误：${why}`, `The import template ${path} is wrong: ${why}`, {
      file: path,
    })
  }
  checkTemplateKeys(parsed.data)
  return parsed.data
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

/** The templates that come with the application (`resources/templates`), by file name. */
export async function readShippedTemplates(folder: string): Promise<readonly ImportTemplate[]> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.json')).sort()
  return Promise.all(names.map((name) => readTemplateFile(join(folder, name))))
}
