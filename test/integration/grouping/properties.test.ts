import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe } from 'vitest'
import { readScheme } from '#exchange/scheme/read-scheme.ts'
import { writeOfficialWorkbook } from '../../support/official-workbook.ts'
import { missingShared, sharedPath } from '../../support/shared-data.ts'
import { describeProperties } from './scheme-properties.ts'

const DEMO = join(import.meta.dirname, '..', '..', '..', 'resources', 'demo', 'scheme')
const OFFICIAL = ['schemes', 'official-style', 'chs-drg-1.1-in-official-form.xlsx'] as const

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'keheng-official-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

// The schemes of the regions are in regions.test.ts, which reads each of them once for all it asks.
const schemes: readonly (readonly [string, () => Promise<string>])[] = [
  ['the demonstration scheme', async () => DEMO],
  ['a small official workbook', () => writeOfficialWorkbook(join(folder, 'official.xlsx'))],
  ...(missingShared(...OFFICIAL) === null
    ? [['the official workbook', async () => sharedPath(...OFFICIAL)] as const]
    : []),
]

describe.each(schemes)('%s: for any case', (_, pathOf) => {
  describeProperties(async () => (await readScheme(await pathOf())).compiled)
})
