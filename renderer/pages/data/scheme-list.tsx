import { Button, Table, type TableColumnsType, Tag } from 'antd'
import { useState } from 'react'
import { useBook } from '#renderer/app/book.tsx'
import { useText } from '#renderer/app/text.tsx'
import { useGo } from '#renderer/app/use-filters.ts'
import { Async } from '#renderer/components/async.tsx'
import { EmptyState } from '#renderer/components/empty-state.tsx'
import { JobProgressView } from '#renderer/components/job-progress.tsx'
import { ProblemAlert } from '#renderer/components/problem-alert.tsx'
import { useFileChooser } from '#renderer/components/use-file-chooser.tsx'
import { problemOf } from '#renderer/data/call.ts'
import { useCall } from '#renderer/data/use-call.ts'
import { type OfferedFile, useOfferFile } from '#renderer/data/use-file.ts'
import { useJob } from '#renderer/data/use-job.ts'
import type { SchemeSummary } from '#shared/contract/book.ts'
import type { AddedScheme } from '#shared/contract/grouping.ts'
import type { Problem } from '#shared/domain/problem.ts'
import { formatMoment } from '#shared/format/date.ts'
import { formatCount, MISSING } from '#shared/format/decimal.ts'
import { KindTag } from '../grouping/versions/kind-tag.tsx'
import { SchemeActions } from '../grouping/versions/scheme-actions.tsx'
import { schemeName } from '../grouping/versions/scheme-name.ts'
import { spansWords, type Translate } from '../grouping/versions/span-words.ts'
import { AddedSchemeView } from './added-scheme.tsx'
import { SchemeExportButton } from './scheme-export-button.tsx'

export function SchemeList() {
  const { t } = useText()
  const { readOnly } = useBook()
  const query = useCall('schemes.list', {})
  const add = useJob('schemes.add')
  const offer = useOfferFile()
  const go = useGo()
  const [offerProblem, setOfferProblem] = useState<Problem | null>(null)
  const [added, setAdded] = useState<{ readonly file: OfferedFile; readonly scheme: AddedScheme } | null>(null)
  const addFile = async (file: OfferedFile, corrections: readonly string[]): Promise<void> => {
    const scheme = await add.start({ ...file, corrections: [...corrections] })
    if (scheme !== null) setAdded({ file, scheme })
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
  return (
    <section className="panel" data-testid="schemes">
      <header>
        <h2>{t('scheme.title')}</h2>
        {input}
        <span className="panel-actions">
          <Button type="link" onClick={() => go.toPage('/grouping', { tab: 'versions' })} data-testid="see-versions">
            {t('scheme.compare')}
          </Button>
          <Button loading={add.running} disabled={readOnly} onClick={choose} data-testid="add-scheme">
            {t('scheme.add')}
          </Button>
        </span>
      </header>
      {add.running && add.job !== null && <JobProgressView job={add.job} />}
      {problem !== null && <ProblemAlert problem={problem} />}
      {added !== null && (
        <AddedSchemeView
          added={added.scheme}
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
  const columns: TableColumnsType<SchemeSummary> = [
    { key: 'kind', title: t('scheme.kind'), render: ({ kind }: SchemeSummary) => <KindTag kind={kind} /> },
    {
      key: 'name',
      title: t('scheme.name'),
      render: (scheme: SchemeSummary) => <span title={scheme.sha256}>{schemeName(t, scheme, schemes)}</span>,
    },
    { key: 'code', title: t('scheme.code'), render: (scheme: SchemeSummary) => <code>{scheme.code}</code> },
    {
      key: 'months',
      title: t('scheme.months'),
      render: ({ spans }: SchemeSummary) =>
        spansWords(t, spans).map((words) => (
          <Tag key={words} {...(spans.length === 0 ? {} : { color: 'green' })}>
            {words}
          </Tag>
        )),
    },
    { key: 'region', title: t('scheme.region'), render: (scheme: SchemeSummary) => scheme.region },
    { key: 'year', title: t('scheme.year'), render: (scheme: SchemeSummary) => scheme.year ?? MISSING },
    { key: 'size', title: t('scheme.size'), render: (scheme: SchemeSummary) => sizeWords(t, scheme) },
    { key: 'at', title: t('scheme.addedAt'), render: (scheme: SchemeSummary) => formatMoment(scheme.addedAt) },
    {
      key: 'use',
      title: '',
      align: 'right',
      render: (scheme: SchemeSummary) => (
        <span className="panel-actions row-actions">
          <SchemeActions scheme={scheme} />
          {scheme.kind === 'DRG' && <SchemeExportButton scheme={scheme} />}
        </span>
      ),
    },
  ]
  return (
    <Table
      size="small"
      rowKey="id"
      columns={columns}
      dataSource={[...schemes]}
      pagination={false}
      scroll={{ x: 'max-content' }}
    />
  )
}

function sizeWords(t: Translate, { kind, mdcs, adrgs, drgs }: SchemeSummary): string {
  return kind === 'DIP'
    ? t('scheme.sizeDip', { n: formatCount(drgs) })
    : t('scheme.sizeDrg', { mdcs: formatCount(mdcs), adrgs: formatCount(adrgs), drgs: formatCount(drgs) })
}
