import type { Bilingual } from '#shared/domain/bilingual.ts'
import type { GroupingInput, GroupingResult, GroupingTrail, TrailStep } from '#shared/domain/grouping.ts'
import { type CompiledRow, type CompiledScheme, REJECTED, UNDECIDED, UNGROUPED } from './compile.ts'
import type { AdrgDefinition } from './definition.ts'
import { type CaseFrame, fillFrame } from './frame.ts'
import { failsChecks } from './group.ts'
import type { Rule } from './rule.ts'
import { compileRule } from './rule-test.ts'
import { ruleInWords } from './rule-words.ts'
import { caseFacts, checkSteps, complicationSteps } from './trail-facts.ts'

/**
 * Groups a case and tells how, in the order things were tried: the checks, the MDCs, inside an MDC that held its
 * ADRGs, the complications found, the tiers, the result. Walks every row in turn instead of the candidates
 * `groupCase` finds, and comes to the same result. Neighbouring MDCs refused for the same kind of reason share a step.
 */
export function groupCaseWithTrail(scheme: CompiledScheme, input: GroupingInput): GroupingTrail {
  const { frame } = scheme.scratch
  fillFrame(frame, scheme.index, input)
  const steps: TrailStep[] = [...checkSteps(scheme.definition.evaluation.checks, input)]
  const finish = (outcome: number): GroupingTrail => {
    const result = scheme.outcomes[outcome] as GroupingResult
    steps.push(resultStep(scheme, result, outcome === UNGROUPED))
    return { result, steps }
  }
  if (failsChecks(scheme, frame)) return finish(REJECTED)

  const walk = (): number => explainWalk({ scheme, input, frame, steps })
  let outcome = walk()
  if (outcome !== UNDECIDED) return finish(outcome)
  if (!scheme.definition.header.retrySecondaryProcedures) return finish(UNGROUPED)
  for (let i = 1; i < input.proc.length && outcome === UNDECIDED; i++) {
    frame.procFrom = i
    frame.procTo = i + 1
    const code = input.proc[i] ?? ''
    steps.push({
      level: 'check',
      code: 'retry',
      name: '',
      held: true,
      reason: {
        zh: `没有分组成立，按方案规定改以第 ${i + 1} 个手术操作 ${code} 单独再试一次`,
        en: `Nothing matched; as the scheme provides, tried again with procedure ${i + 1}, ${code}, alone`,
      },
    })
    outcome = walk()
  }
  return finish(outcome === UNDECIDED ? UNGROUPED : outcome)
}

interface Explanation {
  readonly scheme: CompiledScheme
  readonly input: GroupingInput
  readonly frame: CaseFrame
  readonly steps: TrailStep[]
}

function explainWalk(explanation: Explanation): number {
  const { scheme, frame, steps } = explanation
  let refused: RefusedMdcs | null = null
  const tellRefused = () => {
    if (refused !== null) steps.push(refusedStep(refused, explanation))
    refused = null
  }
  let skipped: AdrgDefinition[] = []
  const tellSkipped = () => {
    if (skipped.length > 0) steps.push(skippedStep(skipped, explanation))
    skipped = []
  }
  const complications = { told: false }

  for (const [at, mdc] of scheme.definition.mdcs.entries()) {
    if (scheme.mdcTests[at]?.(frame) !== true) {
      const part = firstFailing(mdc.rule, explanation)
      if (refused !== null && !sharesReason(refused, part)) tellRefused()
      refused ??= { codes: [], names: [], parts: [] }
      refused.codes.push(mdc.code)
      refused.names.push(mdc.name)
      refused.parts.push(part)
      continue
    }
    tellRefused()
    steps.push(heldStep('mdc', mdc, explanation))
    for (const row of scheme.rows.filter((each) => each.mdc === at)) {
      if (refusesSurgical(row, explanation)) {
        skipped.push(row.definition)
        continue
      }
      tellSkipped()
      const outcome = explainRow(row, explanation, complications)
      if (outcome !== UNDECIDED) return outcome
    }
    tellSkipped()
  }
  tellRefused()
  return UNDECIDED
}

/** Whether a row is one of those that take no surgical case, and the case is one. */
function refusesSurgical({ definition: { rule } }: CompiledRow, { scheme, frame }: Explanation): boolean {
  const first = rule.kind === 'and' ? rule.parts[0] : rule
  return first?.kind === 'surgical' && !first.holds && !compileRule(first, scheme.context)(frame)
}

/** Neighbouring groups left out for a surgical case, as one step. */
function skippedStep(groups: readonly AdrgDefinition[], { input }: Explanation): TrailStep {
  const procedure = input.proc[0] ?? ''
  return {
    level: 'adrg',
    code: groups.map(({ code }) => code).join(','),
    name: groups.map(({ name }) => name).join('；'),
    held: false,
    reason: {
      zh: `手术病例（主要手术操作 ${procedure} 是有效手术操作）只尝试与手术操作有关的组，跳过这些组`,
      en: `A surgical case (its main procedure ${procedure} is a valid one) only tries groups that look at procedures; these are passed over`,
    },
  }
}

function explainRow(row: CompiledRow, explanation: Explanation, complications: { told: boolean }): number {
  const { scheme, frame, steps } = explanation
  const { definition } = row
  if (!row.test(frame)) {
    steps.push(failedStep('adrg', definition, explanation))
    return UNDECIDED
  }
  steps.push(heldStep('adrg', definition, explanation))
  if (definition.kind === 'ambiguous') return row.otherwise
  if (!complications.told) {
    steps.push(...complicationSteps(scheme, explanation.input, frame))
    complications.told = true
  }
  for (const [i, test] of row.drgTests.entries()) {
    const drg = definition.drgs[i]
    if (drg === undefined) continue
    if (test(frame)) {
      steps.push(heldStep('drg', drg, explanation))
      return row.drgOutcomes[i] as number
    }
    steps.push(failedStep('drg', drg, explanation))
  }
  steps.push(withoutDrgStep(row))
  return row.otherwise
}

