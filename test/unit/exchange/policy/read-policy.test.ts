import { createHash } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { parsePolicyText, readPolicy } from '#exchange/policy/read-policy.ts'
import { type Problem, ProblemError } from '#shared/domain/problem.ts'

const POLICY = {
  format: 'payment-policy/1',
  kind: 'DRG',
  code: 'TEST-2026',
  name: { zh: '测试政策', en: 'Test policy' },
  region: '测试市',
  year: 2026,
  status: 'demonstration',
  source: '测试〔2026〕1号',
  validFrom: '2026-01',
  validTo: '2026-12',
  scheme: null,
  pricing: {
    mode: 'weight',
    baseRates: [{ insurance: '职工', rate: '9575.25' }],
    defaultInsurance: null,
    hospitalCoefficient: '0.92',
  },
  groups: [
    { drg: 'IC29', rw: '0.93' },
    { drg: 'IC15', rw: '2.9312', coefficient: '1.05', meanCharge: '30000' },
  ],
  outliers: {
    ratioBase: 'standard',
    low: { below: '0.40', settle: 'by-actual' },
    high: {
      bands: [
        { rwBelow: '1', above: '3.0' },
        { rwBelow: null, above: '2.0' },
      ],
      settle: 'cap',
    },
  },
  ungrouped: { settle: 'none' },
  ambiguous: { settle: 'by-actual-ratio', ratio: '0.85' },
  patientShare: { mode: 'from-case' },
}

/** The policy with the value at a key path replaced; `undefined` takes the key out. */
function withChange(path: string, value: unknown): string {
  const copy = structuredClone(POLICY) as Record<string, unknown>
  const keys = path.split('.')
  const last = keys.pop()!
  let at: Record<string, unknown> = copy
  for (const key of keys) at = at[key] as Record<string, unknown>
  at[last] = value
  return JSON.stringify(copy)
}

function refusal(text: string): Problem {
  try {
    parsePolicyText(text, 'policy.json')
  } catch (error) {
    if (error instanceof ProblemError) return error.problem
    throw error
  }
  throw new Error('the policy was accepted')
}

const DIRECT = { mode: 'direct', prices: [{ drg: 'IC29', insurance: null, price: '26322.077521' }] }

describe('a policy file', () => {
  const folder = mkdtempSync(join(tmpdir(), 'policy-'))
  afterAll(() => rmSync(folder, { recursive: true }))
  const write = (name: string, content: string | Uint8Array) => {
    const path = join(folder, name)
    writeFileSync(path, content)
    return path
  }

  test('is read with its text in one form and the hash of that text', async () => {
    const text = JSON.stringify(POLICY)
    const read = await readPolicy(write('plain.json', text))
    expect(read.document).toEqual(POLICY)
    expect(read.text).toBe(text)
    expect(read.sha256).toBe(createHash('sha256').update(text).digest('hex'))
  })

  test('has one hash with and without a byte-order mark', async () => {
    const text = JSON.stringify(POLICY)
    const [plain, marked] = [
      await readPolicy(write('a.json', text)),
      await readPolicy(write('b.json', `\uFEFF${text}`)),
    ]
    expect(marked).toEqual(plain)
  })

  test('is refused when missing or in another encoding', async () => {
    await expect(readPolicy(join(folder, 'none.json'))).rejects.toMatchObject({ problem: { code: 'file-not-found' } })
    const gbk = write('gbk.json', Uint8Array.of(0x7b, 0x22, 0xd6, 0xd0, 0x22, 0x7d))
    await expect(readPolicy(gbk)).rejects.toMatchObject({ problem: { code: 'file-encoding' } })
  })
})

