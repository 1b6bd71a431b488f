import { assertNever } from '#shared/domain/assert-never.ts'
import type { Bilingual } from '#shared/domain/bilingual.ts'
import type { GroupingInput, TrailStep } from '#shared/domain/grouping.ts'
import type { CompiledScheme } from './compile.ts'
import { counts } from './complications.ts'
import { type Evaluation, knownForm, nameOfCode } from './definition.ts'
import { type CaseFrame, hasPrincipal } from './frame.ts'
import type { CodeField, NumberField, Rule } from './rule.ts'
import { NUMBER_FIELD_WORDS, TEXT_FIELD_WORDS } from './rule-words.ts'
import type { CodeKind } from './tables.ts'

interface Facts {
  readonly scheme: CompiledScheme
  readonly input: GroupingInput
  readonly frame: CaseFrame
}

const NONE: Bilingual = { zh: '无', en: 'none' }
const BLANK: Bilingual = { zh: '空', en: 'blank' }

/** One step when the record passes the checks its scheme makes (see `failsChecks`), else one per item that is missing. */
export function checkSteps(checks: Evaluation['checks'], input: GroupingInput): readonly TrailStep[] {
  const step = (code: string, zh: string, en: string, held = false): TrailStep => ({
    level: 'check',
    code,
    name: '',
    held,
    reason: { zh, en },
  })
  const missing: TrailStep[] = []
  if (input.sex === null) missing.push(step('sex', '性别不是男或女', 'The sex is neither male nor female'))
  if (checks === 'principal') {
    if (!hasPrincipal(input)) missing.push(step('pdx', '没有主要诊断', 'There is no principal diagnosis'))
    if (missing.length > 0) return missing
    return [step('record', '性别、主要诊断齐全', 'Sex and principal diagnosis are there', true)]
  }
  if (input.age === null) missing.push(step('age', '年龄为空', 'The age is blank'))
  if (input.age === 0 && input.ageDays === null) {
    missing.push(step('age_days', '年龄为 0 岁，但日龄为空', 'The age is 0 and the age in days is blank'))
  }
  if (input.age === 0 && input.ageDays !== null && input.ageDays <= 28 && input.birthWeight === null) {
    missing.push(
      step(
        'birth_weight',
        '新生儿（日龄不超过 28 天）出生体重为空',
        'A newborn (28 days at most) without birth weight',
      ),
    )
  }
  if (missing.length > 0) return missing
  return [step('record', '性别、年龄等必填信息齐全', 'Sex, age and what follows from them are complete', true)]
}

/** What the record holds for the fields a rule looks at, e.g. “主要诊断 I63.900 脑梗死”; blank when it looks at none. */
export function caseFacts(rule: Rule, facts: Facts): Bilingual {
  const told = new Map<string, Bilingual>()
  collect(rule, facts, told)
  const parts = [...told.values()]
  return { zh: parts.map((part) => part.zh).join('；'), en: parts.map((part) => part.en).join('; ') }
}

function collect(rule: Rule, facts: Facts, told: Map<string, Bilingual>): void {
  const { input } = facts
  switch (rule.kind) {
    case 'and':
    case 'or':
      for (const part of rule.parts) collect(part, facts, told)
      return
    case 'not':
      collect(rule.part, facts, told)
      return
    case 'in':
    case 'count_codes':
    case 'surgical': {
      const [key, words] = codeFacts(rule.kind === 'surgical' ? 'proc1' : rule.field, facts)
      told.set(key, words)
      return
    }
    case 'number': {
      const { name, unit } = NUMBER_FIELD_WORDS[rule.field]
      const value = numberOf(rule.field, input)
      told.set(rule.field, {
        zh: `${name.zh} ${value === null ? BLANK.zh : `${value} ${unit.zh}`}`,
        en: `${name.en} ${value === null ? BLANK.en : `${value} ${unit.en}`}`,
      })
      return
    }
    case 'sex':
      told.set('sex', input.sex === 'M' ? { zh: '男', en: 'male' } : { zh: '女', en: 'female' })
      return
    case 'text': {
      const name = TEXT_FIELD_WORDS[rule.field]
      told.set(rule.field, {
        zh: `${name.zh} ${input[rule.field] ?? BLANK.zh}`,
        en: `${name.en} ${input[rule.field] ?? BLANK.en}`,
      })
      return
    }
    case 'count':
      told.set('dx', { zh: `全部诊断 ${input.dx.join('、')}`, en: `all diagnoses ${input.dx.join(', ')}` })
      return
    case 'mcc':
    case 'cc':
    case 'true':
      return
    default:
      assertNever(rule)
  }
}

