import { SendOutlined } from '@ant-design/icons'
import { Alert, App, Button, Checkbox, Select } from 'antd'
import { useState } from 'react'
import { useBook } from '#renderer/app/book.tsx'
import { useText } from '#renderer/app/text.tsx'
import { JobProgressView } from '#renderer/components/job-progress.tsx'
import { ProblemAlert } from '#renderer/components/problem-alert.tsx'
import { problemOf } from '#renderer/data/call.ts'
import { useDeliverFile } from '#renderer/data/use-file.ts'
import { useJob } from '#renderer/data/use-job.ts'
import type { ListedParty, WrittenReturn } from '#shared/contract/sync.ts'
import type { Period } from '#shared/domain/period.ts'
import type { Problem } from '#shared/domain/problem.ts'
import { packageWords } from '../package-words.ts'

export interface ReturnChoices {
  /** Fingerprint of the office; null while there are several and none is chosen. */
  readonly to: string | null
  readonly encrypt: boolean
  readonly again: boolean
  readonly newChain: boolean
}
export const NEW_RETURN: ReturnChoices = { to: null, encrypt: true, again: false, newChain: false }

/** To whom and how, then the file itself, handed over as soon as it is written. */
export function WriteReturn({
  month,
  count,
  hasEvidence,
  offices,
  choices,
  onChoose,
}: {
  readonly month: Period
  readonly count: number
  readonly hasEvidence: boolean
  readonly offices: readonly ListedParty[]
  readonly choices: ReturnChoices
  readonly onChoose: (choices: ReturnChoices) => void
}) {
  const { t } = useText()
  const { readOnly } = useBook()
  const { modal } = App.useApp()
  const write = useJob('sync.writeReturn')
  const deliver = useDeliverFile()
  const [written, setWritten] = useState<WrittenReturn | null>(null)
  const [saved, setSaved] = useState(true)
  const [problem, setProblem] = useState<Problem | null>(null)
  const { encrypt, again, newChain } = choices
  const office = offices.length === 1 ? offices[0] : offices.find(({ fingerprint }) => fingerprint === choices.to)

  const hand = async ({ path, entry }: WrittenReturn): Promise<void> => {
    try {
      setSaved(await deliver(path, entry.fileName))
    } catch (error) {
      setSaved(false)
      setProblem(problemOf(error))
    }
  }
  const run = async (to: string): Promise<void> => {
    setProblem(null)
    const done = await write.start({ period: month, to, encrypt, again, newChain })
    if (done === null) return
    setWritten(done)
    onChoose({ ...NEW_RETURN, to: choices.to })
    await hand(done)
  }
  const ask = ({ name, fingerprint }: ListedParty): void => {
    modal.confirm({
      title: t('outbox.writeTitle', { office: name, month }),
      content: t('outbox.writeWhat', { n: count }),
      okText: t('outbox.write'),
      cancelText: t('common.cancel'),
      onOk: () => void run(fingerprint),
    })
  }
  const shown = problem ?? write.problem
  return (
    <section className="panel stack" data-testid="write-return">
      {offices.length > 1 && (
        <div className="page-controls">
          <span className="labelled">{t('outbox.to')}</span>
          <Select
            value={choices.to}
            placeholder={t('outbox.toNeeded')}
            onChange={(to: string) => onChoose({ ...choices, to })}
            options={offices.map(({ fingerprint, name, spoken }) => ({
              value: fingerprint,
              label: t('common.labelled', { label: name, value: spoken.slice(0, 11) }),
            }))}
            popupMatchSelectWidth={false}
            aria-label={t('outbox.to')}
            data-testid="return-to"
          />
        </div>
      )}
      <div className="return-choices">
        <Checkbox
          checked={encrypt}
          onChange={(event) => onChoose({ ...choices, encrypt: event.target.checked })}
          data-testid="return-encrypt"
        >
          {t('outbox.encrypt')}
        </Checkbox>
        <Checkbox
          checked={again}
          onChange={(event) => onChoose({ ...choices, again: event.target.checked })}
          data-testid="return-again"
        >
          {t('outbox.again')}
        </Checkbox>
        <Checkbox
          checked={newChain}
          onChange={(event) => onChoose({ ...choices, newChain: event.target.checked })}
          data-testid="return-new-chain"
        >
          {t('outbox.newChain')}
        </Checkbox>
        {newChain && <p className="muted panel-note">{t('outbox.newChainHint')}</p>}
      </div>
      {!encrypt && <Alert type={hasEvidence ? 'error' : 'warning'} showIcon title={t('outbox.plainWarning')} />}
      {write.running && write.job !== null && <JobProgressView job={write.job} />}
      {shown !== null && (
        <ProblemAlert
          problem={shown}
          onClose={() => {
            setProblem(null)
            write.reset()
          }}
        />
      )}
      {written !== null && (
        <Alert
          type={saved ? 'success' : 'warning'}
          showIcon
          title={t('outbox.written', { name: packageWords(t, written.entry) })}
          description={saved ? t('outbox.writtenHint', { file: written.entry.fileName }) : t('outbox.notSaved')}
          action={
            <Button size="small" onClick={() => void hand(written)} data-testid="save-again">
              {t('outbox.saveAgain')}
            </Button>
          }
          data-testid="return-written"
        />
      )}
      <div className="page-controls">
        <Button
          type="primary"
          icon={<SendOutlined />}
          loading={write.running}
          disabled={readOnly || count === 0 || office === undefined}
          onClick={() => office !== undefined && ask(office)}
          data-testid="write-return-run"
        >
          {t('outbox.write')}
        </Button>
      </div>
    </section>
  )
}
