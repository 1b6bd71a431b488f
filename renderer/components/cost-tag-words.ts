import type { CostTag } from '#shared/contract/costing.ts'
import type { Bilingual } from '#shared/domain/bilingual.ts'
import { CERTAINTY_NAMES, COVERAGE_NAMES } from '#shared/domain/costing.ts'
import type { Translate } from '#shared/i18n/cost-names.ts'

/** Method, certainty and, where it is partial, coverage of a cost as one cell of a table. A given cost has a method only. */
export function costTagWords(t: Translate, say: (text: Bilingual) => string, tag: CostTag): string {
  const method = t(`costing.method.${tag.method}`)
  if (tag.method === 'given') return method
  const words = { method, certainty: say(CERTAINTY_NAMES[tag.certainty]), coverage: say(COVERAGE_NAMES.partial) }
  return t(`costing.tag.${tag.coverage}`, words)
}