describe('a refusal names the key and what to do, in both languages', () => {
  test.each([
    ['groups.0.rw', 0.93, 'groups[0].rw', '数值也要加引号'],
    ['groups.0.rw', '0.9300001', 'groups[0].rw', '超过 6 位小数'],
    ['groups.0.rw', '9.3e-1', 'groups[0].rw', '不是普通小数'],
    ['groups.0.rw', '-0.93', 'groups[0].rw', '不是普通小数'],
    ['groups.0.rw', '0', 'groups[0].rw', '必须大于 0'],
    ['pricing.baseRates.0.rate', '9575.25001', 'pricing.baseRates[0].rate', '超过 4 位小数'],
    ['pricing.hospitalCoefficient', '0.92001', 'pricing.hospitalCoefficient', '超过 4 位小数'],
    ['pricing.mode', 'points', 'pricing.mode', '取值不对'],
    ['groups.1.coeficient', '1.05', 'groups[1]', '不认识的键 coeficient'],
    ['status', 'final', 'status', 'official, reference, demonstration'],
    ['validFrom', '2026-13', 'validFrom', '请写成年月'],
    ['validTo', '2025-12', 'validTo', '早于生效月'],
    ['groups.1.drg', 'IC29', 'groups[1].drg', '病组 IC29 出现两次'],
    ['pricing.defaultInsurance', '居民', 'pricing.defaultInsurance', '没有费率'],
    ['outliers.high.bands.1.rwBelow', '2', 'outliers.high.bands[1].rwBelow', '最后一档必须为 null'],
    ['outliers.high.bands.0.rwBelow', null, 'outliers.high.bands[0].rwBelow', '只有最后一档可以为 null'],
    ['outliers.high.bands.0.above', '0.4', 'outliers.high.bands[0].above', '必须大于低倍率界限'],
    ['outliers.low.settle', 'by-actual-ratio', 'outliers.low.ratio', '必须填写 ratio'],
    ['outliers.low.settle', 'by-actual-control', 'outliers.controlCoefficient', '需要控费系数'],
    ['outliers.levelCoefficient', '0.9', 'outliers.levelCoefficient', '标准已含等级系数'],
    ['outliers.ratioBase', 'groupMean', 'groups[0].meanCharge', '没有 meanCharge'],
    ['ambiguous', { settle: 'zero', ratio: '0.85' }, 'ambiguous.ratio', '不使用 ratio'],
    ['patientShare', { mode: 'ratio', fundRatio: '1.2' }, 'patientShare.fundRatio', '必须在 0 到 1 之间'],
    ['exemptInsurances', ['自费', '自费'], 'exemptInsurances[1]', '险种重复'],
    ['pricing', DIRECT, 'groups[1].coefficient', '请删去病组 IC15 的 coefficient'],
    [
      'pricing',
      { ...DIRECT, prices: [{ drg: 'ZZ99', insurance: null, price: '1' }] },
      'pricing.prices[0].drg',
      '不在 groups 中',
    ],
    [
      'pricing',
      { ...DIRECT, prices: [{ drg: 'IC29', insurance: null, price: '1.123456789' }] },
      'pricing.prices[0].price',
      '超过 8 位小数',
    ],
  ])('%s = %j', (path, value, key, words) => {
    const { code, message, details } = refusal(withChange(path, value))
    expect(code).toBe('policy-invalid')
    expect(details).toMatchObject({ file: 'policy.json', key })
    expect(message.zh).toContain(`policy.json ${key}：`)
    expect(message.zh).toContain(words)
    expect(message.en).toMatch(
      new RegExp(`^Payment policy policy\\.json ${key.replace(/[[\].]/g, '\\$&')}: [^\\u4e00-\\u9fff]+`),
    )
  })

  test('bands out of order', () => {
    const bands = ['2', '1', null].map((rwBelow) => ({ rwBelow, above: '2' }))
    expect(refusal(withChange('outliers.high.bands', bands)).message.en).toContain(
      'bands must ascend: 1 is not above 2',
    )
  })

  test('more decimals together than a standard keeps: 6 + 4 + 4 + 1 = 15', () => {
    const text = withChange('pricing', {
      ...POLICY.pricing,
      baseRates: [{ insurance: '职工', rate: '9575.2501' }],
      hospitalCoefficient: '0.9201',
    })
    const crowded = text.replace('"rw":"0.93"', '"rw":"0.931234","coefficient":"1.1"')
    expect(refusal(crowded).message.zh).toContain('病组 IC29 的权重、费率与系数合计 15 位小数')
    expect(() =>
      parsePolicyText(crowded.replace('"coefficient":"1.1"', '"coefficient":"1"'), 'policy.json'),
    ).not.toThrow()
  })

  test('text that is not JSON, and the number of further faults', () => {
    expect(refusal('{"format":').message.zh).toContain('不是有效的 JSON')
    expect(refusal(withChange('format', 'payment-policy/2')).message.en).toContain('should be payment-policy/1')
    expect(refusal('{}').message.en).toMatch(/ \(\d+ more\)$/)
  })
})
