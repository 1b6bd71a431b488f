import { createContext, type ReactNode, useContext, useEffect, useMemo, useSyncExternalStore } from 'react'
import { useSetting } from '#renderer/data/use-setting.ts'
import type { Language } from '#shared/domain/bilingual.ts'

export type ThemeChoice = 'system' | 'light' | 'dark'
export const THEME_CHOICES = ['system', 'light', 'dark'] as const satisfies readonly ThemeChoice[]

interface Preferences {
  readonly language: Language
  readonly theme: ThemeChoice
  /** The theme in effect, the system's choice resolved. */
  readonly dark: boolean
  setLanguage(language: Language): void
  setTheme(theme: ThemeChoice): void
}

const PreferencesContext = createContext<Preferences | null>(null)

const systemDark = window.matchMedia('(prefers-color-scheme: dark)')
const watchSystem = (listener: () => void): (() => void) => {
  systemDark.addEventListener('change', listener)
  return () => systemDark.removeEventListener('change', listener)
}

export function PreferencesProvider({ children }: { readonly children: ReactNode }) {
  const [savedLanguage, setLanguage] = useSetting('ui.language')
  const [savedTheme, setTheme] = useSetting('ui.theme')
  const language: Language = savedLanguage === 'en' ? 'en' : 'zh'
  const theme = THEME_CHOICES.find((choice) => choice === savedTheme) ?? 'system'
  const systemIsDark = useSyncExternalStore(watchSystem, () => systemDark.matches)
  const dark = theme === 'dark' || (theme === 'system' && systemIsDark)

  useEffect(() => {
    document.documentElement.lang = language === 'zh' ? 'zh-CN' : 'en'
    document.documentElement.dataset.theme = dark ? 'dark' : 'light'
  }, [language, dark])

  const value = useMemo(
    () => ({ language, theme, dark, setLanguage, setTheme }),
    [language, theme, dark, setLanguage, setTheme],
  )
  return <PreferencesContext value={value}>{children}</PreferencesContext>
}

export function usePreferences(): Preferences {
  const preferences = useContext(PreferencesContext)
  if (preferences === null) throw new Error('usePreferences outside PreferencesProvider')
  return preferences
}
