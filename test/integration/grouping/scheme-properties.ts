import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { groupMappedCase, mapCodes } from '#engine/grouping/code-map.ts'
import type { CompiledScheme } from '#engine/grouping/compile.ts'
import { groupCase } from '#engine/grouping/group.ts'
import { groupCaseWithTrail } from '#engine/grouping/trail.ts'
import { groupFile } from '#exchange/grouping-file/group-file.ts'
import type { GroupingInput, GroupingResult, TrailStep } from '#shared/domain/grouping.ts'
import { casesOf, listsOfSecondaries, NOWHERE } from '../../support/scheme-cases.ts'

const RUNS = { numRuns: 150 }

/** What holds of any scheme, whatever its rules: tests for the one that is read. */
export function describeProperties(read: () => Promise<CompiledScheme>): void {
  let folder: string
  let scheme: CompiledScheme
  let cases: fc.Arbitrary<GroupingInput>
  const group = (input: GroupingInput): GroupingResult => groupCase(scheme, input)

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'keheng-properties-'))
    scheme = await read()
    cases = casesOf(scheme.definition)
  })
  afterAll(() => rm(folder, { recursive: true, force: true }))

  test('the cases made for it come to groups of many kinds', () => {
    const found = fc.sample(cases, { numRuns: 1000, seed: 1 }).map(group)
    const grouped = found.filter(({ status }) => status === 'grouped')
    expect(grouped.length).toBeGreaterThan(250)
    expect(new Set(grouped.map(({ drg }) => drg)).size).toBeGreaterThan(Math.min(100, scheme.outcomes.length / 4))
  })

  test('the order of the secondary diagnoses never changes the group', () => {
    const shuffled = cases.chain((input) =>
      fc.tuple(
        fc.constant(input),
        fc.shuffledSubarray(input.dx.slice(1), { minLength: Math.max(0, input.dx.length - 1) }),
      ),
    )
    fc.assert(
      fc.property(shuffled, ([input, others]) => {
        expect(group({ ...input, dx: [...input.dx.slice(0, 1), ...others] })).toBe(group(input))
      }),
      RUNS,
    )
  })

  test('a code in no list, appended last, never changes it', () => {
    const { retrySecondaryProcedures } = scheme.definition.header
    fc.assert(
      fc.property(cases, (input) => {
        const dx = [...(input.dx.length === 0 ? [''] : input.dx), NOWHERE]
        // A retry looks at each later procedure by itself; there a code in no list is a case without procedures.
        const proc = retrySecondaryProcedures ? input.proc : [...input.proc, NOWHERE]
        expect(group({ ...input, dx, proc })).toBe(group(input))
      }),
      RUNS,
    )
  })

  test('a complication that the principal diagnosis excludes never raises the severity', () => {
    const { complications, exclusions, lists } = scheme.definition
    const counting = new Set([...listsOfSecondaries(scheme.definition)].flatMap((list) => lists.get(list) ?? []))
    const tables = new Map([...exclusions].map(([table, codes]) => [table, new Set(codes)]))
    const levels = Map.groupBy(complications, ({ code }) => code)
    const excluded = [...levels].flatMap(([code, rows]) => {
      const [first, ...others] = rows.map(({ exclusion }) => tables.get(exclusion) ?? new Set<string>())
      const principals = [...(first ?? [])].filter((principal) => others.every((codes) => codes.has(principal)))
      return principals.length === 0 || counting.has(code) ? [] : [{ code, principals }]
    })
    expect(excluded.length).toBeGreaterThan(0)
    const pairs = fc
      .constantFrom(...excluded)
      .chain(({ code, principals }) => fc.tuple(fc.constant(code), fc.constantFrom(...principals), cases))
    fc.assert(
      fc.property(pairs, ([code, principal, input]) => {
        const without = { ...input, dx: [principal, ...input.dx.slice(1).filter((dx) => dx !== code)] }
        const { result, steps } = groupCaseWithTrail(scheme, { ...without, dx: [...without.dx, code] })
        expect(result).toBe(group(without))
        for (const step of steps) if (step.level === 'cc' && step.code === code) expect(step.held).toBe(false)
      }),
      RUNS,
    )
  })

  test('the trail comes to the group, and whoever follows its steps does too', () => {
    fc.assert(
      fc.property(cases, (input) => {
        const { result, steps } = groupCaseWithTrail(scheme, input)
        expect(result).toBe(group(input))
        expect(followed(scheme, steps)).toEqual(withoutStatus(result))
      }),
      RUNS,
    )
  })

  test('so it does after the codes are mapped', () => {
    const foreign = [...scheme.definition.codeMap.dx.keys()]
    const mixed = fc.tuple(cases, fc.constantFrom(...foreign, NOWHERE), fc.boolean()).map(([input, code, first]) => ({
      ...input,
      dx: first ? [code, ...input.dx.slice(1)] : [...input.dx, code],
    }))
    fc.assert(
      fc.property(mixed, (input) => {
        const mapping = mapCodes(scheme, input)
        const mapped = groupMappedCase(scheme, input)
        if (mapping.status !== 'mapped') expect(mapped.status).toBe(mapping.status)
        else expect(groupCaseWithTrail(scheme, mapping.input).result).toEqual(mapped)
      }),
      RUNS,
    )
  })

  test('a file of cases comes to what each comes to by itself, in its order', async () => {
    const inputs = [...fc.sample(cases, { numRuns: 600, seed: 2 }), ...STRANGE]
    const inputPath = join(folder, 'cases.csv')
    const outputPath = join(folder, 'groups.csv')
    await writeFile(inputPath, [HEADER, ...inputs.map(csvLine), ''].join('\n'))
    for (const trace of [false, true]) {
      const report = await groupFile({ scheme, inputPath, outputPath, trace })
      const lines = (await readFile(outputPath, 'utf8')).trimEnd().split('\n').slice(1)
      const wanted = inputs.map((input, at) => {
        const { mdc, adrg, drg, status } = group(input)
        return [at, mdc, adrg, drg, status].join(',')
      })
      expect(lines.map((line) => line.split(',"[')[0])).toEqual(wanted)
      expect(report.rows).toBe(inputs.length)
      expect(Object.values(report.byStatus).reduce((sum, n) => sum + n)).toBe(inputs.length)
    }
  })
}

