import { assertNever } from '#shared/domain/assert-never.ts'
import type { Bilingual } from '#shared/domain/bilingual.ts'
import type { GroupingStatus } from '#shared/domain/grouping.ts'
import type { CompiledScheme } from './compile.ts'
import { knownForm } from './definition.ts'

/**
 * What to look at in the records of cases that ended without a group, by status and principal diagnosis (null: none is
 * recorded). `scheme` null: the cases were grouped by one the book has no longer.
 */
export function whatToCheck(
  scheme: CompiledScheme | null,
  status: Exclude<GroupingStatus, 'grouped'>,
  dx: string | null,
): Bilingual {
  switch (status) {
    case 'ambiguous':
      return {
        zh: '有有效手术操作，但与主要诊断所在大类的各组都不符：请核对主要诊断与手术操作',
        en: 'There is a valid procedure that fits no group of the category: check the principal diagnosis against the procedures',
      }
    case 'rejected':
      return {
        zh: '缺少性别、年龄、日龄、新生儿体重或主要诊断：请补全病案首页（病例页列出缺哪一项）',
        en: 'Sex, age, age in days, birth weight or principal diagnosis is missing: complete the record (the case names the item)',
      }
    case 'ungrouped':
      if (dx === null) return { zh: '没有主要诊断：请补全病案首页', en: 'No principal diagnosis: complete the record' }
      if (scheme === null || knowsDiagnosis(scheme, dx))
        return {
          zh: '主要诊断在方案内，但没有病组成立：请在病例页看未满足的条件，核对诊断与手术操作',
          en: 'The scheme knows the principal diagnosis, but no group matched: see the failed conditions of the case, check diagnoses and procedures',
        }
      return {
        zh: '方案不认识这个主要诊断编码：请核对编码版本（医保版）与编码本身',
        en: 'The scheme does not know this code: check the edition of the codes (the insurer’s) and the code itself',
      }
    default:
      return assertNever(status)
  }
}

function knowsDiagnosis({ index, definition }: CompiledScheme, dx: string): boolean {
  const code = knownForm(definition, dx)
  return index.dx.ids.has(code) || definition.names.dx.has(code)
}
