import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { minus, rational, sumRational, toDecimal } from '#engine/arithmetic/rational.ts'
import { capacityRate, capacityUse } from '#engine/costing/capacity.ts'
import { openPoolRun } from '#engine/costing/case-pools.ts'
import { totalFen } from '#engine/costing/elements.ts'
import { evaluateEquation } from '#engine/costing/equation.ts'
import { costBySheet, minutesBySheet, plannedRates } from '#engine/costing/sheet-cost.ts'
import { parseSheetText } from '#exchange/costing/read-sheet.ts'
import type { ActivitySheet, SheetFacts } from '#shared/domain/activity-sheet.ts'
import { eachElement, quantity } from '#shared/domain/costing.ts'
import { fen, fenToYuan, sumFen } from '#shared/domain/money.ts'
import { yuan } from './ledgers.ts'

const sheetNamed = (name: string): ActivitySheet => {
  const path = join(import.meta.dirname, '../../../../resources/costing', `${name}.json`)
  return parseSheetText(readFileSync(path, 'utf8'), name)
}
const facts = (known: Partial<SheetFacts> = {}): SheetFacts => ({
  anaesthesia: 'general',
  approach: 'open',
  daySurgery: false,
  converted: false,
  age: 40,
  operationMinutes: 60,
  anaesthesiaMinutes: 90,
  los: 4,
  icuHours: 0,
  ...known,
})

describe('11.7 capacity cost rate: 1,725 hours × 80% for 1,000,000', () => {
  const perYear = capacityRate(rational('1000000'), rational('103500'), rational('0.8')) // 1,725 h in minutes

  test('1,380 hours, 724.64 an hour, 12.08 a minute', () => {
    expect(toDecimal(perYear.practical, 0)).toBe('82800') // 1,380 × 60
    expect(toDecimal(perYear.perMinute, 2)).toBe('12.08')
    expect((60 * Number(toDecimal(perYear.perMinute, 10))).toFixed(2)).toBe('724.64')
  })

  test('what is not used is reported apart; used and unused sum to the cost', () => {
    const use = capacityUse(yuan(1_000_000), rational('103500'), rational('0.8'), quantity(62_100))
    expect(fenToYuan(use.usedCost)).toBe('750000.00') // three quarters of 82,800 minutes
    expect(fenToYuan(use.unusedCost)).toBe('250000.00')
    expect(toDecimal(use.unusedMinutes, 0)).toBe('20700')
    expect(toDecimal(use.utilisation, 2)).toBe('0.75')
  })

  test('overtime is used beyond capacity: unused is negative', () => {
    const use = capacityUse(yuan(1000), rational('100'), rational('1'), quantity(110))
    expect([fenToYuan(use.usedCost), fenToYuan(use.unusedCost)]).toEqual(['1100.00', '-100.00'])
  })
})

describe('cases by capacity', () => {
  const pool = {
    id: '手术间',
    kind: 'capacity',
    cost: eachElement((element) => yuan(element === 'depreciation' ? 9000 : 0)),
    total: quantity(8448),
  } as const
  const goods = { drugs: fen(0), materials: fen(0) }

  test('unused capacity stays in the pool and reaches no case', () => {
    const run = openPoolRun([pool])
    const [one, other] = run.cost([
      { caseNo: '1', used: [quantity(85)], goods },
      { caseNo: '2', used: [quantity(85)], goods },
    ])
    expect(one).toMatchObject({ method: 'bottom-up', total: yuan('90.55') }) // 85 × 9,000 ÷ 8,448 = 90.554
    expect(other!.total).toBe(yuan('90.56')) // 181.108 so far
    const [left] = run.close()
    expect(left!.used).toBe(quantity(170))
    expect(totalFen(left!.left)).toBe(yuan('8818.89'))
  })
})

describe('a time equation', () => {
  const equation = {
    base: '30',
    terms: [
      { add: '15', when: [{ fact: 'converted', is: true }], per: null, otherwise: null },
      { add: '10', when: [{ fact: 'age', from: '65', below: '80' }], per: null, otherwise: null },
      { add: '1.5', when: [{ fact: 'approach', is: ['laparoscopic'] }], per: 'operationMinutes', otherwise: '45' },
      { add: '-100', when: [{ fact: 'anaesthesia', is: ['local'] }], per: null, otherwise: null },
    ],
  } as const
  const value = (known: Partial<SheetFacts>) => {
    const found = evaluateEquation(equation, facts(known))
    return [toDecimal(found.value, 1), found.counted, found.assumed]
  }

  test.each([
    [{}, '30.0', []],
    [{ converted: true }, '45.0', [0]],
    [{ age: 65 }, '40.0', [1]], // from is included
    [{ age: 80 }, '30.0', []], // below is not
    [{ approach: 'laparoscopic', operationMinutes: 61 }, '121.5', [2]],
    [{ anaesthesia: 'local' }, '0.0', [3]], // never below zero
  ] as const)('%j → %s minutes', (known, minutes, counted) => {
    expect(value(known)).toEqual([minutes, counted, []])
  })

  test('what a case does not record is named: a condition does not hold, a quantity has its stand-in', () => {
    expect(value({ age: null, converted: null })).toEqual(['30.0', [], ['converted', 'age']])
    expect(value({ approach: 'laparoscopic', operationMinutes: null })).toEqual(['97.5', [2], ['operationMinutes']])
  })
})

