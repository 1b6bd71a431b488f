import type { FeeCategory } from '#shared/domain/fee-category.ts'

/** The nine cost categories that keep one colour everywhere, and grey for what has no category. */
type CostGroup =
  | 'drugs'
  | 'consumables'
  | 'examination'
  | 'laboratory'
  | 'treatment'
  | 'surgery'
  | 'nursing'
  | 'bed'
  | 'other'
  | 'unclassified'

const GROUP_OF: Readonly<Record<FeeCategory, CostGroup>> = {
  '01': 'bed',
  '02': 'bed',
  '03': 'examination',
  '04': 'laboratory',
  '05': 'treatment',
  '06': 'surgery',
  '07': 'nursing',
  '08': 'consumables',
  '09': 'drugs',
  '10': 'drugs',
  '11': 'drugs',
  '12': 'bed',
  '13': 'bed',
  '14': 'other',
  '00': 'unclassified',
}

/** Paul Tol's "muted" scheme: nine colours that stay apart for every kind of colour vision, and in grey print. */
const LIGHT: Readonly<Record<CostGroup, string>> = {
  drugs: '#cc6677',
  consumables: '#332288',
  examination: '#ddcc77',
  laboratory: '#117733',
  treatment: '#88ccee',
  surgery: '#882255',
  nursing: '#44aa99',
  bed: '#999933',
  other: '#aa4499',
  unclassified: '#9aa3ad',
}

/** The same hues; the three darkest are lifted so that they show on a dark page. */
const DARK: Readonly<Record<CostGroup, string>> = {
  ...LIGHT,
  consumables: '#8a7fe0',
  laboratory: '#3fa463',
  surgery: '#c0548c',
}

export function categoryColor(category: FeeCategory, dark: boolean): string {
  return (dark ? DARK : LIGHT)[GROUP_OF[category]]
}

export interface ChartColors {
  readonly text: string
  readonly muted: string
  readonly grid: string
  readonly earn: string
  readonly lose: string
  readonly payment: string
  readonly charge: string
  readonly cost: string
}

/** Blue-green and vermilion differ in lightness too; sign and side of the axis say the same without colour. */
export function chartColors(dark: boolean): ChartColors {
  return dark
    ? {
        text: '#dfe5ec',
        muted: '#93a1b0',
        grid: '#2b333d',
        earn: '#3fb598',
        lose: '#ff7b5c',
        payment: '#5aa9dd',
        charge: '#e0a63c',
        cost: '#c58ad8',
      }
    : {
        text: '#1c2733',
        muted: '#5c6b7a',
        grid: '#e6e9ed',
        earn: '#0f8a70',
        lose: '#cc4125',
        payment: '#1d6fa5',
        charge: '#b87900',
        cost: '#8a4b9c',
      }
}

/** Classes of cost centers and where their cost ends, in the flow picture. */
export type FlowTone = 'admin' | 'support' | 'technical' | 'clinical' | 'department' | 'cases' | 'rest'

const FLOW: Readonly<Record<FlowTone, CostGroup>> = {
  admin: 'examination',
  support: 'bed',
  technical: 'treatment',
  clinical: 'nursing',
  department: 'consumables',
  cases: 'laboratory',
  rest: 'unclassified',
}

export function flowColor(tone: FlowTone, dark: boolean): string {
  return (dark ? DARK : LIGHT)[FLOW[tone]]
}

/** Parts of a structure that are no fee category: spokes keep the colours of their categories, the rest borrow them in order. */
const PARTS: Readonly<Record<string, CostGroup>> = {
  drugs: 'drugs',
  consumables: 'consumables',
  examinations: 'examination',
  laboratory: 'laboratory',
  treatment: 'treatment',
  surgery: 'surgery',
  nursing: 'nursing',
  'bed-consultation': 'bed',
  other: 'other',
  unclassified: 'unclassified',
  staff: 'surgery',
  materials: 'consumables',
  depreciation: 'treatment',
  amortisation: 'nursing',
  'risk-fund': 'bed',
  unsplit: 'unclassified',
  'pre-operative': 'examination',
  theatre: 'surgery',
  'post-operative': 'nursing',
  discharge: 'bed',
  none: 'unclassified',
}

/** The colour of a part of any structure, by its key; a fee category by its code. */
export function partColor(part: string, dark: boolean): string {
  const group = PARTS[part] ?? GROUP_OF[part as FeeCategory] ?? 'unclassified'
  return (dark ? DARK : LIGHT)[group]
}