function withoutDrgStep(row: CompiledRow): TrailStep {
  const { code, name } = row.definition
  const stops = row.otherwise !== UNDECIDED
  const reason: Bilingual = stops
    ? {
        zh: `${code} 下没有 DRG 成立，按方案规定以 ADRG 编码作为 DRG`,
        en: `No DRG of ${code} matched; as the scheme provides, the ADRG code stands in for the DRG`,
      }
    : {
        zh: `${code} 下没有 DRG 成立，按方案规定继续尝试后面的 ADRG`,
        en: `No DRG of ${code} matched; as the scheme provides, the next ADRG is tried`,
      }
  return { level: 'drg', code, name, held: stops, reason }
}

interface Named {
  readonly code: string
  readonly name: string
  readonly rule: Rule
}

function heldStep(level: 'mdc' | 'adrg' | 'drg', { code, name, rule }: Named, explanation: Explanation): TrailStep {
  const words = ruleInWords(rule)
  const facts = caseFacts(rule, explanation)
  return {
    level,
    code,
    name,
    held: true,
    reason: withFacts({ zh: `成立：${words.zh}`, en: `Matched: ${words.en}` }, facts),
  }
}

function failedStep(level: 'adrg' | 'drg', { code, name, rule }: Named, explanation: Explanation): TrailStep {
  return { level, code, name, held: false, reason: refusal([firstFailing(rule, explanation)], explanation) }
}

/** Why something was refused: the first condition that failed, or several that all look at the same codes. */
function refusal(parts: readonly Rule[], explanation: Explanation): Bilingual {
  const [first] = parts
  if (first === undefined) return { zh: '', en: '' }
  const facts = caseFacts(first, explanation)
  if (first.kind === 'in') {
    const lists = parts.flatMap((part) => (part.kind === 'in' ? [`@${part.list}`] : []))
    return { zh: `不在 ${lists.join('、')} 内：${facts.zh}`, en: `Not in ${lists.join(', ')}: ${facts.en}` }
  }
  const words = ruleInWords(first)
  return withFacts({ zh: `未满足：${words.zh}`, en: `Failed: ${words.en}` }, facts)
}

interface RefusedMdcs {
  readonly codes: string[]
  readonly names: string[]
  readonly parts: Rule[]
}

function sharesReason(refused: RefusedMdcs, part: Rule): boolean {
  const first = refused.parts[0]
  return first?.kind === 'in' && part.kind === 'in' && first.field === part.field
}

function refusedStep({ codes, names, parts }: RefusedMdcs, explanation: Explanation): TrailStep {
  return {
    level: 'mdc',
    code: codes.join(','),
    name: names.filter((name) => name !== '').join('；'),
    held: false,
    reason: refusal(parts, explanation),
  }
}

/** The first condition that made a rule false: the part of an `and` that failed, else the rule itself. */
function firstFailing(rule: Rule, explanation: Explanation): Rule {
  if (rule.kind !== 'and') return rule
  const failing = rule.parts.find((part) => !compileRule(part, explanation.scheme.context)(explanation.frame))
  return failing === undefined ? rule : firstFailing(failing, explanation)
}

function withFacts(reason: Bilingual, facts: Bilingual): Bilingual {
  if (facts.zh === '') return reason
  return { zh: `${reason.zh}（本例：${facts.zh}）`, en: `${reason.en} (this case: ${facts.en})` }
}

/** `nothing`: no group held, not even one for what fits no group. */
function resultStep(scheme: CompiledScheme, result: GroupingResult, nothing: boolean): TrailStep {
  const { mdc, adrg, drg, status } = result
  const triple = [mdc, adrg, drg].join(' / ')
  const reasons: Readonly<Record<GroupingResult['status'], Bilingual>> = {
    grouped: { zh: `入组：${triple}`, en: `Grouped: ${triple}` },
    ambiguous: {
      zh: `歧义病案：${triple}。有有效手术操作，但不属于前面任何一组，请核对主要诊断与手术操作`,
      en: `Ambiguous: ${triple}. There is a valid procedure that fits none of the groups above; check the principal diagnosis against the procedures`,
    },
    ungrouped: !nothing
      ? {
          zh: `未入组：落入兜底组 ${triple}，不属于任何病组，请核对主要诊断与手术操作编码`,
          en: `Ungrouped: it ended in ${triple}, which holds what fits no group; check the codes of the principal diagnosis and the procedures`,
        }
      : {
          zh: '无法入组：所有 MDC 和 ADRG 都不成立，请核对主要诊断编码',
          en: 'Ungrouped: no MDC and ADRG matched; check the code of the principal diagnosis',
        },
    rejected: {
      zh: '信息校验不通过：请补全上面列出的项目后重新分组',
      en: 'Rejected: complete the items listed above and group again',
    },
  }
  const name = nameOfDrg(scheme, drg)
  return { level: 'result', code: drg, name, held: status === 'grouped', reason: reasons[status] }
}

/** Name of a group that an outcome of the scheme may carry as its DRG; blank where it has none. */
export function nameOfDrg(scheme: CompiledScheme, code: string): string {
  for (const { definition } of scheme.rows) {
    if (definition.code === code) return definition.name
    const drg = definition.drgs.find((each) => each.code === code)
    if (drg !== undefined) return drg.name
  }
  return ''
}
