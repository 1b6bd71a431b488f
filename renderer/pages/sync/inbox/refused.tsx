import { Button, Checkbox } from 'antd'
import { useState } from 'react'
import { useText } from '#renderer/app/text.tsx'
import { ProblemAlert } from '#renderer/components/problem-alert.tsx'
import type { PackageFlow, RefusedStage } from './use-package-flow.ts'

/** A refused package: that nothing changed, why, and, where the numbers start anew, the way on once a person has asked. */
export function Refused({ stage, flow }: { readonly stage: RefusedStage; readonly flow: PackageFlow }) {
  const { t } = useText()
  const { file, problem } = stage
  const restarts = problem.details?.restart === true
  const [confirmed, setConfirmed] = useState(false)
  return (
    <section className="panel stack" data-testid="refused">
      <h2>{t('inbox.refused')}</h2>
      <ProblemAlert problem={problem} />
      {file !== null && problem.code !== 'package-replayed' && (
        <div className="page-controls">
          {restarts && (
            <Checkbox
              checked={confirmed}
              onChange={(event) => setConfirmed(event.target.checked)}
              data-testid="new-chain"
            >
              {t('inbox.newChain')}
            </Checkbox>
          )}
          <Button
            disabled={restarts && !confirmed}
            onClick={() => void flow.verify(file, confirmed)}
            data-testid="verify-again"
          >
            {t('inbox.retry')}
          </Button>
        </div>
      )}
    </section>
  )
}
