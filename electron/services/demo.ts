import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { CallContext, Handlers } from '#core/handler.ts'
import { type DemoFileKind, generateDemo } from '#demo/generate.ts'
import type { DemoReport } from '#shared/contract/book.ts'
import type { ImportKind } from '#shared/contract/imports.ts'
import type { Bilingual } from '#shared/domain/bilingual.ts'
import { writeSettings } from '#store/settings.ts'
import { audit } from './audit.ts'
import { resourcePath } from './resources.ts'
import type { Session } from './session.ts'
import type { SettingsFile } from './settings-file.ts'

const DEMO_NAME = '示范医院骨科（示范数据）'

/** Order matters to a reader of the progress only: each import stands alone. */
const STEPS: readonly { readonly kind: DemoFileKind; readonly label: Bilingual }[] = [
  { kind: 'scheme', label: { zh: '加入分组方案', en: 'Add the grouping scheme' } },
  { kind: 'directory', label: { zh: '加入 DIP 目录', en: 'Add the DIP directory' } },
  { kind: 'policy', label: { zh: '加入支付政策', en: 'Add the payment policy' } },
  { kind: 'items', label: { zh: '导入收费项目目录', en: 'Import the catalogue' } },
  { kind: 'cases', label: { zh: '导入病案首页', en: 'Import the cases' } },
  { kind: 'charges', label: { zh: '导入费用明细', en: 'Import the charge lines' } },
  { kind: 'ledger', label: { zh: '导入成本台账', en: 'Import the cost ledger' } },
  { kind: 'drivers', label: { zh: '导入成本动因', en: 'Import the cost drivers' } },
  { kind: 'budgets', label: { zh: '导入科室预算', en: 'Import the budgets' } },
  { kind: 'benchmarks', label: { zh: '导入标杆', en: 'Import the benchmarks' } },
  { kind: 'settlements', label: { zh: '导入结算回执', en: 'Import the settlement returns' } },
]

/**
 * Builds the demonstration department the way a person would: files are written first, then taken in by the same
 * handlers the pages call, then grouped and settled. A cancelled or failed one is taken away again, and the book that
 * was open before is opened again.
 */
export function demoHandlers(
  session: Session,
  settings: SettingsFile,
  handlers: Pick<
    Handlers,
    | 'schemes.add'
    | 'schemes.try'
    | 'policies.add'
    | 'imports.commit'
    | 'recompute.run'
    | 'costing.run'
    | 'costing.accept'
  >,
): Pick<Handlers, 'book.createDemo'> {
  return {
    'book.createDemo': async ({ folder, book }, context) => {
      const home = folder ?? (await mkdtemp(join(tmpdir(), 'keheng-demo-')))
      const path = book ?? join(home, 'demo.keheng')
      const before = session.isOpen() ? session.book().path : null
      const made = { book: false }
      try {
        return await build(home, path, made, context)
      } catch (error) {
        // A file that was there before was refused and is not ours to remove.
        if (made.book) {
          session.close()
          settings.forgetBook(path)
          for (const suffix of ['', '-wal', '-shm', '.lock']) await rm(path + suffix, { force: true })
          if (before !== null) session.open(before)
        }
        await rm(folder === undefined ? home : join(home, 'files'), { recursive: true, force: true })
        throw error
      }
    },
  }

  async function build(home: string, path: string, made: { book: boolean }, context: CallContext): Promise<DemoReport> {
    const steps: { label: Bilingual; milliseconds: number }[] = []
    const timed = async <T>(label: Bilingual, work: () => Promise<T> | T): Promise<T> => {
      const started = performance.now()
      const result = await work()
      steps.push({ label, milliseconds: Math.round(performance.now() - started) })
      return result
    }

    const writing = { zh: '生成示范文件', en: 'Write the demonstration files' }
    const manifest = await timed(writing, () =>
      generateDemo({
        outDir: join(home, 'files'),
        inputDir: resourcePath('demo'),
        onProgress: (done, total) => {
          context.report({ phase: writing, done, total })
          return context.breathe()
        },
      }),
    )
    session.create(path)
    made.book = true
    const { writer } = session.book()
    writer.transaction(() => {
      writeSettings(writer, { name: DEMO_NAME, demonstration: true })
      audit(session, 'demo-create', {
        zh: `建立演示科室：${DEMO_NAME}`,
        en: `Create the demonstration department: ${DEMO_NAME}`,
      })
    })
    settings.rememberBook(path, DEMO_NAME)

    let directory: number | null = null
    for (const { kind, label } of STEPS) {
      const file = manifest.files.find((entry) => entry.kind === kind)
      if (file === undefined) throw new Error(`the demonstration has no ${kind} file`)
      const schemeId = await timed(label, () => takeIn(kind, file.path, context))
      if (kind === 'directory') directory = schemeId
    }
    await timed({ zh: '分组与结算', en: 'Group and settle' }, () => handlers['recompute.run']({}, context))
    // By what the book suggests: a person would look at it first, and could take it back.
    await timed({ zh: '核算成本', en: 'Work out the costs' }, async () => {
      const { id } = await handlers['costing.run']({}, context)
      await handlers['costing.accept']({ runId: id }, context)
    })
    // The same cases under the other way of paying, beside the figures: what a department asks when its region changes over.
    await timed({ zh: '试算 DIP 目录', en: 'Try the DIP directory' }, async () => {
      if (directory !== null) await handlers['schemes.try']({ schemeId: directory }, context)
    })
    return { path, files: manifest.files.map((file) => ({ path: file.path, rows: file.rows })), steps }
  }

  /** Gives the number of the scheme, where it was one. */
  async function takeIn(kind: DemoFileKind, path: string, context: CallContext): Promise<number | null> {
    if (kind === 'scheme' || kind === 'directory') return (await handlers['schemes.add']({ path }, context)).id
    if (kind === 'policy') await handlers['policies.add']({ path }, context)
    else
      await handlers['imports.commit'](
        { source: { path, kind: kind satisfies ImportKind }, skipRejected: false },
        context,
      )
    return null
  }
}