const withoutStatus = ({ mdc, adrg, drg }: GroupingResult) => ({ mdc, adrg, drg })

/** The group that the steps before the result lead to: the last MDC and ADRG that held, and what was decided there. */
function followed({ definition, outcomes }: CompiledScheme, steps: readonly TrailStep[]) {
  const last = (level: TrailStep['level']) => steps.findLast((step) => step.level === level && step.held)?.code ?? ''
  const decisive = steps.at(-2)
  const mdc = last('mdc')
  const adrg = last('adrg')
  if (decisive?.level === 'check' && !decisive.held) return definition.header.rejected
  if (decisive?.held === true && decisive.level === 'drg') return { mdc, adrg, drg: decisive.code }
  if (decisive?.held === true && decisive.level === 'adrg') {
    expect(outcomes.some(({ status, drg }) => status === 'ambiguous' && drg === adrg)).toBe(true)
    return { mdc, adrg: definition.evaluation.ambiguousAdrg === 'QY' ? 'QY' : adrg, drg: adrg }
  }
  return definition.header.ungrouped
}

/** Codes as records have them when something went wrong. */
const STRANGE: readonly GroupingInput[] = [
  [],
  [''],
  [' I10.x00'],
  ['i10.X00', 'Ｉ１０．ｘ００', '\u0131\u017f10.x00', 'E11.900x001', '"quoted"', '高血压', '\u0000', 'ß'.repeat(30)],
  // Letters whose capitals are I and S, and which are neither.
  ['\u013163.900', '\u017f72.000'],
  ['\u017f72.000', '\u0131\u013110.x00'],
  Array.from({ length: 500 }, (_, at) => `X${at}`),
].map((dx) => ({
  ...{ sex: 'F', age: 50, ageDays: null, birthWeight: null, los: null, icuHours: null, discharge: null, dept: null },
  dx,
  proc: dx.slice(1),
}))

const HEADER = 'id,sex,age,age_days,birth_weight,los,icu_hours,discharge,dept,dx,proc'
const quoted = (text: string) => (/[",]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)
const csvLine = (input: GroupingInput, id: number): string => {
  const { sex, age, ageDays, birthWeight, los, icuHours, discharge, dept, dx, proc } = input
  return [id, sex, age, ageDays, birthWeight, los, icuHours, discharge, dept, dx.join('|'), proc.join('|')]
    .map((cell) => quoted(String(cell ?? '')))
    .join(',')
}
