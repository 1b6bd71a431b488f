import { Navigate, Route, Routes, useLocation } from 'react-router'
import { Async } from '#renderer/components/async.tsx'
import { EmptyState } from '#renderer/components/empty-state.tsx'
import { ExplainProvider } from '#renderer/components/explain.tsx'
import { useCall } from '#renderer/data/use-call.ts'
import { useRunningJobs } from '#renderer/data/use-job.ts'
import { CasesPage } from '#renderer/pages/cases/index.tsx'
import { CostingPage } from '#renderer/pages/costing/index.tsx'
import { DataPage } from '#renderer/pages/data/index.tsx'
import { GroupingPage } from '#renderer/pages/grouping/index.tsx'
import { IndicatorsPage } from '#renderer/pages/indicators/index.tsx'
import { OverviewPage } from '#renderer/pages/overview/index.tsx'
import { PortfolioPage } from '#renderer/pages/portfolio/index.tsx'
import { SettlementPage } from '#renderer/pages/settlement/index.tsx'
import { StructurePage } from '#renderer/pages/structure/index.tsx'
import { SurplusPage } from '#renderer/pages/surplus/index.tsx'
import { SyncPage } from '#renderer/pages/sync/index.tsx'
import { TeamsPage } from '#renderer/pages/teams/index.tsx'
import { VariancePage } from '#renderer/pages/variance/index.tsx'
import { BookProvider } from './book.tsx'
import { DailyBackup } from './daily-backup.tsx'
import { DropAnywhere } from './drop-anywhere.tsx'
import { ErrorBoundary } from './error-boundary.tsx'
import { FilterBar } from './filter-bar.tsx'
import { IncomingProvider } from './incoming.tsx'
import { LastPlace } from './last-place.tsx'
import { Navigation } from './navigation.tsx'
import { Palette } from './palette.tsx'
import { PrintHeader } from './print-header.tsx'
import { StatusBar } from './status-bar.tsx'
import { useText } from './text.tsx'
import { ViewsMenu } from './views-menu.tsx'
import { Welcome } from './welcome.tsx'
import { WindowMenu } from './window-menu.tsx'

/** The frame: navigation left, filters above, status below, the page in between. */
export function Shell() {
  const book = useCall('book.status', {})
  const { t } = useText()
  // A demonstration under way is a book already; its progress says more than pages that are still empty.
  const building = useRunningJobs().some((job) => job.method === 'book.createDemo')
  return (
    <Async query={book}>
      {(status) =>
        status.open && !building ? (
          <BookProvider book={status} key={status.path}>
            <IncomingProvider>
              <ExplainProvider>
                <div className="shell" data-testid="shell">
                  <button type="button" className="skip-link" onClick={focusMain}>
                    {t('app.skip')}
                  </button>
                  <Navigation />
                  <header className="topbar">
                    <FilterBar />
                    <span className="window-menu">
                      <ViewsMenu />
                      <WindowMenu print />
                    </span>
                  </header>
                  <main id="main" tabIndex={-1}>
                    <PrintHeader />
                    <Pages />
                  </main>
                  <StatusBar />
                </div>
                <Palette />
                <DropAnywhere />
                <LastPlace />
                <DailyBackup />
              </ExplainProvider>
            </IncomingProvider>
          </BookProvider>
        ) : (
          <Welcome />
        )
      }
    </Async>
  )
}

/** A link to `#main` would leave the page: the hash belongs to the router. */
function focusMain(): void {
  document.getElementById('main')?.focus()
}

function Pages() {
  const { pathname, search } = useLocation()
  const { t } = useText()
  return (
    <ErrorBoundary key={pathname}>
      <Routes>
        <Route index element={<Navigate to={{ pathname: '/overview', search }} replace />} />
        <Route path="/overview" element={<OverviewPage />} />
        <Route path="/surplus" element={<SurplusPage />} />
        <Route path="/structure" element={<StructurePage />} />
        <Route path="/variance" element={<VariancePage />} />
        <Route path="/portfolio" element={<PortfolioPage />} />
        <Route path="/settlement" element={<SettlementPage />} />
        <Route path="/teams" element={<TeamsPage />} />
        <Route path="/indicators" element={<IndicatorsPage />} />
        <Route path="/costing" element={<CostingPage />} />
        <Route path="/cases" element={<CasesPage />} />
        <Route path="/grouping" element={<GroupingPage />} />
        <Route path="/data" element={<DataPage />} />
        <Route path="/sync" element={<SyncPage />} />
        <Route path="*" element={<EmptyState title={t('app.notFound')} teach={pathname} />} />
      </Routes>
    </ErrorBoundary>
  )
}
