import { describe, expect, test } from 'vitest'
import { groupDip, groupDipWithTrail } from '#engine/dip/group.ts'
import { aCase, DIRECTORY, directory, row, yuan } from './small-directory.ts'

const found = (dx: string, proc: readonly string[] = [], scheme = directory()) =>
  groupDip(scheme, aCase([dx], proc)).dip

describe('the order of matching', () => {
  test('a principal diagnosis on the exclusion list is not paid by DIP', () => {
    expect(groupDip(directory(), aCase(['Z51.100'], []))).toMatchObject({ status: 'excluded', dip: '', score: null })
  })

  test('core: four characters of the diagnosis, and the operations', () => {
    expect(found('S72.000', ['81.5100'])).toBe('S72.0-81.51')
    expect(found('S72.000x001', ['81.5201'])).toBe('S72.0-81.52')
    expect(found('S72.000', ['93.4600'])).toBe('S72.0-93.46')
  })

  test('/ is any of the codes, + is all of them', () => {
    expect(found('S72.000', ['81.5300'])).toBe('S72.0-81.52')
    expect(found('S72.000', ['81.5300', '00.7000'])).toBe('S72.0-81.52+00.70')
    expect(found('S72.100', ['00.7000'])).not.toBe('S72.0-81.52+00.70')
  })

  test('without an operation that counts a case is conservative', () => {
    expect(found('S72.000')).toBe('S72.0-BS')
    expect(found('S72.000', ['00.7600'])).toBe('S72.0-BS')
    expect(groupDip(directory(), aCase(['S72.000'], ['99.9900'])).operationClass).toBe('conservative')
  })

  test('basic-level entries come after the core ones', () => {
    expect(groupDip(directory(), aCase(['M54.502'], []))).toMatchObject({ dip: 'M54.5-BS', type: 'basic' })
    const both = directory({
      directory: [...DIRECTORY, row('JC', { type: 'basic', dx: 'S72.0', op: '81.51', score: '9999' })],
    })
    expect(found('S72.000', ['81.5100'], both)).toBe('S72.0-81.51')
  })

  test('comprehensive: category at 3, 2, 1 characters by operation class, then the chapter', () => {
    expect(found('S72.900', ['79.3500'])).toBe('S72-SS')
    expect(found('S73.000', ['79.3500'])).toBe('S7-SS')
    expect(found('S90.000', ['80.2600'])).toBe('S-ZD')
    expect(found('M79.604')).toBe('CH13-BS')
  })

  test('the highest class of a case decides its comprehensive entry', () => {
    expect(found('S72.900', ['80.2600', '79.3500'])).toBe('S72-SS')
  })

  test('介入 counts as 相关手术 by default, as 治疗性操作 where the region says so', () => {
    expect(found('S72.900', ['38.7x04'])).toBe('S72-SS')
    const therapeutic = directory({ matching: { interventionalAs: 'therapeutic' } })
    expect(found('S72.900', ['38.7x04'], therapeutic)).toBe('KBBZ')
  })

  test('an operation that is not listed has the class the region gives it', () => {
    expect(found('S72.900', ['77.1100'])).toBe('KBBZ')
    expect(found('S72.900', ['77.1100'], directory({ matching: { unlistedOperation: 'surgical' } }))).toBe('S72-SS')
  })

  test('what fits nothing comes to the blank group, or is ungrouped where there is none', () => {
    const result = groupDip(directory(), aCase(['R50.900'], []))
    expect(result).toMatchObject({ status: 'blank', dip: 'KBBZ', type: 'blank' })
    const without = directory({ directory: DIRECTORY.filter(({ type }) => type !== 'blank') })
    expect(groupDip(without, aCase(['R50.900'], [])).status).toBe('ungrouped')
  })

  test.each([[[]], [['']], [['???']]])('diagnoses %j never throw', (dx) => {
    expect(groupDip(directory(), aCase(dx, ['', '??'], { age: -1 })).status).toBe('blank')
  })
})

