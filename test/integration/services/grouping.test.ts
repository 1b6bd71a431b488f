import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { period } from '#shared/domain/period.ts'
import { BACK, CASE_HEADER, KNEE, writeCsv, writeTinyPolicy, writeTinyScheme } from '../../fixtures/tiny-department.ts'
import { startTestCore, type TestCore } from '../../support/core.ts'
import { importFile, problemCode, tinyBook } from '../../support/tiny-book.ts'

/** Case number, month, diagnoses, procedures, sex, official group; everything else alike, 20,000 yuan, 职工. */
const CASES: readonly (readonly [string, string, string, string, string, string])[] = [
  ['same', '2026-01', KNEE.dx, KNEE.proc, '女', 'IC25'],
  ['none', '2026-01', KNEE.dx, KNEE.proc, '女', ''],
  // The insurer put it in the medical group: another ADRG of the same MDC.
  ['adrg', '2026-01', `${KNEE.dx}|${BACK.dx}`, KNEE.proc, '女', 'IU25'],
  // No group of this scheme, but MDC I and ADRG IC2 by the national pattern.
  ['tier', '2026-02', KNEE.dx, KNEE.proc, '女', 'IC21'],
  // A knee without its operation holds in no group; the insurer grouped it.
  ['bare', '2026-02', `${KNEE.dx}|${BACK.dx}`, '', '女', 'IC25'],
  ['alien', '2026-02', 'Z99.900', '', '女', '0000'],
  ['again', '2026-02', 'Z99.900', '', '女', ''],
  // Sex is missing: rejected, and officially without a group as well.
  ['sexless', '2026-02', BACK.dx, '', '', '0000'],
]

let core: TestCore
beforeAll(async () => {
  core = startTestCore()
  const file = (name: string) => join(core.folder, name)
  await core.call('book.create', { path: file('a.keheng'), name: '骨科' })
  await core.job('schemes.add', { path: writeTinyScheme(file('scheme')) })
  await core.call('policies.add', { path: writeTinyPolicy(file('policy.json')) })
  const rows = CASES.map(([caseNo, month, dx, proc, sex, official]) => [
    ...[caseNo, sex, 60, `${month}-02 09:00:00`, `${month}-09 10:00:00`, 7, '骨科', '一组', '医师甲', '1'],
    ...[dx, '', proc, '职工', '20000.00', '', '', official],
  ])
  await importFile(core, 'cases', writeCsv(file('cases.csv'), [[...CASE_HEADER, 'official_group'], ...rows]))
  await core.job('recompute.run', {})
})
afterAll(() => core.close())

const none = {
  'local-ungrouped': 0,
  'official-ungrouped': 0,
  'local-ambiguous': 0,
  'not-in-scheme': 0,
  mdc: 0,
  adrg: 0,
  severity: 0,
  disease: 0,
}

describe('coverage', () => {
  test('counts by status and month add up, and every case without a group is on the worklist', async () => {
    const found = await core.call('grouping.coverage', { slice: {} })
    expect(found).toMatchObject({
      n: 8,
      nOfficial: 0,
      counts: { grouped: 4, ambiguous: 0, ungrouped: 3, rejected: 1 },
      byMonth: [
        { period: '2026-01', n: 3, counts: { grouped: 3, ambiguous: 0, ungrouped: 0, rejected: 0 } },
        { period: '2026-02', n: 5, counts: { grouped: 1, ambiguous: 0, ungrouped: 3, rejected: 1 } },
      ],
      worklistTotal: 3,
    })
    expect(found.worklist.map(({ status, principalDx, n, charge }) => [status, principalDx, n, charge])).toEqual([
      ['ungrouped', 'Z99.900', 2, 4_000_000],
      ['rejected', 'M51.200', 1, 2_000_000],
      ['ungrouped', 'M17.000', 1, 2_000_000],
    ])
    expect(found.worklist.map(({ check }) => check.zh.slice(0, 5))).toEqual(['方案不认识', '缺少性别、', '主要诊断在'])
  })

  test('a line of the worklist leads to exactly its cases', async () => {
    for (const { status, principalDx, n } of (await core.call('grouping.coverage', { slice: {} })).worklist) {
      const slice = { status, principalDx: principalDx ?? '—' }
      expect((await core.call('cases.page', { slice, offset: 0, limit: 10 })).total).toBe(n)
    }
    const without = await core.call('cases.page', { slice: { principalDx: '—' }, offset: 0, limit: 10 })
    expect(without.total).toBe(0)
  })

  test('a case in a code system of its own keeps its official group and is counted apart', async () => {
    const other = await tinyBook()
    const path = writeCsv(join(other.folder, 'foreign.csv'), [
      [...CASE_HEADER, 'official_group'],
      [
        'F1',
        '女',
        60,
        '2026-01-02',
        '2026-01-05',
        3,
        '骨科',
        '',
        '',
        '1',
        'CCSR1',
        '',
        '',
        '职工',
        100,
        '',
        '',
        '313|Moderate',
      ],
    ])
    const { template: proposed } = await other.call('imports.inspect', { path, kind: 'cases' })
    const template = { ...proposed, codeSystem: 'CCSR' }
    await other.job('imports.commit', { source: { path, kind: 'cases', template }, skipRejected: false })
    await other.job('recompute.run', {})
    expect(await other.call('grouping.coverage', { slice: {} })).toMatchObject({ n: 7, nOfficial: 1 })
    expect((await other.call('grouping.agreement', { slice: {} })).total.cases).toBe(6)
    const { unavailable, groups } = await other.call('grouping.alternatives', { caseNo: 'F1' })
    expect(groups).toEqual([])
    expect(unavailable?.zh).toContain('随数据而来')
    await other.close()
  })
})

