import { SLICE_DIMENSIONS } from '#shared/domain/slice.ts'

/** What rows stand for; the tree of groups first. */
export const ROW_KINDS = ['group', ...SLICE_DIMENSIONS] as const
export type RowKind = (typeof ROW_KINDS)[number]

export const rowKindOf = (params: URLSearchParams): RowKind =>
  ROW_KINDS.find((kind) => kind === params.get('by')) ?? 'group'

/** The picture above the table: losses and surpluses (months in time), or the way from charges to surplus. */
export const PICTURES = ['sides', 'waterfall'] as const
export type Picture = (typeof PICTURES)[number]

export const pictureOf = (params: URLSearchParams): Picture =>
  PICTURES.find((picture) => picture === params.get('picture')) ?? 'sides'
