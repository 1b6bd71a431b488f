import type { Bilingual } from '#shared/domain/bilingual.ts'
import { type Exact, exact } from '#shared/domain/exact.ts'
import { problem } from '#shared/domain/problem.ts'
import { both } from './measure.ts'

/** 优势, 潜力, 劣势, and everything else. Closed: every disease is in exactly one of them. */
export const PORTFOLIO_CLASSES = ['leading', 'promising', 'lagging', 'open'] as const
export type PortfolioClass = (typeof PORTFOLIO_CLASSES)[number]

export interface PortfolioThresholds {
  /** Below `low` and above `high` are the outer thirds; both limits belong to the middle. */
  readonly cmi: { readonly low: Exact; readonly high: Exact }
  /** Return on cost, as a fraction: below `loss` it loses, from `low` to `high` is the middle, between `loss` and `low` it is thin. */
  readonly costReturn: { readonly loss: Exact; readonly low: Exact; readonly high: Exact }
}

/** Starting points taken from teaching cases, not a standard of anybody; every department edits them. */
export const DEFAULT_THRESHOLDS: PortfolioThresholds = {
  cmi: { low: exact('0.8'), high: exact('1.2') },
  costReturn: { loss: exact(0), low: exact('0.05'), high: exact('0.15') },
}

/** @throws ProblemError `bad-request` unless the limits of each axis rise */
export function checkThresholds({ cmi, costReturn }: PortfolioThresholds): void {
  if (cmi.low.lte(0) || cmi.low.gte(cmi.high))
    throw problem(
      'bad-request',
      `CMI 界限须大于 0 且下限小于上限（现为 ${cmi.low.toFixed()} 和 ${cmi.high.toFixed()}）。`,
      `The CMI limits must be above 0, the lower below the upper (now ${cmi.low.toFixed()} and ${cmi.high.toFixed()}).`,
    )
  const { loss, low, high } = costReturn
  if (loss.gt(low) || low.gte(high))
    throw problem(
      'bad-request',
      `成本收益率界限须依次递增（现为 ${loss.toFixed()}、${low.toFixed()}、${high.toFixed()}）。`,
      `The limits of the return on cost must rise (now ${loss.toFixed()}, ${low.toFixed()}, ${high.toFixed()}).`,
    )
}

type CmiBand = 'high' | 'middle' | 'low'
type ReturnBand = 'high' | 'middle' | 'thin' | 'loss'

export interface Classified {
  readonly class: PortfolioClass
  /** Of the open class: which pair it is, or what is missing. Null of the others. */
  readonly sub: Bilingual | null
}

/**
 * The matrix of weight and return on cost. Only the pairs the thresholds name have a class; any other pair stays open (待定) under
 * the name of its pair. Limits are inclusive for 潜力 and strict for the other two.
 * @param cmi mean weight of the cases, null without one
 * @param costReturn (payment − cost) ÷ cost, null without a cost
 */
export function classify(
  cmi: Exact | null,
  costReturn: Exact | null,
  thresholds: PortfolioThresholds = DEFAULT_THRESHOLDS,
): Classified {
  if (cmi === null || costReturn === null) return { class: 'open', sub: missing(cmi === null, costReturn === null) }
  const [weight, profit] = [cmiBand(cmi, thresholds), returnBand(costReturn, thresholds)]
  if (weight === 'high' && profit === 'high') return { class: 'leading', sub: null }
  if (weight === 'low' && profit === 'loss') return { class: 'lagging', sub: null }
  if (weight === 'middle' && profit === 'middle') return { class: 'promising', sub: null }
  return { class: 'open', sub: pairName(weight, profit) }
}

function cmiBand(cmi: Exact, { cmi: { low, high } }: PortfolioThresholds): CmiBand {
  return cmi.gt(high) ? 'high' : cmi.lt(low) ? 'low' : 'middle'
}

function returnBand(value: Exact, { costReturn: { loss, low, high } }: PortfolioThresholds): ReturnBand {
  if (value.gt(high)) return 'high'
  if (value.gte(low)) return 'middle'
  return value.lt(loss) ? 'loss' : 'thin'
}

const CMI_WORDS: Readonly<Record<CmiBand, Bilingual>> = {
  high: both('高 CMI', 'High CMI'),
  middle: both('中 CMI', 'Middle CMI'),
  low: both('低 CMI', 'Low CMI'),
}

const RETURN_WORDS: Readonly<Record<ReturnBand, Bilingual>> = {
  high: both('高收益', 'high return'),
  middle: both('中收益', 'middle return'),
  thin: both('微收益', 'thin return'),
  loss: both('亏损', 'loss'),
}

/** What to look at, by pair; facts and places to look, nothing about single patients. */
function pairName(weight: CmiBand, profit: ReturnBand): Bilingual {
  const [cmi, value] = [CMI_WORDS[weight], RETURN_WORDS[profit]]
  const [look, lookEn] = lookAt(weight, profit)
  return both(`${cmi.zh}·${value.zh}：${look}`, `${cmi.en}, ${value.en}: ${lookEn}`)
}

function lookAt(weight: CmiBand, profit: ReturnBand): readonly [string, string] {
  if (profit === 'high' || (profit === 'middle' && weight === 'low'))
    return ['保持规模与质量', 'keep volume and quality']
  if (profit === 'middle') return ['核对成本结构，争取提升收益', 'look at the cost structure for more return']
  if (weight === 'high') return ['重点看成本控制', 'look at cost first']
  if (weight === 'middle') return ['看成本与路径', 'look at cost and pathway']
  return ['看单位成本', 'look at the unit cost']
}

function missing(cmi: boolean, costReturn: boolean): Bilingual {
  if (cmi && costReturn) return both('缺少权重和成本', 'weight and cost are missing')
  return cmi ? both('缺少权重', 'the weight is missing') : both('缺少成本', 'the cost is missing')
}

/**
 * Names and what a class suggests to talk about. 劣势 asks for a review of the service line; whether a patient is admitted, treated or
 * referred is decided on clinical grounds alone.
 */
export const PORTFOLIO_WORDS: Readonly<
  Record<PortfolioClass, { readonly name: Bilingual; readonly review: Bilingual }>
> = {
  leading: {
    name: both('优势', 'Leading'),
    review: both(
      '可作为重点建设方向和院内标杆，继续关注质量指标',
      'A line to build on and to learn from; keep its quality figures in view',
    ),
  },
  promising: {
    name: both('潜力', 'Promising'),
    review: both('从临床路径、住院日和技术应用找提升空间', 'Look for room in pathway, length of stay and technique'),
  },
  lagging: {
    name: both('劣势', 'Lagging'),
    review: both(
      '做服务线评估：先核对分组与成本，再看路径、床位配置和分级诊疗是否合适；收治与转诊只依据病情，不以盈亏为由',
      'Review the service line: first grouping and cost, then pathway, beds and levels of care. Admission and referral follow the clinical need alone, never the surplus',
    ),
  },
  open: {
    name: both('待定', 'Open'),
    review: both(
      '两项指标方向不一致或数据不全，按子类查看',
      'The two figures disagree or data are missing; see its sub-label',
    ),
  },
}

/** What the axis of a disease is; a page shows it beside the chart. */
export const CMI_OF_DISEASE: Bilingual = both(
  '病种 CMI 为该病种病例的平均权重：一个病种可能分布在多个病组；单个病组的 CMI 就是其权重',
  'CMI of a disease is the mean weight of its cases: one disease may lie in several groups, and the CMI of one group is its weight',
)
