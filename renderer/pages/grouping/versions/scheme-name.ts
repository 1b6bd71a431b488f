import type { Translate } from './span-words.ts'

interface Named {
  readonly id: number
  readonly name: string
}

/** A scheme by its name; with its number too where another has the same name, as one added again with corrections does. */
export function schemeName(t: Translate, { id, name }: Named, all: readonly Named[]): string {
  return all.some((other) => other.id !== id && other.name === name) ? t('scheme.numbered', { name, id }) : name
}
