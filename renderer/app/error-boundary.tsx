import { Button } from 'antd'
import { Component, type ReactNode } from 'react'
import { EmptyState } from '#renderer/components/empty-state.tsx'
import { ProblemAlert } from '#renderer/components/problem-alert.tsx'
import { problemOf } from '#renderer/data/call.ts'
import { useText } from './text.tsx'

interface State {
  readonly error: unknown
}

/** Keeps a failing page from taking the window with it. React offers this to classes only. */
export class ErrorBoundary extends Component<{ readonly children: ReactNode }, State> {
  override state: State = { error: null }

  static getDerivedStateFromError(error: unknown): State {
    return { error }
  }

  override render(): ReactNode {
    if (this.state.error === null) return this.props.children
    return <Failed error={this.state.error} onRetry={() => this.setState({ error: null })} />
  }
}

function Failed({ error, onRetry }: { readonly error: unknown; readonly onRetry: () => void }) {
  const { t } = useText()
  return (
    <EmptyState title={t('app.pageFailed')} teach={t('app.pageFailedHint')} testId="page-failed">
      <div style={{ flexBasis: '100%' }}>
        <ProblemAlert problem={problemOf(error)} />
      </div>
      <Button type="primary" onClick={onRetry}>
        {t('common.retry')}
      </Button>
    </EmptyState>
  )
}
