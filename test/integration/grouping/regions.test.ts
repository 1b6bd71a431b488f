import { existsSync, readdirSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import Papa from 'papaparse'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { groupMappedCase, type MappedResult } from '#engine/grouping/code-map.ts'
import type { CompiledScheme } from '#engine/grouping/compile.ts'
import { groupCase } from '#engine/grouping/group.ts'
import { groupCaseWithTrail } from '#engine/grouping/trail.ts'
import { findColumns, readRecord } from '#exchange/grouping-file/vector-columns.ts'
import { readScheme } from '#exchange/scheme/read-scheme.ts'
import type { GroupingInput } from '#shared/domain/grouping.ts'
import { describeProperties } from './scheme-properties.ts'

const SCHEMES = resolve(import.meta.dirname, '../../../../shared/schemes')
const present = existsSync(SCHEMES)
if (!present) process.stdout.write(`skipped: the schemes of the regions are not at ${SCHEMES}\n`)

interface Vector {
  readonly id: string
  readonly input: GroupingInput
  readonly expected: string
  readonly comparable: boolean
}

async function readVectors(path: string): Promise<readonly Vector[]> {
  const [header = [], ...rows] = Papa.parse<string[]>((await readFile(path, 'utf8')).trimEnd()).data
  const columns = findColumns(path, header)
  const at = (name: string) => header.indexOf(name)
  const results = ['expected_mdc', 'expected_adrg', 'expected_drg', 'status'].map(at)
  return rows.map((cells, index) => ({
    ...readRecord(path, columns, cells, index + 2),
    expected: results.map((place) => cells[place]).join(' '),
    comparable: cells[at('status')] !== 'peer_error' && !(cells[at('quirk')] ?? '').includes('do-not-compare'),
  }))
}

const told = ({ mdc, adrg, drg, status }: MappedResult) => [mdc, adrg, drg, status].join(' ')

function compare(vectors: readonly Vector[], group: (input: GroupingInput) => MappedResult) {
  const comparable = vectors.filter((vector) => vector.comparable)
  const mismatches = comparable.flatMap(({ id, input, expected }) => {
    const found = told(group(input))
    return found === expected ? [] : [`${id}: expected ${expected}, found ${found}`]
  })
  return { compared: comparable.length, mismatches }
}

const packages = present ? readdirSync(SCHEMES).filter((name) => name.endsWith('.zip')) : []
const lines: string[] = []
let national: readonly Vector[] = []

describe.runIf(present)('the schemes of the regions', () => {
  beforeAll(async () => {
    national = await readVectors(join(SCHEMES, 'vectors', 'chs_drg_11.csv'))
  })
  afterAll(() => {
    process.stdout.write(`region             compared  mismatched   mapped  mismatched\n${lines.join('\n')}\n`)
  })

  test('there are 30 packages, 12 of them with vectors', () => {
    expect(packages.length).toBe(30)
    expect(packages.filter((name) => existsSync(vectorsOf(name, ''))).length).toBe(12)
  })

  describe.each(packages)('%s', (file) => {
    let scheme: CompiledScheme
    beforeAll(async () => {
      scheme = (await readScheme(join(SCHEMES, file))).compiled
    })

    test('every national case comes to a result of the scheme, and its trail to the same', () => {
      expectTrailsToAgree(scheme, national)
    })

    if (existsSync(vectorsOf(file, '')))
      test('its own cases come to their groups', () => expectVectorsToAgree(file, scheme))

    describe('for any case', () => describeProperties(async () => scheme))
  })
})

async function expectVectorsToAgree(file: string, scheme: CompiledScheme): Promise<void> {
  const plain = compare(await readVectors(vectorsOf(file, '')), (input) => groupCase(scheme, input))
  const mapped = compare(await readVectors(vectorsOf(file, '.mapped')), (input) => groupMappedCase(scheme, input))
  const counts = [plain.compared, plain.mismatches.length, mapped.compared, mapped.mismatches.length]
  lines.push(`${file.replace('.zip', '').padEnd(18)}${counts.map((count) => String(count).padStart(9)).join('  ')}`)
  expect([...plain.mismatches, ...mapped.mismatches]).toEqual([])
  expect(plain.compared).toBeGreaterThan(4900)
  expect(mapped.compared).toBeGreaterThan(350)
}

function vectorsOf(file: string, ending: '' | '.mapped'): string {
  return join(SCHEMES, 'vectors', file.replace('.zip', `${ending}.csv`))
}

/** Groups every national input under the scheme; every twentieth trail, which tries all rows, must come to the same result. */
function expectTrailsToAgree(scheme: CompiledScheme, vectors: readonly Vector[]): void {
  const known = new Set(scheme.outcomes)
  for (const [index, { input }] of vectors.entries()) {
    const result = groupCase(scheme, input)
    if (!known.has(result)) expect.unreachable(`${told(result)} is not a result of the scheme`)
    if (index % 20 === 0) expect(groupCaseWithTrail(scheme, input).result).toBe(result)
  }
}
