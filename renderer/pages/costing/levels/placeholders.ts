import type { LevelNode } from '#shared/contract/costing-reports.ts'

/** A row of the tree; one without `children` cannot be opened. */
export type LevelRow = Omit<LevelNode, 'children'> & { readonly children?: LevelRow[] }

/** Groups that are not open get an empty stage, so that the table offers to open them; stages hold nothing. */
export function withPlaceholders(nodes: readonly LevelNode[], open: string | null): LevelRow[] {
  return nodes.map(({ children, ...node }) => {
    if (node.kind === 'stage') return node
    if (node.kind === 'department' || children.length > 0 || node.key === open)
      return { ...node, children: withPlaceholders(children, open) }
    return { ...node, children: [{ ...node, kind: 'stage', key: `${node.key}/` }] }
  })
}