describe('several entries fit', () => {
  const entries = [
    row('A', { dx: 'M17.1', op: '81.54', score: '10', meanCharge: '20000' }),
    row('B', { dx: 'M17.1', op: '81.5401', score: '30', meanCharge: '26000' }),
    row('C', { dx: 'M17.1', op: '80.6', score: '20', meanCharge: '23000' }),
    row('D', { dx: 'M17.1', op: '81.54+80.6', score: '5' }),
  ]
  const chosen = (proc: readonly string[], choose: Parameters<typeof directory>[0], charge = '0') =>
    groupDip(directory({ directory: entries, ...choose }), aCase(['M17.101'], proc, { charge: yuan(charge) })).dip

  test('main operation first', () => {
    expect(chosen(['80.6x00', '81.5401'], { matching: { choose: ['main-operation', 'type-priority'] } })).toBe('C')
  })

  test('most terms, then most operations', () => {
    expect(chosen(['80.6x00', '81.5401'], { matching: { choose: ['most-terms'] } })).toBe('D')
    expect(chosen(['80.6x00', '80.6x03', '81.5401'], { matching: { choose: ['most-operations'] } })).toBe('D')
    const without = { directory: entries.slice(0, 3), matching: { choose: ['most-operations'] as const } }
    expect(chosen(['80.6x00', '80.6x03', '81.5401'], without)).toBe('C')
  })

  test('exactly the operations of the case, then the higher score (荆州)', () => {
    expect(chosen(['80.6x00', '81.5401'], { matching: { choose: ['exact-set', 'higher-score'] } })).toBe('D')
    expect(chosen(['81.5401'], { matching: { choose: ['exact-set', 'higher-score'] } })).toBe('B')
  })

  test('the full code over four digits, then the higher score (荆门)', () => {
    expect(chosen(['81.5401'], { matching: { choose: ['full-code', 'higher-score'] } })).toBe('B')
    expect(chosen(['81.5400'], { matching: { choose: ['full-code', 'higher-score'] } })).toBe('A')
  })

  test('the nearest mean charge; an entry without one comes last, no charge decides nothing', () => {
    const nearest = { matching: { choose: ['nearest-mean'] as const } }
    expect(chosen(['80.6x00', '81.5401'], nearest, '22999.99')).toBe('C')
    expect(chosen(['80.6x00', '81.5401'], nearest, '1000000')).toBe('B')
    const scheme = directory({ directory: entries, ...nearest })
    expect(groupDip(scheme, aCase(['M17.101'], ['80.6x00', '81.5401'])).dip).toBe('A')
  })

  test('level to the end: the first in the table', () => {
    expect(chosen(['80.6x00', '81.5401'], { matching: { choose: [] } })).toBe('A')
  })

  test('types compete where the region says so, and the order of types decides', () => {
    const mixed = [
      row('ZH', { type: 'comprehensive', dx: 'M17', score: '1' }),
      row('BS', { dx: 'M17.1', opClass: 'conservative' }),
      row('JC', { type: 'basic', dx: 'M17.1', op: '81.54' }),
    ]
    const matching = { candidates: 'together', choose: ['type-priority'] } as const
    expect(chosen(['81.5400'], { directory: mixed, matching })).toBe('ZH')
    expect(chosen(['81.5400'], { directory: mixed, matching: { ...matching, candidates: 'in-order' } })).toBe('JC')
  })

  test('some terms met are enough where partial matches count', () => {
    const scheme = directory({ directory: entries.slice(3), matching: { terms: 'some' } })
    expect(groupDip(scheme, aCase(['M17.101'], ['81.5401'])).dip).toBe('D')
    expect(groupDip(directory({ directory: entries.slice(3) }), aCase(['M17.101'], ['81.5401'])).status).toBe(
      'ungrouped',
    )
  })
})

describe('the evidence', () => {
  test('tells the operations, the entries, the choice and the result in both languages', () => {
    const { steps, result } = groupDipWithTrail(directory(), aCase(['S72.000'], ['81.5201', '00.7000', '00.7600']))
    expect(result.dip).toBe('S72.0-81.52+00.70')
    expect(steps.map(({ level, held, reason }) => [level, held, reason.zh])).toEqual([
      ['operations', true, '可用的手术操作 81.5201、00.7000（排除 00.7600），操作类型为相关手术'],
      [
        'core',
        true,
        '符合的核心病种：S72.0-81.52（S72.0, 81.52/81.53）；S72.0-81.52+00.70（S72.0, 81.52/81.53+00.70）',
      ],
      ['choose', true, '符合的关联项最多者优先：保留 S72.0-81.52+00.70，去掉 S72.0-81.52'],
      ['result', true, '入组：S72.0-81.52+00.70，分值 2400'],
    ])
    expect(steps.map(({ reason }) => reason.en)).toEqual([
      'Usable procedures 81.5201, 00.7000 (left out: 00.7600); class surgical',
      'Fitting core entries: S72.0-81.52 (S72.0, 81.52/81.53); S72.0-81.52+00.70 (S72.0, 81.52/81.53+00.70)',
      'Kept S72.0-81.52+00.70 before S72.0-81.52: it has the most operation terms met',
      'Grouped: S72.0-81.52+00.70, score 2400',
    ])
  })

  test('says which entries of the diagnosis failed on their operations', () => {
    const { steps } = groupDipWithTrail(directory(), aCase(['S72.000'], ['79.3500']))
    expect(steps.map(({ level, held }) => `${level}:${held}`)).toEqual([
      'operations:true',
      'core:false',
      'basic:false',
      'comprehensive:true',
      'result:true',
    ])
    expect(steps[1]?.reason.zh).toBe(
      '有主要诊断为 S72.000 的核心病种，但手术操作不符：S72.0-81.51 [81.51]、S72.0-81.52 [81.52/81.53]、S72.0-81.52+00.70 [81.52/81.53+00.70]、S72.0-93.46 [93.46]、S72.0-BS [—]',
    )
  })
})