describe('agreement with the official groups', () => {
  test('three levels, causes and months', async () => {
    const found = await core.call('grouping.agreement', { slice: {} })
    expect(found.scheme).toMatchObject({ code: 'TINY' })
    // Compared: same, adrg, tier, bare, alien, sexless. alien and sexless are without a group on both sides.
    expect(found.total).toEqual({
      cases: 8,
      officialMissing: 2,
      levels: { mdc: { n: 6, agree: 5 }, adrg: { n: 6, agree: 4 }, drg: { n: 6, agree: 3 } },
      causes: { ...none, adrg: 1, 'not-in-scheme': 1, 'local-ungrouped': 1 },
    })
    expect(found.byMonth.map(({ period: month, counts }) => [month, counts.cases, counts.levels.drg])).toEqual([
      ['2026-01', 3, { n: 2, agree: 1 }],
      ['2026-02', 5, { n: 4, agree: 2 }],
    ])
    expect(found.confusions).toEqual([
      { official: 'IC21', officialName: '', local: 'IC25', localName: '膝关节置换术', n: 1, cause: 'not-in-scheme' },
      { official: 'IC25', officialName: '膝关节置换术', local: '0000', localName: '', n: 1, cause: 'local-ungrouped' },
      { official: 'IU25', officialName: '颈腰背疾患', local: 'IC25', localName: '膝关节置换术', n: 1, cause: 'adrg' },
    ])
    expect(found.confusionsTotal).toBe(3)
  })

  const list = async (more: object, limit = 10) => {
    const page = await core.call('grouping.disagreements', { slice: {}, offset: 0, limit, ...more })
    return [page.total, ...page.rows.map(({ caseNo, cause }) => `${caseNo} ${cause}`)]
  }
  test('the list holds the disagreeing cases and no other, narrowed by cause, pair and slice', async () => {
    expect(await list({})).toEqual([3, 'tier not-in-scheme', 'bare local-ungrouped', 'adrg adrg'])
    expect(await list({ offset: 1 }, 1)).toEqual([3, 'bare local-ungrouped'])
    expect(await list({ cause: 'adrg' })).toEqual([1, 'adrg adrg'])
    expect(await list({ official: 'IC25', local: '0000' })).toEqual([1, 'bare local-ungrouped'])
    expect(await list({ slice: { from: period('2026-02') } })).toEqual([
      2,
      'tier not-in-scheme',
      'bare local-ungrouped',
    ])
    expect(await list({ cause: 'severity' })).toEqual([0])
  })

  test('without a computed group there is nothing to compare, and it says so', async () => {
    const slice = { from: period('2030-01') }
    expect(await core.call('grouping.agreement', { slice })).toMatchObject({ scheme: null, total: { cases: 0 } })
    expect(await core.call('grouping.disagreements', { slice, offset: 0, limit: 5 })).toEqual({ total: 0, rows: [] })
  })
})

