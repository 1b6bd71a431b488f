import { createContext, type ReactNode, useContext, useEffect, useMemo, useSyncExternalStore } from 'react'
import { useSetting } from '#renderer/data/use-setting.ts'
import type { Language } from '#shared/domain/bilingual.ts'
import { usePrinting } from './print.ts'

export type ThemeChoice = 'system' | 'light' | 'dark'
export const THEME_CHOICES = ['system', 'light', 'dark'] as const satisfies readonly ThemeChoice[]

interface Preferences {
  readonly language: Language
  readonly theme: ThemeChoice
  /** The theme in effect, the system's choice resolved. */
  readonly dark: boolean
  /** The system asks for no animation (减少动态效果): dialogs and drawers appear at once. */
  readonly still: boolean
  setLanguage(language: Language): void
  setTheme(theme: ThemeChoice): void
}

const PreferencesContext = createContext<Preferences | null>(null)

const systemDark = window.matchMedia('(prefers-color-scheme: dark)')
const systemStill = window.matchMedia('(prefers-reduced-motion: reduce)')
const watch =
  (query: MediaQueryList) =>
  (listener: () => void): (() => void) => {
    query.addEventListener('change', listener)
    return () => query.removeEventListener('change', listener)
  }
const watchDark = watch(systemDark)
const watchStill = watch(systemStill)

export function PreferencesProvider({ children }: { readonly children: ReactNode }) {
  const [savedLanguage, setLanguage] = useSetting('ui.language')
  const [savedTheme, setTheme] = useSetting('ui.theme')
  const language: Language = savedLanguage === 'en' ? 'en' : 'zh'
  const theme = THEME_CHOICES.find((choice) => choice === savedTheme) ?? 'system'
  const systemIsDark = useSyncExternalStore(watchDark, () => systemDark.matches)
  const still = useSyncExternalStore(watchStill, () => systemStill.matches)
  // Paper is white.
  const printing = usePrinting()
  const dark = !printing && (theme === 'dark' || (theme === 'system' && systemIsDark))

  useEffect(() => {
    document.documentElement.lang = language === 'zh' ? 'zh-CN' : 'en'
    document.documentElement.dataset.theme = dark ? 'dark' : 'light'
  }, [language, dark])

  const value = useMemo(
    () => ({ language, theme, dark, still, setLanguage, setTheme }),
    [language, theme, dark, still, setLanguage, setTheme],
  )
  return <PreferencesContext value={value}>{children}</PreferencesContext>
}

export function usePreferences(): Preferences {
  const preferences = useContext(PreferencesContext)
  if (preferences === null) throw new Error('usePreferences outside PreferencesProvider')
  return preferences
}
