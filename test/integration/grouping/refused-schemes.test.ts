import { cpSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ProblemError } from '#shared/domain/problem.ts'
import type { TestCore } from '../../support/core.ts'
import { writeOfficialWorkbook } from '../../support/official-workbook.ts'
import { rawZip } from '../../support/raw-zip.ts'
import { tinyBook } from '../../support/tiny-book.ts'

const DEMO = join(import.meta.dirname, '..', '..', '..', 'resources', 'demo')

let core: TestCore
beforeAll(async () => {
  core = await tinyBook()
})
afterAll(() => core.close())

/** A copy of a demonstration package with one file put in another's place. */
function broken(kind: 'scheme' | 'dip', name: string, change: (text: string) => string | Uint8Array): string {
  const path = join(core.folder, `${kind}-${name}`)
  cpSync(join(DEMO, kind), path, { recursive: true })
  writeFileSync(join(path, name), change(readFileSync(join(path, name), 'utf8')))
  return path
}

const zip = (entries: Parameters<typeof rawZip>[0]): string => {
  const path = join(core.folder, 'refused.zip')
  writeFileSync(path, rawZip(entries))
  return path
}

const REFUSED: readonly (readonly [what: string, pathOf: () => string | Promise<string>, place: string])[] = [
  ['a broken rule', () => broken('scheme', 'drg.csv', (text) => text.replace(',true\n', ',pdx in\n')), 'drg.csv'],
  ['an unknown list', () => broken('scheme', 'adrg.csv', (text) => text.replace('@ZC1.proc', '@NOBODY')), 'adrg.csv'],
  ['a table in GBK', () => broken('scheme', 'codes.csv', () => Uint8Array.of(0xb9, 0xc7, 0x0a)), 'codes.csv'],
  [
    'a DIP condition',
    () => broken('dip', 'auxiliary.csv', (text) => text.replace('age <= 17', 'age at most 17')),
    'auxiliary.csv',
  ],
  [
    'an unknown DIP list',
    () => broken('dip', 'auxiliary.csv', (text) => text.replace('age <= 17', 'pdx in @NOBODY')),
    'auxiliary.csv',
  ],
  ['a path that leads out', () => zip([{ name: '../scheme.json', content: '{}' }]), '../scheme.json'],
  ['a zip bomb', () => zip([{ name: 'mdc.csv', content: 'x', declared: 0xf0000000 }]), 'refused.zip'],
  ['an empty archive', () => zip([]), 'refused.zip'],
  [
    'an official workbook with an unknown set',
    () =>
      writeOfficialWorkbook(join(core.folder, 'official.xlsx'), {
        MDC: [
          ['MDC编码', 'MDC名称', 'MDC规则', '排序'],
          ['MDCB', '神经系统', 'ZYZD in DI_NOBODY', 1],
        ],
      }),
    'MDC',
  ],
]

describe('a scheme that is refused', () => {
  test.each(REFUSED)('for %s is told of in both languages, and the book stays as it was', async (_, pathOf, place) => {
    const book = async () => [
      await core.call('schemes.list', {}),
      await core.call('commands.list', { offset: 0, limit: 50 }),
      await core.call('cases.page', { slice: {}, offset: 0, limit: 50 }),
    ]
    const before = await book()
    const error = await core.job('schemes.add', { path: await pathOf() }).catch((reason: unknown) => reason)
    if (!(error instanceof ProblemError)) throw new Error(`expected a problem, got ${String(error)}`)
    expect(error.problem.code).toBe('scheme-invalid')
    expect(error.problem.message.zh).toContain(place)
    expect(error.problem.message.en).toContain(place)
    expect(await book()).toEqual(before)
  })
})
