import { Button } from 'antd'
import { useState } from 'react'
import { useBook } from '#renderer/app/book.tsx'
import { useText } from '#renderer/app/text.tsx'
import type { SchemeSummary } from '#shared/contract/book.ts'
import { TryDialog } from './try-dialog.tsx'
import { UseDialog } from './use-dialog.tsx'

/** What can be done with a scheme that does not group all months already. */
export function SchemeActions({
  scheme,
  primary = false,
}: {
  readonly scheme: SchemeSummary
  /** The trial is what the reader is meant to do next. */
  readonly primary?: boolean
}) {
  const { t } = useText()
  const { readOnly, cases } = useBook()
  const [opened, setOpened] = useState<'try' | 'use' | null>(null)
  if (groupsAllMonths(scheme)) return null
  const close = (): void => setOpened(null)
  return (
    <span className="panel-actions">
      <Button
        size="small"
        type={primary ? 'primary' : 'default'}
        disabled={readOnly || cases === 0}
        onClick={() => setOpened('try')}
        data-testid={`try-scheme-${scheme.id}`}
      >
        {t('try.button')}
      </Button>
      <Button size="small" disabled={readOnly} onClick={() => setOpened('use')} data-testid={`use-scheme-${scheme.id}`}>
        {t('use.button')}
      </Button>
      {opened === 'try' && <TryDialog scheme={scheme} onClose={close} />}
      {opened === 'use' && <UseDialog scheme={scheme} onClose={close} />}
    </span>
  )
}

function groupsAllMonths({ spans }: SchemeSummary): boolean {
  return spans.some(({ from, to }) => from === null && to === null)
}
