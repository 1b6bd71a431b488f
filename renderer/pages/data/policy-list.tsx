import { Button } from 'antd'
import { useState } from 'react'
import { useBook } from '#renderer/app/book.tsx'
import { useText } from '#renderer/app/text.tsx'
import { Async } from '#renderer/components/async.tsx'
import { EmptyState } from '#renderer/components/empty-state.tsx'
import { ProblemAlert } from '#renderer/components/problem-alert.tsx'
import { useFileChooser } from '#renderer/components/use-file-chooser.tsx'
import { problemOf } from '#renderer/data/call.ts'
import { useCall } from '#renderer/data/use-call.ts'
import { useCommand } from '#renderer/data/use-command.ts'
import { type OfferedFile, useOfferFile } from '#renderer/data/use-file.ts'
import type { Problem } from '#shared/domain/problem.ts'
import { PolicyGaps } from './policy-gaps.tsx'
import { PolicyOverlap } from './policy-overlap.tsx'
import { PolicyTable } from './policy-table.tsx'

/** Payment policies; a case settles with the one of its month, so there is nothing to switch. */
export function PolicyList() {
  const { t } = useText()
  const { readOnly } = useBook()
  const query = useCall('policies.list', {})
  const add = useCommand('policies.add')
  const offer = useOfferFile()
  const [offered, setOffered] = useState<OfferedFile | null>(null)
  const [offerProblem, setOfferProblem] = useState<Problem | null>(null)
  const { choose, input } = useFileChooser(async ([file]) => {
    if (file === undefined) return
    setOfferProblem(null)
    try {
      const taken = await offer(file)
      setOffered(taken)
      await add.run(taken)
    } catch (error) {
      setOfferProblem(problemOf(error))
    }
  }, '.json,.xlsx')
  const problem = offerProblem ?? add.problem
  return (
    <section className="panel" data-testid="policies">
      <header>
        <h2>{t('policy.title')}</h2>
        {input}
        <Button loading={add.running} disabled={readOnly} onClick={choose} data-testid="add-policy">
          {t('policy.add')}
        </Button>
      </header>
      {problem?.code === 'policy-overlap' && offered !== null ? (
        <PolicyOverlap
          problem={problem}
          busy={add.running}
          onMakeRoom={() => void add.run({ ...offered, makeRoom: true })}
          onClose={add.clear}
        />
      ) : (
        problem !== null && <ProblemAlert problem={problem} />
      )}
      <Async query={query}>
        {(policies) =>
          policies.length === 0 ? (
            <EmptyState title={t('policy.empty')} teach={t('policy.emptyTeach')} />
          ) : (
            <div className="stack">
              <PolicyGaps />
              <PolicyTable policies={policies} />
            </div>
          )
        }
      </Async>
    </section>
  )
}
