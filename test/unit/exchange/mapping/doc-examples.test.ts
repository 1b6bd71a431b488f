import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { inspectRecords } from '#exchange/inspect-file.ts'
import { RECORD_KINDS } from '#exchange/kinds/index.ts'
import { readRecords } from '#exchange/read-records.ts'
import { temporaryFolder } from '../support.ts'

const file = temporaryFolder()
const text = readFileSync(join(import.meta.dirname, '../../../../docs/files.md'), 'utf8')
const examples = RECORD_KINDS.flatMap((kind) => {
  const section = text.split(new RegExp(`^### ${kind} `, 'm'))[1]?.split(/^#+ /m)[0]
  const csv = /```csv\n([\s\S]*?)```/.exec(section ?? '')?.[1]
  return csv === undefined ? [] : [[kind, csv] as const]
})

test('seven kinds have an example', () => {
  expect(examples.map(([kind]) => kind)).toEqual([
    'diagnoses',
    'procedures',
    'settlements',
    'inventory',
    'budgets',
    'targets',
    'quality-events',
  ])
})

test.each(examples)('the example of %s is recognised and read whole, with nothing to say', async (kind, csv) => {
  const path = await file(`${kind}.csv`, csv)
  const inspection = await inspectRecords({ path }, [])
  expect(inspection).toMatchObject({ kind, missingRequired: [], unusedColumns: [] })
  const rows = []
  for await (const chunk of readRecords({ path }, inspection.template)) rows.push(...chunk.rows)
  expect(rows).toHaveLength(csv.trim().split('\n').length - 1)
  expect(rows.flatMap(({ issues }) => issues)).toEqual([])
})
