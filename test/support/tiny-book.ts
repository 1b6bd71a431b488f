import { join } from 'node:path'
import type { Batch, ImportKind } from '#shared/contract/imports.ts'
import { ProblemError } from '#shared/domain/problem.ts'
import { LINES, SIX, writeCases, writeLines, writeTinyPolicy, writeTinyScheme } from '../fixtures/tiny-department.ts'
import { startTestCore, type TestCore } from './core.ts'

/** The tiny department in a book of its own: scheme, policy, six cases, their lines, grouped and settled. */
export async function tinyBook(core: TestCore = startTestCore()): Promise<TestCore> {
  const file = (name: string) => join(core.folder, name)
  await core.call('book.create', { path: file('a.keheng'), name: '骨科' })
  await core.job('schemes.add', { path: writeTinyScheme(file('scheme')) })
  await core.call('policies.add', { path: writeTinyPolicy(file('policy.json')) })
  await importFile(core, 'cases', writeCases(file('cases.csv'), SIX))
  await importFile(core, 'charges', writeLines(file('charges.csv'), LINES))
  await core.job('recompute.run', {})
  return core
}

export function importFile(core: TestCore, kind: ImportKind, path: string, skipRejected = false): Promise<Batch> {
  return core.job('imports.commit', { source: { path, kind }, skipRejected })
}

/** The code of the problem a call ends with, or what it returned instead. */
export async function problemCode(work: Promise<unknown>): Promise<unknown> {
  try {
    return await work
  } catch (error) {
    if (error instanceof ProblemError) return error.problem.code
    throw error
  }
}
