/** Text shown to a person, in both interface languages. */
export interface Bilingual {
  readonly zh: string
  readonly en: string
}

export type Language = keyof Bilingual
