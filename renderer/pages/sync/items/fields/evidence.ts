import type { EvidenceValue } from '../drafts.ts'

/** A chosen file among the others: one of the same name (whatever the case) takes the old one's place and keeps its title. */
export function withFile(
  list: readonly EvidenceValue[],
  { path, name, bytes }: { readonly path: string; readonly name: string; readonly bytes: number },
): readonly EvidenceValue[] {
  const same = (one: EvidenceValue): boolean => one.name.toLowerCase() === name.toLowerCase()
  const title = list.find(same)?.title ?? name.replace(/\.[^.]+$/, '')
  return [...list.filter((one) => !same(one)), { name, title, bytes, path }]
}
