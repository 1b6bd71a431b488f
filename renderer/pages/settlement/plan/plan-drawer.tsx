import { App, Button, Drawer } from 'antd'
import type { ReactNode } from 'react'
import { useBook } from '#renderer/app/book.tsx'
import { useText } from '#renderer/app/text.tsx'
import { ProblemAlert } from '#renderer/components/problem-alert.tsx'
import { useCommand } from '#renderer/data/use-command.ts'
import type { PlanInputs } from '#shared/contract/settlement-plan.ts'

/** What is typed of a year or of one of its months; saved as a whole, because the year is one thing to undo. */
export function PlanDrawer({
  year,
  title,
  inputs,
  onReset,
  onClose,
  children,
}: {
  readonly year: string
  readonly title: string
  /** What would be kept. */
  readonly inputs: PlanInputs
  /** Inputs without what this drawer is about; left out where nothing of it was typed. */
  readonly onReset?: (() => PlanInputs | null) | undefined
  readonly onClose: () => void
  readonly children: ReactNode
}) {
  const { t } = useText()
  const { readOnly } = useBook()
  const { message } = App.useApp()
  const save = useCommand('settlement.savePlan')
  const write = async (wanted: PlanInputs | null): Promise<void> => {
    const done = await save.run({ year, inputs: wanted })
    if (done === null) return
    void message.success(t('settle.note.saved'))
    onClose()
  }
  return (
    <Drawer
      open
      onClose={onClose}
      size={480}
      title={title}
      closable={{ 'aria-label': t('common.close') }}
      destroyOnHidden
      data-testid="plan-drawer"
    >
      <div className="stack">
        {children}
        {save.problem !== null && <ProblemAlert problem={save.problem} onClose={save.clear} />}
        <div className="sticky-actions">
          <Button
            type="primary"
            loading={save.running}
            disabled={readOnly}
            onClick={() => void write(inputs)}
            data-testid="plan-save"
          >
            {t('settle.note.save')}
          </Button>
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          {onReset !== undefined && (
            <Button danger disabled={readOnly} onClick={() => void write(onReset())} data-testid="plan-reset">
              {t('settle.plan.reset')}
            </Button>
          )}
        </div>
      </div>
    </Drawer>
  )
}