describe('alternatives of a case', () => {
  test('are priced by the policy of the case, under the same charge', async () => {
    // A knee replacement settles at its standard, 2.0003 × 10000.10 × 1.05. With the back as principal diagnosis the knee
    // operation still holds first, so nothing changes.
    const knee = await core.call('grouping.alternatives', { caseNo: 'adrg' })
    expect(knee.current).toMatchObject({ name: '膝关节置换术', result: { drg: 'IC25' }, payment: '21003.3600315' })
    expect([knee.groups, knee.unchanged, knee.unavailable]).toEqual([[], 1, null])

    // Without the operation the knee is ungrouped and paid 0.9 × 20,000; the back would be a high outlier of a standard
    // of 5250.0525: 20,000 is above 3 × 5250.0525, and what lies above 15,750.1575 is added.
    const bare = await core.call('grouping.alternatives', { caseNo: 'bare' })
    expect(bare.current.payment).toBe('18000')
    expect(bare.groups).toHaveLength(1)
    expect(bare.groups[0]).toMatchObject({
      result: { drg: 'IU25' },
      name: '颈腰背疾患',
      payment: '9499.895',
      difference: '-8500.105',
      changes: [{ kind: 'principal', position: 1, code: BACK.dx }],
    })
    expect(bare.note.zh).toContain('以医保平台为准')
  })

  test('a case that waits for a recompute is not compared with its old group', async () => {
    const other = await tinyBook()
    await other.job('schemes.add', { path: writeTinyScheme(join(other.folder, 'next'), 'NEXT') })
    const before = await other.call('grouping.alternatives', { caseNo: 'B_1' })
    expect(before.unavailable).toBeNull()
    const [row] = CASES
    const path = writeCsv(join(other.folder, 'fix.csv'), [
      CASE_HEADER,
      ['B_1', '女', 45, '2026-02-01', '2026-02-03', 2, '骨科', '二组', '医师丙', '1', row?.[2] ?? '', '', KNEE.proc]
        .map(String)
        .concat('职工', '1000.00', '', ''),
    ])
    await importFile(other, 'cases', path)
    const after = await other.call('grouping.alternatives', { caseNo: 'B_1' })
    expect(after.current.result.drg).toBe('IU25')
    expect(after.unavailable?.zh).toContain('重新计算')
    await other.close()
  })

  test('of an unknown case there are none', async () => {
    expect(await problemCode(core.call('grouping.alternatives', { caseNo: 'nobody' }))).toBe('not-found')
  })
})

describe('the scheme itself', () => {
  const input = {
    sex: 'F' as const,
    age: 60,
    ageDays: null,
    birthWeight: null,
    los: null,
    icuHours: null,
    discharge: null,
    dept: null,
    dx: [KNEE.dx],
    proc: [KNEE.proc],
  }
  test('a case that nobody stored is grouped with its trail', async () => {
    const found = await core.call('grouping.calculate', { input })
    expect(found).toMatchObject({
      scheme: { code: 'TINY' },
      name: '膝关节置换术',
      trail: { result: { status: 'grouped', drg: 'IC25' } },
    })
    const blank = await core.call('grouping.calculate', { input: { ...input, sex: null, dx: [], proc: [] } })
    expect(blank.trail.result.status).toBe('rejected')
    expect((await core.call('cases.page', { slice: {}, offset: 0, limit: 1 })).total).toBe(8)
  })

  test('is browsed downwards and searched by group and by code', async () => {
    const top = await core.call('grouping.browse', {})
    expect([top.parent, top.nodes.map(({ code, children }) => [code, children])]).toEqual([null, [['MDCI', 2]]])
    const below = await core.call('grouping.browse', { parent: { level: 'adrg', code: 'IC2' } })
    expect(below.parent?.rules[0]?.zh).toBe('任一手术操作在 @KNEE 内')
    expect(below.nodes.map(({ code }) => code)).toEqual(['IC25'])
    const found = await core.call('grouping.search', { text: KNEE.proc, limit: 10 })
    expect(found.groups.map(({ node, through }) => [node.code, through?.list])).toEqual([['IC2', 'KNEE']])
  })

  test('a place or scheme that is not there is a problem', async () => {
    const parent = { level: 'adrg' as const, code: 'ZZ9' }
    expect(await problemCode(core.call('grouping.browse', { parent }))).toBe('not-found')
    expect(await problemCode(core.call('grouping.browse', { schemeId: 99 }))).toBe('scheme-missing')
    const empty = startTestCore()
    await empty.call('book.create', { path: join(empty.folder, 'b.keheng'), name: '空' })
    expect(await problemCode(empty.call('grouping.calculate', { input }))).toBe('scheme-missing')
    expect(await empty.call('grouping.coverage', { slice: {} })).toMatchObject({ n: 0, worklist: [] })
    await empty.close()
  })
})

test('adding a scheme replies what loading did; a correction that does not exist is refused', async () => {
  const path = writeTinyScheme(join(core.folder, 'third'), 'THIRD')
  expect(await problemCode(core.job('schemes.add', { path, corrections: ['no-such-correction'] }))).toBe('bad-request')
  const { report } = await core.job('schemes.add', { path, corrections: [] })
  expect(report.lines.find(({ sheet }) => sheet === 'drg.csv')).toMatchObject({ kind: 'read', message: { zh: '2 行' } })
})
