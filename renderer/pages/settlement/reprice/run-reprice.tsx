import { PlayCircleOutlined } from '@ant-design/icons'
import { Button, Select } from 'antd'
import { useState } from 'react'
import { useBook } from '#renderer/app/book.tsx'
import { useText } from '#renderer/app/text.tsx'
import { useFilters } from '#renderer/app/use-filters.ts'
import { JobProgressView } from '#renderer/components/job-progress.tsx'
import { ProblemAlert } from '#renderer/components/problem-alert.tsx'
import { useCall } from '#renderer/data/use-call.ts'
import { useJob } from '#renderer/data/use-job.ts'

/** Chooses a policy of the book and prices the months of the filter bar under it. */
export function RunReprice() {
  const { t, say } = useText()
  const { readOnly } = useBook()
  const { slice, change } = useFilters()
  const policies = useCall('policies.list', {}).data ?? []
  const job = useJob('settlement.reprice')
  const [chosen, setChosen] = useState<number | null>(null)
  const policyId = chosen ?? policies.at(-1)?.id ?? null
  const { from, to } = slice
  const run = async (): Promise<void> => {
    if (policyId === null) return
    const months = { ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }) }
    const done = await job.start({ policyId, ...months })
    if (done !== null) change({ pricing: String(done.id), row: null })
  }
  return (
    <>
      <Select
        value={policyId}
        onChange={setChosen}
        options={policies.map(({ id, name, validFrom, validTo }) => ({
          value: id,
          label: t('settle.price.policy', { name: say(name), from: validFrom, to: validTo ?? '…' }),
        }))}
        placeholder={t('settle.price.choose')}
        aria-label={t('settle.price.choose')}
        data-testid="price-policy"
        popupMatchSelectWidth={false}
        style={{ width: 300 }}
      />
      <Button
        type="primary"
        icon={<PlayCircleOutlined />}
        loading={job.running}
        disabled={readOnly || policyId === null}
        onClick={() => void run()}
        data-testid="price-start"
      >
        {t('settle.price.start', { from: from ?? t('settle.price.first'), to: to ?? t('settle.price.last') })}
      </Button>
      {job.running && job.job !== null && <JobProgressView job={job.job} />}
      {job.problem !== null && <ProblemAlert problem={job.problem} onClose={job.reset} />}
    </>
  )
}
