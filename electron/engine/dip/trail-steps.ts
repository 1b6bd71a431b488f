import type { Bilingual } from '#shared/domain/bilingual.ts'
import type { DipResult } from '#shared/domain/dip.ts'
import type { TrailStep } from '#shared/domain/grouping.ts'
import type { Triggered } from './auxiliary.ts'
import type { Candidate, UsableOperations } from './candidates.ts'
import { CHOICE_WORDS, type ChoiceMade } from './choose.ts'
import type { CompiledDip, DipEntry } from './compile.ts'
import { conditionInWords } from './condition.ts'
import { AUXILIARY_TYPE_WORDS, DIP_TYPE_WORDS, OPERATION_CLASS_WORDS } from './words.ts'

export function excludedStep(principal: string): TrailStep {
  return {
    level: 'exclusion',
    code: principal,
    name: '',
    held: true,
    reason: {
      zh: `主要诊断 ${principal} 在排除列表内，不按病种分值付费`,
      en: `The principal diagnosis ${principal} is on the exclusion list: the case is not paid by points`,
    },
  }
}

export function operationsStep({ codes, dropped, opClass }: UsableOperations): TrailStep {
  const words = OPERATION_CLASS_WORDS[opClass]
  const zh = codes.length === 0 ? '没有可用的手术操作' : `可用的手术操作 ${codes.join('、')}`
  const en = codes.length === 0 ? 'No usable procedure' : `Usable procedures ${codes.join(', ')}`
  return {
    level: 'operations',
    code: opClass,
    name: '',
    held: true,
    reason: {
      zh: `${zh}${dropped.length === 0 ? '' : `（排除 ${dropped.join('、')}）`}，操作类型为${words.zh}`,
      en: `${en}${dropped.length === 0 ? '' : ` (left out: ${dropped.join(', ')})`}; class ${words.en}`,
    },
  }
}

export function candidateStep(
  level: 'core' | 'basic' | 'comprehensive',
  scheme: CompiledDip,
  principal: string,
  operations: UsableOperations,
  candidates: readonly Candidate[],
): TrailStep {
  const type = DIP_TYPE_WORDS[level]
  const codes = candidates.map(({ entry }) => entry.row.dip)
  return {
    level,
    code: codes.join(','),
    name: candidates.map(({ entry }) => entry.row.name).join('；'),
    held: candidates.length > 0,
    reason:
      candidates.length > 0
        ? {
            zh: `符合的${type.zh}：${candidates.map(({ entry }) => `${entry.row.dip}（${definitionOf(entry)}）`).join('；')}`,
            en: `Fitting ${type.en} entries: ${candidates.map(({ entry }) => `${entry.row.dip} (${definitionOf(entry)})`).join('; ')}`,
          }
        : refusal(level, scheme, principal, operations),
  }
}

const definitionOf = ({ row }: DipEntry): string => `${row.dx}${row.op === '' ? '' : `, ${row.op}`}`

/** Why no entry of a level fits: its diagnosis is not there, or it is and the operations differ. */
function refusal(
  level: 'core' | 'basic' | 'comprehensive',
  scheme: CompiledDip,
  principal: string,
  { opClass }: UsableOperations,
): Bilingual {
  const type = DIP_TYPE_WORDS[level]
  if (principal === '') return { zh: '没有主要诊断', en: 'There is no principal diagnosis' }
  if (level === 'comprehensive') {
    const words = OPERATION_CLASS_WORDS[opClass]
    return {
      zh: `${principal} 的类目、前两位、首位和所在章都没有操作类型为${words.zh}的综合病种`,
      en: `No comprehensive entry of class ${words.en} for the category of ${principal}, its first two characters, its first or its chapter`,
    }
  }
  const near = scheme[level].of(principal).map(({ row }) => `${row.dip} [${row.op === '' ? '—' : row.op}]`)
  if (near.length === 0) {
    return {
      zh: `没有主要诊断为 ${principal} 的${type.zh}`,
      en: `No ${type.en} entry has ${principal} as its diagnosis`,
    }
  }
  const rest = near.length > NEAR_SHOWN ? ' …' : ''
  return {
    zh: `有主要诊断为 ${principal} 的${type.zh}，但手术操作不符：${near.slice(0, NEAR_SHOWN).join('、')}${rest}`,
    en: `There are ${type.en} entries for ${principal}, but the procedures do not fit: ${near.slice(0, NEAR_SHOWN).join(', ')}${rest}`,
  }
}

