import type { Bilingual } from '#shared/domain/bilingual.ts'
import { DIP_TYPES, type DipType } from '#shared/domain/dip.ts'
import type { SchemeNode, SchemePlace } from '#shared/domain/grouping-review.ts'
import type { CompiledDip, DipEntry } from './compile.ts'
import { conditionInWords } from './condition.ts'
import { matchOperations } from './operation-expression.ts'
import { DIP_TYPE_WORDS, OPERATION_CLASS_WORDS } from './words.ts'

/** The kinds of entries a directory has, or the diseases of one kind in the order of the directory. */
export function diseasesBelow(scheme: CompiledDip, type: string | null): readonly SchemeNode[] {
  if (type === null) return DIP_TYPES.map((kind) => typeNode(scheme, kind)).filter(({ children }) => children > 0)
  return entriesOf(scheme, type).map((entry) => diseaseNode(scheme, entry))
}

/** The node of a kind; undefined when the directory has no entry of it. */
export function typeAt(scheme: CompiledDip, type: string): SchemeNode | undefined {
  const kind = DIP_TYPES.find((each) => each === type)
  return kind === undefined || entriesOf(scheme, kind).length === 0 ? undefined : typeNode(scheme, kind)
}

/** Diseases whose code or name contains the text, then those whose diagnosis or operations this very code would meet. */
export function searchDiseases(
  scheme: CompiledDip,
  text: string,
  limit: number,
): { readonly total: number; readonly groups: readonly { readonly node: SchemeNode; readonly through: null }[] } {
  const wanted = text.trim().toLowerCase()
  if (wanted === '') return { total: 0, groups: [] }
  const entries = [...scheme.entries.values()]
  const named = entries.filter(({ row }) => `${row.dip}\n${row.name}`.toLowerCase().includes(wanted))
  const met = entries.filter((entry) => !named.includes(entry) && meets(scheme, entry, text.trim()))
  return {
    total: named.length + met.length,
    groups: [...named, ...met].slice(0, limit).map((entry) => ({ node: diseaseNode(scheme, entry), through: null })),
  }
}

const SHORTEST_CODE = 3

function meets(scheme: CompiledDip, { row, terms }: DipEntry, code: string): boolean {
  if (code.length < SHORTEST_CODE) return false
  if (row.type === 'comprehensive') return [code.slice(0, 3), code.slice(0, 2), code.slice(0, 1)].includes(row.dx)
  const named = row.type === 'core' ? scheme.core : scheme.basic
  return named.of(code).some((entry) => entry.row === row) || matchOperations(terms, [code]).meetsMain
}

const entriesOf = (scheme: CompiledDip, type: string): readonly DipEntry[] =>
  [...scheme.entries.values()].filter(({ row }) => row.type === type)

function typeNode(scheme: CompiledDip, type: DipType): SchemeNode {
  return {
    ...placeOf(type),
    path: [],
    ambiguous: false,
    rules: [],
    lists: [],
    children: entriesOf(scheme, type).length,
  }
}

const placeOf = (type: DipType): SchemePlace => ({ level: 'type', code: type, name: DIP_TYPE_WORDS[type].zh })

function diseaseNode(scheme: CompiledDip, entry: DipEntry): SchemeNode {
  const { row } = entry
  const own = scheme.auxiliary.filter((auxiliary) => auxiliary.row.dip === row.dip)
  return {
    level: 'dip',
    code: row.dip,
    name: row.name,
    path: [placeOf(row.type)],
    ambiguous: false,
    rules: [definitionInWords(scheme, entry), pointsInWords(entry), ...own.map(auxiliaryInWords)],
    lists: [],
    children: 0,
  }
}

function definitionInWords(scheme: CompiledDip, { row, terms }: DipEntry): Bilingual {
  if (row.type === 'blank') return { zh: '不符合其他任何病种的病例', en: 'Cases that fit no other disease' }
  const chapter = row.dx.startsWith('@')
    ? scheme.tables.chapters.find((each) => `@${each.chapter}` === row.dx)
    : undefined
  const dx = chapter === undefined ? row.dx : `${chapter.from}–${chapter.to}（${chapter.name}）`
  const operations = terms.map((term) => term.join('/')).join(' + ')
  const kind = row.opClass === null ? null : OPERATION_CLASS_WORDS[row.opClass]
  const zh =
    operations !== ''
      ? `，手术操作 ${operations}`
      : row.type === 'comprehensive' && kind !== null
        ? `，${kind.zh}`
        : '，无手术操作（保守治疗）'
  const en =
    operations !== ''
      ? `, procedures ${operations}`
      : row.type === 'comprehensive' && kind !== null
        ? `, class ${kind.en}`
        : ', no procedure (conservative)'
  return { zh: `主要诊断 ${dx}${zh}`, en: `Principal diagnosis ${dx}${en}` }
}

function pointsInWords({ row }: DipEntry): Bilingual {
  const mean =
    row.meanCharge === ''
      ? { zh: '', en: '' }
      : { zh: `，均费 ${row.meanCharge} 元`, en: `, mean charge ${row.meanCharge} yuan` }
  const own =
    row.coefficient === ''
      ? { zh: '', en: '' }
      : { zh: `，基层系数 ${row.coefficient}`, en: `, basic-level coefficient ${row.coefficient}` }
  return { zh: `分值 ${row.score}${mean.zh}${own.zh}`, en: `Score ${row.score}${mean.en}${own.en}` }
}

function auxiliaryInWords({ row, conditions }: CompiledDip['auxiliary'][number]): Bilingual {
  const words = conditions.map(conditionInWords)
  const factor =
    row.factor === ''
      ? { zh: '只作标记', en: 'marks the case only' }
      : { zh: `系数 ${row.factor}`, en: `factor ${row.factor}` }
  return {
    zh: `辅助目录 ${row.auxiliary} ${row.name}：${words.map(({ zh }) => zh).join('，或')}；${factor.zh}`,
    en: `Auxiliary entry ${row.auxiliary} ${row.name}: ${words.map(({ en }) => en).join(', or ')}; ${factor.en}`,
  }
}
