import { App, Button, Modal, Select } from 'antd'
import { useState } from 'react'
import { useBook } from '#renderer/app/book.tsx'
import { useText } from '#renderer/app/text.tsx'
import { useFilters } from '#renderer/app/use-filters.ts'
import { Async } from '#renderer/components/async.tsx'
import { JobProgressView } from '#renderer/components/job-progress.tsx'
import { ProblemAlert } from '#renderer/components/problem-alert.tsx'
import { useCall } from '#renderer/data/use-call.ts'
import { useJob } from '#renderer/data/use-job.ts'
import type { CostingComparison, CostingRun } from '#shared/contract/costing.ts'
import { COST_METHOD_NAMES, type CostMethod } from '#shared/domain/costing.ts'
import { fenToYuan } from '#shared/domain/money.ts'
import { formatCount } from '#shared/format/decimal.ts'
import { formatFen, formatYuan } from '#shared/format/money.ts'

/** Puts the costs of a run in the place of those the pages show, after one sentence that says what that changes. */
export function AcceptButton({ run }: { readonly run: CostingRun }) {
  const { t } = useText()
  const { readOnly } = useBook()
  const [open, setOpen] = useState(false)
  return (
    <>
      <Button
        size="small"
        type="primary"
        disabled={readOnly || run.outdated || run.months.length === 0}
        title={run.outdated ? t('costing.outdatedWhat') : undefined}
        onClick={() => setOpen(true)}
        data-testid={`accept-run-${run.id}`}
      >
        {t('run.accept')}
      </Button>
      {open && <AcceptDialog run={run} onClose={() => setOpen(false)} />}
    </>
  )
}

function AcceptDialog({ run, onClose }: { readonly run: CostingRun; readonly onClose: () => void }) {
  const { t, say } = useText()
  const { message } = App.useApp()
  const { change } = useFilters()
  const [method, setMethod] = useState<CostMethod>(run.preferred)
  const accept = useJob('costing.accept')
  const query = useCall('costing.compare', { runId: run.id })
  const methods = run.config.methods.filter((one) =>
    run.months.every(({ sums }) => sums.some((sum) => sum.method === one)),
  )
  const start = async (): Promise<void> => {
    const accepted = await accept.start({ runId: run.id, ...(method === run.preferred ? {} : { method }) })
    if (accepted === null) return
    void message.success(t('run.acceptDone', { id: run.id }))
    onClose()
    change({ compared: null, run: null })
  }
  return (
    <Modal
      open
      title={t('run.acceptTitle', { id: run.id })}
      okText={t('run.acceptRun')}
      cancelText={t('common.cancel')}
      okButtonProps={{ loading: accept.running, disabled: query.data === undefined, id: 'accept-costing' }}
      cancelButtonProps={{ disabled: accept.running }}
      closable={{ 'aria-label': t('common.close') }}
      mask={{ closable: false }}
      keyboard={!accept.running}
      onOk={() => void start()}
      onCancel={onClose}
    >
      <div className="stack" data-testid="accept-costing-dialog">
        <Async query={query} rows={2}>
          {(comparison) => (
            <p data-testid="accept-costing-sentence">
              {method === run.preferred ? (
                <Change comparison={comparison} />
              ) : (
                t('run.acceptOther', { from: run.from, to: run.to, method: t(`costing.method.${method}`) })
              )}
            </p>
          )}
        </Async>
        {methods.length > 1 && (
          // biome-ignore lint/a11y/noLabelWithoutControl: antd's select is the control
          <label className="labelled">
            {t('costing.methodLabel')}
            <Select<CostMethod>
              value={method}
              onChange={setMethod}
              options={methods.map((one) => ({ value: one, label: say(COST_METHOD_NAMES[one]) }))}
              disabled={accept.running}
              aria-label={t('costing.methodLabel')}
            />
          </label>
        )}
        {run.closed.length > 0 && <p>{t('run.closedWhat', { months: run.closed.join(t('common.listComma')) })}</p>}
        <p className="muted">{t('run.acceptUndo')}</p>
        {accept.running && accept.job !== null && <JobProgressView job={accept.job} />}
        {accept.problem !== null && <ProblemAlert problem={accept.problem} onClose={accept.reset} />}
      </div>
    </Modal>
  )
}

function Change({ comparison }: { readonly comparison: CostingComparison }) {
  const { t } = useText()
  const { unit } = useFilters()
  const { months, total } = comparison
  return t('run.acceptChange', {
    months: months.length,
    cases: formatCount(months.reduce((sum, { changedCases }) => sum + changedCases, 0)),
    before: formatFen(total.before, unit),
    after: formatFen(total.after, unit),
    change: formatYuan(fenToYuan(total.change), unit, true),
    unit: t(`unit.${unit}`),
  })
}
