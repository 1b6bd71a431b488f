import { createContext, type ReactNode, useContext, useMemo } from 'react'
import type { Bilingual, Language } from '#shared/domain/bilingual.ts'
import { type MessageArgs, type MessageKey, translate } from '#shared/i18n/translate.ts'

interface Text {
  readonly language: Language
  /** A sentence from the dictionaries. */
  t<K extends MessageKey>(key: K, ...args: MessageArgs<K>): string
  /** Text that the core wrote in both languages. */
  say(text: Bilingual): string
}

const TextContext = createContext<Text | null>(null)

export function TextProvider({ language, children }: { readonly language: Language; readonly children: ReactNode }) {
  const text = useMemo<Text>(
    () => ({
      language,
      t: (key, ...args) => translate(language, key, ...args),
      say: (both) => both[language],
    }),
    [language],
  )
  return <TextContext value={text}>{children}</TextContext>
}

export function useText(): Text {
  const text = useContext(TextContext)
  if (text === null) throw new Error('useText outside TextProvider')
  return text
}
