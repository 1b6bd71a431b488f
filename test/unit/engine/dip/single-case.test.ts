import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { costByRatios, dipAccount } from '#engine/dip/account.ts'
import { groupDip } from '#engine/dip/group.ts'
import { settleDip } from '#engine/dip/settle.ts'
import { exact, exactFromFen } from '#shared/domain/exact.ts'
import { addFen, sumFen } from '#shared/domain/money.ts'
import { period } from '#shared/domain/period.ts'
import { missingShared, sharedPath } from '../../../support/shared-data.ts'
import { aCase, directory, row, yuan } from './small-directory.ts'

const FILE = ['datasets', 'stepdown_examples', 'dip_single_case.json'] as const

describe.skipIf(missingShared(...FILE) !== null)('a published case, from charges to the fund and the cost side', () => {
  test('every result to the cent', () => {
    const { inputs, results } = JSON.parse(readFileSync(sharedPath(...FILE), 'utf8')) as {
      readonly inputs: Readonly<Record<string, number>>
      readonly results: Readonly<Record<string, number>>
    }
    const text = (name: string) => String(inputs[name])
    const medical = addFen(yuan(text('诊疗费用')), yuan(text('检查检验费用')))
    const goods = addFen(yuan(text('药品费用')), yuan(text('耗材费用')))
    const charge = sumFen([medical, goods])
    const scheme = directory({
      directory: [row('W', { dx: 'I50.9', opClass: 'conservative', score: text('DIP基准分值') })],
      pointValues: [
        {
          from: '2026-01',
          insurance: '',
          pointValue: text('点值'),
          hospitalCoefficient: text('医院等级系数'),
          meanFactor: '',
          basicMeanFactor: '',
        },
      ],
    })
    const result = groupDip(scheme, aCase(['I50.900'], []))
    const { points, standard, payment } = settleDip(scheme, {
      result,
      month: period('2026-01'),
      insurance: null,
      charge,
    })
    const cost = costByRatios([
      { charge: medical, costRatio: exact(text('医疗性收入成本率')) },
      { charge: goods, costRatio: exact(text('药耗成本率')) },
    ])
    const account = dipAccount({ payment: standard!, charge, fundBilled: yuan(text('统筹基金支付金额')), cost })
    const found = {
      住院总费用: exactFromFen(charge),
      治疗成本: cost,
      病人自付金额: account.patientPart,
      DIP分值: points!,
      DIP支付标准: standard!,
      DIP核算金额: account.fundDue,
      病例真实盈亏金额: account.costSurplus,
      DIP盈亏金额: account.fundSurplus,
      DIP回款率: account.recovery!,
    }
    const cents = Object.entries(found).map(([name, value]) => [name, value.toFixed(2)])
    expect(cents).toEqual(Object.entries(results).map(([name, value]) => [name, exact(value).toFixed(2)]))
    expect(points!.toFixed()).toBe('28.6319709')
    expect(payment!.eq(standard!)).toBe(true)
  })
})

test('a fund that owes something is owed payment − patient part; nothing billed has no rate of recovery', () => {
  const given = { payment: exact(11340), charge: yuan('9500'), cost: exact(8000) }
  const account = dipAccount({ ...given, fundBilled: yuan('7000') })
  expect([account.fundDue, account.fundSurplus, account.costSurplus].map(String)).toEqual(['8840', '1840', '3340'])
  expect(account.recovery!.toFixed(4)).toBe('1.2629')
  expect(dipAccount({ ...given, fundBilled: yuan('0') }).recovery).toBeNull()
})
