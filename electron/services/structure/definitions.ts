import type { StructureView } from '#shared/contract/structure.ts'
import type { Bilingual } from '#shared/domain/bilingual.ts'

const DEFINITIONS: Readonly<Record<StructureView, Bilingual>> = {
  spokes: {
    zh: '收费明细按医保结算清单 14 类收费项目归入十项：药品 09+10+11，耗材 08，检查 03，化验 04，治疗 05，手术 06，护理 07，床位与诊察 01+02+12+13，其他 14，未分类单列；退费冲减。',
    en: 'Charge lines by the 14 categories of the settlement list in ten parts: drugs 09+10+11, consumables 08, examinations 03, laboratory 04, treatment 05, surgery 06, nursing 07, bed and consultation 01+02+12+13, other 14, unclassified apart; refunds are subtracted.',
  },
  categories: {
    zh: '收费明细按医保结算清单的 14 类收费项目，未分类单列；退费冲减。',
    en: 'Charge lines by the 14 categories of the settlement list, unclassified apart; refunds are subtracted.',
  },
  elements: {
    zh: '现用成本按七个成本项目；随病例文件给出的成本没有成本项目，列为未拆分。',
    en: 'Cost in force by the seven cost elements; a cost that came with the case file has none and stands as not split.',
  },
  stages: {
    zh: '收费明细按诊疗环节：手术类收费和手术当日为手术，之前为术前，之后为术后，出院当日为出院；没有手术日期的病例不分环节。',
    en: 'Charge lines by stage of care: surgery and the day of the operation are theatre, before it pre-operative, after it post-operative, the day of discharge its own; cases without an operation date have no stage.',
  },
}

export const definitionOf = (view: StructureView): Bilingual => DEFINITIONS[view]
