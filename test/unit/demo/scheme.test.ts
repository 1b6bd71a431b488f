import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readTable } from '#demo/inputs/table.ts'
import { readSchemePackage } from '#exchange/scheme/read-package.ts'
import { inputFolder, inputs, readDemoPolicy } from './department.ts'

const table = (name: string) => readTable(inputFolder, name)

describe('the demonstration scheme', () => {
  it('is a clean package: every list named in a rule has rows, no group is defined twice or out of reach', async () => {
    const { tables, findings } = await readSchemePackage(join(inputFolder, 'scheme'))
    expect(findings).toEqual([])
    expect(tables.adrg.filter((row) => row.kind === 'ambiguous').map((row) => row.adrg)).toEqual(['IQY'])
  })

  it('knows the name of every code it uses', () => {
    const known = new Set(table('scheme/codes.csv').map((row) => row.text('code')))
    const used = ['scheme/code_lists.csv', 'scheme/cc.csv', 'scheme/exclusions.csv'].flatMap((name) =>
      table(name).map((row) => row.text('code')),
    )
    expect(used.filter((code) => !known.has(code))).toEqual([])
    expect(
      table('comorbidities.csv')
        .map((row) => row.text('code'))
        .filter((code) => !known.has(code)),
    ).toEqual([])
  })

  it('translates only into codes it knows, from codes it does not', () => {
    const known = new Set(table('scheme/codes.csv').map((row) => `${row.text('kind')} ${row.text('code')}`))
    for (const row of table('scheme/code_map.csv')) {
      expect(known).toContain(`${row.text('kind')} ${row.text('to')}`)
      expect(known).not.toContain(`${row.text('kind')} ${row.text('from')}`)
    }
  })
})

describe('the demonstration policy', () => {
  const policy = readDemoPolicy()
  const drgs = table('scheme/drg.csv').map((row) => row.text('drg'))

  it('prices exactly the groups of the scheme and is marked as a demonstration', () => {
    expect(policy.groups.map((group) => group.drg).toSorted()).toEqual(drgs.toSorted())
    expect(policy).toMatchObject({ status: 'demonstration', scheme: 'DEMO-ORTHO-DRG', exemptInsurances: ['自费'] })
  })

  it('weighs a severer group of the same kind higher', () => {
    const weights = new Map(policy.groups.map((group) => [group.drg, Number(group.rw)]))
    const tiers = Map.groupBy(drgs, (drg) => drg.slice(0, 3))
    for (const tier of tiers.values()) {
      const ordered = tier.toSorted().map((drg) => weights.get(drg)!)
      expect(ordered).toEqual(ordered.toSorted((a, b) => b - a))
    }
  })

  it('has a benchmark for every group whose categories sum to its mean charge', () => {
    const rows = table('benchmarks.csv')
    expect(rows.map((row) => row.text('group')).toSorted()).toEqual(drgs.toSorted())
    const fenOf = (text: string) => Math.round(Number(text) * 100)
    for (const row of rows) {
      const categories = Array.from({ length: 14 }, (_, at) => row.text(`category_${String(at + 1).padStart(2, '0')}`))
      expect(categories.reduce((total, amount) => total + fenOf(amount), 0)).toBe(fenOf(row.text('mean_charge')))
    }
  })
})

describe('the demonstration catalogue', () => {
  it('has unique codes and a cheaper domestic alternative for every imported implant', () => {
    const byCode = new Map(inputs.items.map((item) => [item.code, item]))
    expect(byCode.size).toBe(inputs.items.length)
    const imported = inputs.items.filter((item) => item.origin === 'import')
    expect(imported.length).toBeGreaterThan(100)
    for (const item of imported) {
      const alternative = byCode.get(item.alternatives)
      expect(alternative).toMatchObject({ origin: 'domestic', pool: item.pool, spec: item.spec })
      expect(alternative!.priceFen).toBeLessThan(item.priceFen)
    }
  })
})
