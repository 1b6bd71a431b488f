import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import type { Handlers, ServiceEnv } from '#core/handler.ts'
import { systemOfText } from '#engine/system/content.ts'
import { writeScheme } from '#exchange/scheme/write-scheme.ts'
import { problem } from '#shared/domain/problem.ts'
import { schemeContent } from '#store/schemes.ts'
import { auditExport } from './audit.ts'
import type { Session } from './session.ts'
import { requireScheme } from './systems.ts'

export function schemeExportHandlers(env: ServiceEnv, session: Session): Pick<Handlers, 'schemes.export'> {
  return {
    'schemes.export': async ({ schemeId, plain, path }) => {
      const { code } = requireScheme(session, schemeId)
      const stored = schemeContent(session.book().reader, schemeId) as Uint8Array
      const content = systemOfText(gunzipSync(stored).toString('utf8'))
      if (content.form === 'dip') throw notForDip(code)
      // A code is part of a file name only where every file system takes it.
      const name = `${code.replace(/[^\p{L}\p{N}._-]/gu, '_')}.zip`
      const written = await writeScheme(path ?? join(env.exportFolder, name), content, { plain: plain === true })
      auditExport(session, { zh: `分组方案 ${code}`, en: `grouping scheme ${code}` }, written.rows, written.path)
      return { path: written.path, rows: written.rows, extensions: written.extensions }
    },
  }
}

const notForDip = (code: string) =>
  problem(
    'bad-request',
    `${code} 是 DIP 目录，只能导出 DRG 分组方案；请使用加入时的原文件。`,
    `${code} is a DIP directory, and only DRG schemes are exported; use the file it was added from.`,
    { code },
  )
