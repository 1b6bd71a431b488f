import { Button, Table, type TableColumnsType, Tag } from 'antd'
import { useState } from 'react'
import { useBook } from '#renderer/app/book.tsx'
import { useText } from '#renderer/app/text.tsx'
import { Async } from '#renderer/components/async.tsx'
import { EmptyState } from '#renderer/components/empty-state.tsx'
import { JobProgressView } from '#renderer/components/job-progress.tsx'
import { ProblemAlert } from '#renderer/components/problem-alert.tsx'
import { useFileChooser } from '#renderer/components/use-file-chooser.tsx'
import { problemOf } from '#renderer/data/call.ts'
import { useCall } from '#renderer/data/use-call.ts'
import { useCommand } from '#renderer/data/use-command.ts'
import { type OfferedFile, useOfferFile } from '#renderer/data/use-file.ts'
import { useJob } from '#renderer/data/use-job.ts'
import type { SchemeSummary } from '#shared/contract/book.ts'
import type { Problem } from '#shared/domain/problem.ts'
import type { SchemeLoadReport } from '#shared/domain/scheme-load.ts'
import { formatMoment } from '#shared/format/date.ts'
import { formatCount, MISSING } from '#shared/format/decimal.ts'
import { LoadReport } from './load-report.tsx'

export function SchemeList() {
  const { t } = useText()
  const { readOnly } = useBook()
  const query = useCall('schemes.list', {})
  const add = useJob('schemes.add')
  const offer = useOfferFile()
  const [offerProblem, setOfferProblem] = useState<Problem | null>(null)
  const [added, setAdded] = useState<{ readonly file: OfferedFile; readonly report: SchemeLoadReport } | null>(null)
  const addFile = async (file: OfferedFile, corrections: readonly string[]): Promise<void> => {
    const scheme = await add.start({ ...file, corrections: [...corrections] })
    if (scheme !== null) setAdded({ file, report: scheme.report })
  }
  const { choose, input } = useFileChooser(async ([file]) => {
    if (file === undefined) return
    setOfferProblem(null)
    setAdded(null)
    try {
      await addFile(await offer(file), [])
    } catch (error) {
      setOfferProblem(problemOf(error))
    }
  }, '.zip,.xlsx')
  const problem = offerProblem ?? add.problem
  const button = (
    <Button loading={add.running} disabled={readOnly} onClick={choose} data-testid="add-scheme">
      {t('scheme.add')}
    </Button>
  )
  return (
    <section className="panel" data-testid="schemes">
      <header>
        <h2>{t('scheme.title')}</h2>
        {input}
        {button}
      </header>
      {add.running && add.job !== null && <JobProgressView job={add.job} />}
      {problem !== null && <ProblemAlert problem={problem} />}
      {added !== null && (
        <LoadReport
          report={added.report}
          disabled={add.running || readOnly}
          onCorrect={(names) => void addFile(added.file, names)}
        />
      )}
      <Async query={query}>
        {(schemes) =>
          schemes.length === 0 ? (
            <EmptyState title={t('scheme.empty')} teach={t('scheme.emptyTeach')} />
          ) : (
            <SchemeTable schemes={schemes} />
          )
        }
      </Async>
    </section>
  )
}

function SchemeTable({ schemes }: { readonly schemes: readonly SchemeSummary[] }) {
  const { t } = useText()
  const { readOnly } = useBook()
  const use = useCommand('schemes.use')
  const columns: TableColumnsType<SchemeSummary> = [
    {
      key: 'name',
      title: t('scheme.name'),
      render: (scheme: SchemeSummary) => <span title={scheme.sha256}>{scheme.name}</span>,
    },
    { key: 'code', title: t('scheme.code'), render: (scheme: SchemeSummary) => <code>{scheme.code}</code> },
    { key: 'region', title: t('scheme.region'), render: (scheme: SchemeSummary) => scheme.region },
    { key: 'year', title: t('scheme.year'), render: (scheme: SchemeSummary) => scheme.year ?? MISSING },
    {
      key: 'size',
      title: t('scheme.size'),
      className: 'num',
      render: (scheme: SchemeSummary) =>
        [scheme.mdcs, scheme.adrgs, scheme.drgs].map((count) => formatCount(count)).join(' / '),
    },
    { key: 'at', title: t('scheme.addedAt'), render: (scheme: SchemeSummary) => formatMoment(scheme.addedAt) },
    {
      key: 'use',
      title: '',
      render: (scheme: SchemeSummary) =>
        scheme.inForce ? (
          <Tag color="green">{t('scheme.inForce')}</Tag>
        ) : (
          <Button
            size="small"
            disabled={readOnly || use.running}
            onClick={() => void use.run({ schemeId: scheme.id })}
            data-testid={`use-scheme-${scheme.id}`}
          >
            {t('scheme.use')}
          </Button>
        ),
    },
  ]
  return (
    <>
      {use.problem !== null && <ProblemAlert problem={use.problem} onClose={use.clear} />}
      <Table
        size="small"
        rowKey="id"
        columns={columns}
        dataSource={[...schemes]}
        pagination={false}
        scroll={{ x: 'max-content' }}
      />
    </>
  )
}
