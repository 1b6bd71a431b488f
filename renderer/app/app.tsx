import './styles.css'
import './parts.css'
import './pages.css'
import './tables.css'
import './grouping.css'
import './data.css'
import './versions.css'
import './sync.css'
import './costing.css'
import './structure.css'
import './variance.css'
import './settlement.css'
import './indicators.css'
import './portfolio.css'
import './views.css'
import './print.css'
import { HashRouter } from 'react-router'
import { CoreProvider } from '#renderer/data/provider.tsx'
import { useCall } from '#renderer/data/use-call.ts'
import type { Bridge } from '#shared/contract/bridge.ts'
import { useCleanCopy } from './clean-copy.ts'
import { ErrorBoundary } from './error-boundary.tsx'
import { PreferencesProvider, usePreferences } from './preferences.tsx'
import { Shell } from './shell.tsx'
import { TextProvider } from './text.tsx'
import { ThemeProvider } from './theme.tsx'

export function App({ bridge }: { readonly bridge: Bridge }) {
  useCleanCopy()
  return (
    <CoreProvider bridge={bridge}>
      <PreferencesProvider>
        <Translated />
      </PreferencesProvider>
    </CoreProvider>
  )
}

/** Waits for the settings, so that the window does not open in one language or theme and change to another. */
function Translated() {
  const settings = useCall('settings.get', {})
  const { language } = usePreferences()
  if (settings.isPending) return null
  return (
    <TextProvider language={language}>
      <ThemeProvider>
        <ErrorBoundary>
          <HashRouter>
            <Shell />
          </HashRouter>
        </ErrorBoundary>
      </ThemeProvider>
    </TextProvider>
  )
}
