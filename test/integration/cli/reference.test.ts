import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Papa from 'papaparse'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { SurplusTable } from '#shared/contract/figures.ts'
import { exact } from '#shared/domain/exact.ts'
import { fenToYuan } from '#shared/domain/money.ts'
import { keheng, kehengJson } from '../../support/command-line.ts'
import { missingShared, sharedPath } from '../../support/shared-data.ts'
import { SPARCS_TEMPLATE, writeSparcsPolicy } from '../../support/sparcs.ts'

let home: string
beforeAll(() => {
  home = mkdtempSync(join(tmpdir(), 'keheng-cli-'))
})
afterAll(() => rmSync(home, { recursive: true, force: true }))

const DEPARTMENT = ['datasets', 'sparcs_ortho_dept_facility413'] as const

describe.skipIf(missingShared(...DEPARTMENT) !== null)('a real department through the command line', () => {
  test('reproduces its reference', async () => {
    const db = join(home, 'sparcs.keheng')
    await kehengJson(home, 'init', '--db', db)
    await kehengJson(home, 'policy', 'add', writeSparcsPolicy(home), '--db', db)
    const path = sharedPath(...DEPARTMENT, 'ortho_dept_facility413_2020.csv')
    await kehengJson(home, 'import', '--db', db, '--file', path, '--template', SPARCS_TEMPLATE)
    await kehengJson(home, 'recompute', '--db', db)
    const onCost = await kehengJson<SurplusTable>(home, 'surplus', '--db', db, '--basis', 'B3')
    const onCharges = await kehengJson<SurplusTable>(home, 'surplus', '--db', db, '--basis', 'B1')
    const yuan = (value: string | null) => exact(value!).toFixed(2)
    expect([onCost.total.n, fenToYuan(onCost.total.charge)]).toEqual([1143, '52628947.90'])
    expect(yuan(onCost.total.payment)).toBe('31118294.67')
    expect(yuan(onCost.total.surplus)).toBe('8581273.48')
    expect(yuan(onCharges.total.surplus)).toBe('-21510653.23')
    expect((await keheng(home, 'verify', '--db', db)).code).toBe(0)
  })
})

const VECTORS = ['schemes', 'vectors', 'chs_drg_11.csv'] as const

describe.skipIf(missingShared(...VECTORS) !== null)('grouping a file without a database', () => {
  test('the first 200 national vectors come out as published', async () => {
    const { data } = Papa.parse<Record<string, string>>(readFileSync(sharedPath(...VECTORS), 'utf8'), {
      header: true,
      skipEmptyLines: true,
    })
    const expected = data
      .filter((row) => row.status !== 'peer_error' && !(row.quirk ?? '').includes('do-not-compare'))
      .slice(0, 200)
    writeFileSync(join(home, 'cases.csv'), Papa.unparse(expected))
    const report = await kehengJson<{ rows: number }>(
      home,
      'group',
      '--scheme',
      sharedPath('schemes', 'chs_drg_11.zip'),
      '--cases',
      join(home, 'cases.csv'),
      '--out',
      join(home, 'groups.csv'),
    )
    expect(report.rows).toBe(200)
    const text = readFileSync(join(home, 'groups.csv'), 'utf8')
    const groups = Papa.parse<Record<string, string>>(text, { header: true, skipEmptyLines: true }).data
    const told = groups.map(({ id, mdc, adrg, drg, status }) => [id, mdc, adrg, drg, status])
    expect(told).toEqual(
      expected.map((row) => [row.id, row.expected_mdc, row.expected_adrg, row.expected_drg, row.status]),
    )
  })

  test('a file without the columns the scheme needs ends with 1 and writes nothing', async () => {
    writeFileSync(join(home, 'thin.csv'), 'id,dx\n1,I10\n')
    const out = join(home, 'thin-groups.csv')
    const scheme = sharedPath('schemes', 'chs_drg_11.zip')
    const { code, err } = await keheng(
      home,
      'group',
      '--scheme',
      scheme,
      '--cases',
      join(home, 'thin.csv'),
      '--out',
      out,
    )
    expect([code, err]).toEqual([1, expect.stringContaining('thin.csv')])
    expect(() => readFileSync(out)).toThrow()
  })
})
