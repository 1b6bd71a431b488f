import type { OfferedFile } from '#renderer/data/use-file.ts'
import type { RequestOf, ValueOf } from '#shared/contract/contract.ts'
import type { AddedScheme } from '#shared/contract/grouping.ts'
import type { FileFormat, ImportKind, ImportTemplate } from '#shared/contract/imports.ts'

export type Source = RequestOf<'imports.inspect'>

/** What a person changed about the recognition; the rest is recognised again. */
export interface Recognition {
  readonly kind?: ImportKind
  readonly format?: FileFormat
  readonly templateName?: string
}

/** Recognition failed: nothing was read, but the file can be told what it is. */
export interface RefusedStage {
  readonly step: 'refused'
  readonly file: OfferedFile
  readonly recognition: Recognition
}

export interface RecogniseStage {
  readonly step: 'recognise'
  readonly file: OfferedFile
  readonly recognition: Recognition
  readonly inspection: ValueOf<'imports.inspect'>
  readonly template: ImportTemplate
}

export interface PreviewStage {
  readonly step: 'preview'
  readonly from: RecogniseStage
  readonly source: Source
  readonly preview: ValueOf<'imports.preview'>
}

export interface DoneStage {
  readonly step: 'done'
  readonly source: Source
  readonly batch: ValueOf<'imports.commit'>
}

/** Came in without a preview: a scheme, a policy or a template. */
export type AddedStage =
  | { readonly step: 'added'; readonly kind: 'scheme'; readonly file: OfferedFile; readonly scheme: AddedScheme }
  | { readonly step: 'added'; readonly kind: 'policy'; readonly name: string }
  | { readonly step: 'added'; readonly kind: 'template'; readonly name: string; readonly version: number }

export type Stage =
  | { readonly step: 'choose' }
  | { readonly step: 'inspecting'; readonly name: string }
  | RefusedStage
  | RecogniseStage
  | PreviewStage
  | DoneStage
  | AddedStage
