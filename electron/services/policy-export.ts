import { join } from 'node:path'
import type { Handlers, ServiceEnv } from '#core/handler.ts'
import { parsePolicyText } from '#exchange/policy/read-policy.ts'
import { policyWorkbook } from '#exchange/policy/workbook-write.ts'
import { auditExport } from './audit.ts'
import { writeBytesFile, writeTextFile } from './export-file.ts'
import { requirePolicy } from './policy-changes.ts'
import type { Session } from './session.ts'

/** Writes a policy of the book, in use or not, as a file that can be edited and added again. */
export function policyExportHandlers(env: ServiceEnv, session: Session): Pick<Handlers, 'policies.export'> {
  return {
    'policies.export': async ({ policyId, format, path }) => {
      const { code, content } = requirePolicy(session.book().reader, policyId)
      const document = parsePolicyText(content, code)
      // A code is part of a file name only where every file system takes it.
      const name = `${code.replace(/[^\p{L}\p{N}._-]/gu, '_')}.${format}`
      const target = path ?? join(env.exportFolder, name)
      if (format === 'xlsx') await writeBytesFile(target, await policyWorkbook(document))
      else await writeTextFile(target, `${JSON.stringify(document, null, 2)}\n`)
      const groups = document.groups.length
      auditExport(session, { zh: `支付政策 ${code}`, en: `payment policy ${code}` }, groups, target)
      return { path: target, groups }
    },
  }
}