describe('the appendectomy sheet', () => {
  const sheet = sheetNamed('appendectomy')
  const cost = (known: Partial<SheetFacts>) => costBySheet(sheet, facts(known), plannedRates(sheet))
  const amounts = (known: Partial<SheetFacts>) =>
    Object.fromEntries(cost(known).lines.map(({ line, amount }) => [line.name.zh, fenToYuan(amount)]))

  test('laparoscopic: twelve lines, 3,369.96', () => {
    expect(amounts({ approach: 'laparoscopic' })).toEqual({
      麻醉药品: '210.00',
      麻醉耗材: '165.00',
      手术耗材: '1050.00', // 420 × (1 + 1.5)
      手术器械折旧: '57.00', // 38 × 1.5
      器械消毒: '138.00', // 46 × 3
      医师人力: '521.74', // 2 × 75 min × 96,000 ÷ 27,600
      麻醉医师人力: '391.30', // 100 min × 54,000 ÷ 13,800
      护士人力: '328.70', // 2 × 90 min × 75,600 ÷ 41,400
      设备折旧: '184.66', // 60 min × 26,000 ÷ 8,448
      房屋折旧: '90.55', // 85 min × 9,000 ÷ 8,448
      水电气: '42.26', // 85 min × 4,200 ÷ 8,448
      管理分摊: '190.75', // 6% of 3,179.21
    })
    expect(fenToYuan(cost({ approach: 'laparoscopic' }).total)).toBe('3369.96')
  })

  test('open, spinal, 70 years: no equipment, less anaesthesia, more of the anaesthetist', () => {
    const open = amounts({ anaesthesia: 'spinal', age: 70 })
    expect(open).toMatchObject({ 麻醉药品: '147.00', 麻醉耗材: '82.50', 手术耗材: '420.00', 设备折旧: '0.00' })
    expect(open.麻醉医师人力).toBe('430.43') // 110 min
  })

  test('stages and lines sum to the total; minutes are what capacity gives', () => {
    const found = cost({ approach: 'laparoscopic' })
    expect(sumFen(Object.values(found.byStage))).toBe(found.total)
    expect(sumFen(found.lines.map(({ amount }) => amount))).toBe(found.total)
    expect(fenToYuan(found.byStage['pre-operative'])).toBe('138.00')
    expect(Object.fromEntries(minutesBySheet(sheet, facts({ approach: 'laparoscopic' })))).toEqual({
      surgeon: quantity(150),
      anaesthetist: quantity(100),
      'theatre-nurse': quantity(180),
      laparoscope: quantity(60),
      'theatre-room': quantity(85),
      'theatre-utilities': quantity(85),
    })
  })

  test('the rates of a month replace the planned ones', () => {
    const rates = new Map([...plannedRates(sheet), ['surgeon', rational('10')] as const])
    const found = costBySheet(sheet, facts(), rates)
    expect(found.lines.find(({ line }) => line.id === 'surgeons')!.amount).toBe(yuan(1500))
  })

  test('facts that are not recorded are named', () => {
    expect(cost({ anaesthesiaMinutes: null }).assumed).toEqual(['anaesthesiaMinutes'])
  })
})

describe('the other sheets', () => {
  test('a day case costs less than the same case kept overnight', () => {
    const sheet = sheetNamed('day-knee-arthroscopy')
    const at = (daySurgery: boolean) => costBySheet(sheet, facts({ daySurgery }), plannedRates(sheet)).total
    // 600 minutes of a bed at 6,400 ÷ (8 × 8,448) and 6% on them
    expect(at(false) - at(true)).toBe(yuan('60.23'))
  })

  test('a knee replacement costs by its days', () => {
    const sheet = sheetNamed('knee-replacement')
    const at = (los: number) =>
      costBySheet(sheet, facts({ los }), plannedRates(sheet))
        .lines.filter(({ line }) => line.stage === 'post-operative')
        .map(({ exact }) => exact)
    // a day: 18 min physician at 84,000 ÷ 34,500, 75 min nurse at 132,000 ÷ 82,800, 30 min therapist at 30,000 ÷ 20,700, drugs 68
    expect(toDecimal(minus(sumRational(at(10)), sumRational(at(9))), 6)).toBe('274.869565')
  })
})
