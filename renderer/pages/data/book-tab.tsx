import { Button, Space } from 'antd'
import { useBook } from '#renderer/app/book.tsx'
import { useText } from '#renderer/app/text.tsx'
import { ProblemAlert } from '#renderer/components/problem-alert.tsx'
import { useCall } from '#renderer/data/use-call.ts'
import { useCommand } from '#renderer/data/use-command.ts'
import type { PatientKey } from '#shared/contract/imports.ts'
import { formatCount, MISSING } from '#shared/format/decimal.ts'
import { ExportPatientKey } from './export-patient-key.tsx'

/** The open file itself: where it lies, what it holds, and the way to another one. */
export function BookTab() {
  const { t } = useText()
  const book = useBook()
  const info = useCall('app.info', {}).data
  const patients = useCall('patients.key', {}).data
  const close = useCommand('book.close')
  const keyWords = ({ state, place, file }: PatientKey): string =>
    state === 'none'
      ? t('book.patients.none')
      : state === 'here' && place === 'system'
        ? t('book.patients.system')
        : file === null
          ? t('book.patients.memory')
          : t(`book.patients.${state}`, { file })
  const facts: readonly (readonly [string, string])[] = [
    [t('book.name'), book.name],
    [t('book.path'), book.path],
    [t('book.cases'), formatCount(book.cases)],
    [t('book.lines'), formatCount(book.chargeLines)],
    [
      t('book.periods'),
      book.firstPeriod === null || book.lastPeriod === null
        ? t('book.noPeriods')
        : t('policy.validRange', { from: book.firstPeriod, to: book.lastPeriod }),
    ],
    [t('book.version'), String(book.schemaVersion)],
    [t('book.patients'), patients === undefined ? MISSING : keyWords(patients)],
    [t('book.program'), info?.version ?? MISSING],
    [t('book.settings'), info?.settingsFile ?? MISSING],
  ]
  return (
    <section className="panel" data-testid="book">
      <dl className="book-facts">
        {facts.map(([label, value]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {close.problem !== null && <ProblemAlert problem={close.problem} onClose={close.clear} />}
      <Space wrap>
        <Button loading={close.running} onClick={() => void close.run({})} data-testid="close-book">
          {t('book.close')}
        </Button>
        {patients?.state === 'here' && <ExportPatientKey />}
      </Space>
    </section>
  )
}
