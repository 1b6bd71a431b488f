import type { GroupingInput } from '#shared/domain/grouping.ts'

/** What is typed into the calculator, as it is typed. */
export interface Draft {
  readonly sex: 'M' | 'F' | null
  readonly age: number | null
  readonly ageDays: number | null
  readonly birthWeight: number | null
  readonly los: number | null
  readonly icuHours: number | null
  readonly discharge: string
  readonly dx: string
  readonly proc: string
}

export type NumberField = 'age' | 'ageDays' | 'birthWeight' | 'los' | 'icuHours'

export const BLANK_DRAFT: Draft = {
  sex: null,
  age: null,
  ageDays: null,
  birthWeight: null,
  los: null,
  icuHours: null,
  discharge: '',
  dx: '',
  proc: '',
}

/** A case of what was typed. Codes are told apart by blanks, commas, `|` and new lines; a code has none of these in it. */
export function inputOfDraft({ dx, proc, discharge, ...rest }: Draft): GroupingInput {
  return {
    ...rest,
    discharge: discharge.trim() === '' ? null : discharge.trim(),
    dept: null,
    dx: codesOf(dx),
    proc: codesOf(proc),
  }
}

function codesOf(text: string): string[] {
  return text.split(/[\s,，、;；|]+/u).filter((code) => code !== '')
}