/** Entries named when none of many fits. */
const NEAR_SHOWN = 5

export function choiceStep({ choice, kept, left }: ChoiceMade): TrailStep {
  const words = CHOICE_WORDS[choice]
  const codes = (list: readonly Candidate[]) => list.map(({ entry }) => entry.row.dip)
  return {
    level: 'choose',
    code: choice,
    name: codes(kept).join(','),
    held: true,
    reason: {
      zh: `${words.zh}：保留 ${codes(kept).join('、')}，去掉 ${codes(left).join('、')}`,
      en: `Kept ${codes(kept).join(', ')} before ${codes(left).join(', ')}: ${words.en}`,
    },
  }
}

export function blankStep(blank: DipEntry | null, principal: string): TrailStep {
  const why: Bilingual =
    principal === ''
      ? { zh: '没有主要诊断', en: 'No principal diagnosis' }
      : { zh: '没有符合的病种', en: 'No disease fits' }
  return {
    level: 'blank',
    code: blank?.row.dip ?? '',
    name: blank?.row.name ?? '',
    held: blank !== null,
    reason:
      blank === null
        ? { zh: `${why.zh}，目录也没有空白病组`, en: `${why.en}, and the directory has no blank group` }
        : {
            zh: `${why.zh}，落入空白病组 ${blank.row.dip}`,
            en: `${why.en}: it comes to the blank group ${blank.row.dip}`,
          },
  }
}

export function triggeredSteps(scheme: CompiledDip, { all, counted, because }: Triggered): readonly TrailStep[] {
  if (scheme.auxiliary.length === 0) return []
  if (all.length === 0) {
    const reason = { zh: '没有触发辅助目录', en: 'No auxiliary entry applies' }
    return [{ level: 'auxiliary', code: '', name: '', held: false, reason }]
  }
  return all.map((result, at) => {
    const type = AUXILIARY_TYPE_WORDS[result.type]
    const why = conditionInWords(because[at] ?? [])
    const effect = effectOf(result.factor, result === counted)
    return {
      level: 'auxiliary',
      code: result.code,
      name: result.name,
      held: result === counted,
      reason: { zh: `${type.zh}：${why.zh}；${effect.zh}`, en: `${capital(type.en)}: ${why.en}; ${effect.en}` },
    }
  })
}

function effectOf(factor: string | null, counts: boolean): Bilingual {
  if (factor === null) return { zh: '只作标记，不调整分值', en: 'marks the case only, the score stays' }
  return counts
    ? { zh: `系数 ${factor}，取最高者`, en: `factor ${factor}, the highest, counts` }
    : {
        zh: `系数 ${factor}，不取（只取最高，不连乘）`,
        en: `factor ${factor} does not count (only the highest does, never multiplied)`,
      }
}

const capital = (text: string): string => text.slice(0, 1).toUpperCase() + text.slice(1)

export function resultStep({ status, dip, name, score }: DipResult): TrailStep {
  const reasons: Readonly<Record<DipResult['status'], Bilingual>> = {
    grouped: { zh: `入组：${dip}，分值 ${score}`, en: `Grouped: ${dip}, score ${score}` },
    blank: {
      zh: `空白病组：${dip}，请核对主要诊断与手术操作编码`,
      en: `Blank group: ${dip}; check the codes of the principal diagnosis and the procedures`,
    },
    ungrouped: {
      zh: '未入组：请核对主要诊断与手术操作编码',
      en: 'Ungrouped: check the codes of the principal diagnosis and the procedures',
    },
    excluded: { zh: '排除病例：不按病种分值付费', en: 'Excluded: not paid by points' },
  }
  return { level: 'result', code: dip, name, held: status === 'grouped', reason: reasons[status] }
}
