import type { KnownGroups } from '#engine/grouping/agreement.ts'
import { assertNever } from '#shared/domain/assert-never.ts'
import type { Bilingual } from '#shared/domain/bilingual.ts'
import type { GroupingStatus } from '#shared/domain/grouping.ts'
import type { CompiledDip } from './compile.ts'

/** Every disease a directory can answer, by its code. */
export function knownDiseases({ entries }: CompiledDip): KnownGroups {
  return new Map(
    [...entries.values()].map(({ row }) => {
      const status: GroupingStatus = row.type === 'blank' ? 'ungrouped' : 'grouped'
      return [row.dip, { status, mdc: '', adrg: '', drg: row.dip }]
    }),
  )
}

/** What to look at in the records of cases that ended without a disease, by status and principal diagnosis (null: none is recorded). */
export function whatToCheckByPoints(status: Exclude<GroupingStatus, 'grouped'>, dx: string | null): Bilingual {
  switch (status) {
    case 'rejected':
      return {
        zh: '主要诊断在排除列表内，不按病种分值付费：请核对主要诊断是否填写正确',
        en: 'The principal diagnosis is on the exclusion list, so the case is not paid by points: check that it is the right one',
      }
    case 'ambiguous':
    case 'ungrouped':
      return dx === null
        ? { zh: '没有主要诊断：请补全病案首页', en: 'No principal diagnosis: complete the record' }
        : {
            zh: '没有符合的病种，落入空白病组或未入组：请核对主要诊断与手术操作编码',
            en: 'No disease fits, so it came to the blank group or to none: check the codes of diagnosis and procedures',
          }
    default:
      return assertNever(status)
  }
}
