import type { Language } from '#shared/domain/bilingual.ts'
import { words } from './words/index.ts'

type Words = typeof words
export type MessageKey = keyof Words

/** The `{names}` in a sentence; `{n|case|cases}` is the name `n` with an English singular and plural. */
type Names<S extends string> = S extends `${string}{${infer Name}}${infer Rest}` ? Bare<Name> | Names<Rest> : never
type Bare<S extends string> = S extends `${infer Name}|${string}` ? Name : S

/** What a sentence needs besides its key: nothing, or one value for each of its names. */
export type MessageArgs<K extends MessageKey> = [Names<Words[K]['zh']>] extends [never]
  ? []
  : [values: Readonly<Record<Names<Words[K]['zh']>, string | number>>]

/** A whole sentence in one language. A missing key, language or value does not compile. */
export function translate<K extends MessageKey>(language: Language, key: K, ...args: MessageArgs<K>): string {
  return fill(words[key][language], args[0] ?? {})
}

/** Replaces `{name}` by its value and `{name|one|many}` by the form the value asks for. */
export function fill(sentence: string, values: Readonly<Record<string, string | number>>): string {
  return sentence.replace(/\{(\w+)(?:\|([^|}]*)\|([^|}]*))?\}/g, (whole, name: string, one?: string, many?: string) => {
    const value = values[name]
    if (value === undefined) return whole
    if (one === undefined || many === undefined) return String(value)
    return String(value) === '1' ? one : many
  })
}