/** The codes of a field; those after the first by code alone, so that a long record stays one line. */
function codeFacts(field: CodeField, { scheme, input, frame }: Facts): readonly [string, Bilingual] {
  const named = (code: string | undefined, kind: CodeKind) =>
    code === undefined || code === '' ? undefined : `${code} ${nameOfCode(scheme.definition, kind, code) ?? ''}`.trim()
  const one = (zh: string, en: string, text: string | undefined): Bilingual => ({
    zh: `${zh} ${text ?? NONE.zh}`,
    en: `${en} ${text ?? NONE.en}`,
  })
  const several = (zh: string, en: string, codes: readonly string[]) =>
    one(zh, en, codes.length === 0 ? undefined : codes.join(' '))
  const procedures = input.proc.slice(frame.procFrom, frame.procTo)
  switch (field) {
    case 'pdx':
      return ['pdx', one('主要诊断', 'principal diagnosis', named(input.dx[0], 'dx'))]
    case 'dx':
      return ['dx', several('全部诊断', 'all diagnoses', input.dx)]
    case 'sdx':
      return ['sdx', several('其他诊断', 'secondary diagnoses', input.dx.slice(1))]
    case 'proc1':
      return ['proc1', one('主要手术操作', 'main procedure', named(procedures[0], 'proc'))]
    case 'proc':
      return ['proc', several('全部手术操作', 'all procedures', procedures)]
    case 'proc_rest':
      return ['proc_rest', several('其他手术操作', 'further procedures', procedures.slice(1))]
    default:
      return assertNever(field)
  }
}

function numberOf(field: NumberField, input: GroupingInput): number | null {
  switch (field) {
    case 'age':
      return input.age
    case 'age_days':
      return input.ageDays
    case 'birth_weight':
      return input.birthWeight
    case 'los':
      return input.los
    case 'icu_hours':
      return input.icuHours
    default:
      return assertNever(field)
  }
}

/** The secondary diagnoses that are MCC or CC, counted or cancelled by an exclusion table; one step when there are none. */
export function complicationSteps(
  scheme: CompiledScheme,
  input: GroupingInput,
  frame: CaseFrame,
): readonly TrailStep[] {
  const { complications } = scheme.context
  const principal = input.dx[0] ?? ''
  const steps: TrailStep[] = []
  for (const [i, code] of input.dx.entries()) {
    if (i === 0) continue
    const id = frame.dx[i] ?? 0
    for (const { level, exclusion } of complications.rows.get(knownForm(scheme.definition, code)) ?? []) {
      const held = counts(complications, level, id, frame.dx[0] ?? 0)
      const reason = held
        ? { zh: `其他诊断 ${code} 是 ${level}，计入`, en: `Secondary diagnosis ${code} counts as ${level}` }
        : {
            zh: `其他诊断 ${code} 是 ${level}，但主要诊断 ${principal} 在排除表 ${exclusion} 内，不计入`,
            en: `Secondary diagnosis ${code} does not count as ${level}: principal diagnosis ${principal} is in exclusion table ${exclusion}`,
          }
      steps.push({ level: 'cc', code, name: nameOfCode(scheme.definition, 'dx', code) ?? '', held, reason })
    }
  }
  if (steps.length > 0) return steps
  const reason = { zh: '其他诊断中没有 MCC 或 CC', en: 'No secondary diagnosis is an MCC or CC' }
  return [{ level: 'cc', code: '', name: '', held: false, reason }]
}
