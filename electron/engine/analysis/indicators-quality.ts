import { always, both, countTerm, type Indicator, type Measure, notSupplied, quotient, SOURCES } from './measure.ts'

/** Outcome and safety: what a cost figure is read beside. */
export const QUALITY = {
  readmission: {
    label: always('非计划再入院率', 'Unplanned readmission'),
    definition: always(
      '离院后规定天数内再次入院的病例占存活出院病例的比例；死亡病例不计。有再入院标记的按标记；没有标记的按同一患者编号的后续住院判断，只含观察天数已满的病例，且不能区分有计划的再入院',
      'Share of the cases discharged alive that came back within the window; deaths do not count. As flagged; without a flag by later stays of the same patient, over the cases whose window is over, planned returns among them',
    ),
    numerator: always('规定天数内非计划再入院的病例数', 'Cases readmitted unplanned within the window'),
    denominator: always('存活出院病例数', 'cases discharged alive'),
    smallNumbers: 'proportion',
    unit: 'ratio',
    direction: 'down',
    source: SOURCES.quality,
    measure: (_totals, _basis, further) =>
      further.readmissions === undefined
        ? notSupplied(further, 'readmissions')
        : share(
            countTerm('再入院病例数', 'Readmitted cases', further.readmissions.readmitted),
            countTerm('存活出院病例数', 'Cases discharged alive', further.readmissions.n),
          ),
    notes: (_totals, _basis, { readmissions }) =>
      readmissions === undefined
        ? []
        : [
            both(
              `观察窗口 ${readmissions.window} 天；只能看到本数据库内的再入院`,
              `Window of ${readmissions.window} days; only returns recorded in this book are seen`,
            ),
          ],
  },
  'low-risk-mortality': {
    label: always('低风险组死亡率', 'Low-risk mortality'),
    definition: always(
      '风险等级表列为低风险的病组中死亡病例的比例；等级表由外部导入，不由本科室数据推算',
      'Share of deaths in the groups the risk table calls low-risk; the table is imported, never derived from one department',
    ),
    numerator: always('低风险组死亡病例数', 'Deaths in low-risk groups'),
    denominator: always('低风险组病例数', 'cases in low-risk groups'),
    smallNumbers: 'proportion',
    unit: 'ratio',
    direction: 'down',
    source: SOURCES.quality,
    measure: (_totals, _basis, further) =>
      further.lowRisk === undefined
        ? notSupplied(further, 'lowRisk')
        : share(
            countTerm('低风险组死亡病例数', 'Deaths in low-risk groups', further.lowRisk.deaths),
            countTerm('低风险组病例数', 'Cases in low-risk groups', further.lowRisk.n),
          ),
    notes: (_totals, _basis, { lowRisk }) =>
      lowRisk === undefined ? [] : [both(`风险等级表：${lowRisk.source.zh}`, `Risk table: ${lowRisk.source.en}`)],
  },
  'complication-rate': {
    label: always('手术并发症发生率', 'Complication rate'),
    definition: always(
      '有并发症的病例占手术病例的比例；只含已知的手术病例。有并发症标记的按标记；没有标记而记录了入院病情的，以次要诊断 T80–T88 且入院时没有（入院病情 4）为并发症',
      'Share of operated cases with a complication, over those where it is known: as flagged; without a flag, a secondary diagnosis T80–T88 that was not there at admission counts, where conditions on admission are recorded',
    ),
    numerator: always('并发症病例数', 'Complicated cases'),
    denominator: always('并发症标记已知的手术病例数', 'operated cases whose flag is known'),
    smallNumbers: 'proportion',
    unit: 'ratio',
    direction: 'down',
    source: SOURCES.quality,
    measure: (_totals, _basis, further) =>
      further.complications === undefined
        ? notSupplied(further, 'complications')
        : share(
            countTerm('并发症病例数', 'Complicated cases', further.complications.complicated),
            countTerm('并发症标记已知的手术病例数', 'Operated cases whose flag is known', further.complications.n),
          ),
  },
  'day-surgery-share': {
    label: always('日间手术占比', 'Day-surgery share'),
    definition: always(
      '日间手术病例占手术病例的比例；只含日间标记已知的手术病例',
      'Share of operated cases done as day surgery, over those whose flag is known',
    ),
    numerator: always('日间手术病例数', 'Day-surgery cases'),
    denominator: always('日间标记已知的手术病例数', 'operated cases whose flag is known'),
    smallNumbers: 'proportion',
    unit: 'ratio',
    direction: 'up',
    source: SOURCES.record,
    measure: (_totals, _basis, further) =>
      further.daySurgery === undefined
        ? notSupplied(further, 'daySurgery')
        : share(
            countTerm('日间手术病例数', 'Day-surgery cases', further.daySurgery.day),
            countTerm('日间标记已知的手术病例数', 'Operated cases whose flag is known', further.daySurgery.n),
          ),
  },
} as const satisfies Record<string, Indicator>

function share(part: ReturnType<typeof countTerm>, whole: ReturnType<typeof countTerm>): Measure {
  return quotient(part, whole, Number(whole.value.toFixed()))
}
