import { DeleteOutlined, PaperClipOutlined } from '@ant-design/icons'
import { Button, Input } from 'antd'
import { useState } from 'react'
import { useText } from '#renderer/app/text.tsx'
import { ProblemAlert } from '#renderer/components/problem-alert.tsx'
import { useFileChooser } from '#renderer/components/use-file-chooser.tsx'
import { problemOf } from '#renderer/data/call.ts'
import { useOfferFile } from '#renderer/data/use-file.ts'
import type { Problem } from '#shared/domain/problem.ts'
import { formatBytes } from '#shared/format/size.ts'
import type { EvidenceValue } from '../drafts.ts'
import { LINE } from './common-fields.tsx'
import { withFile } from './evidence.ts'

/** Files that prove an application, each with a title of its own; the form gives value and change. */
export function EvidenceField({
  value = [],
  onChange = () => {},
}: {
  readonly value?: readonly EvidenceValue[]
  readonly onChange?: (value: readonly EvidenceValue[]) => void
}) {
  const { t } = useText()
  const offer = useOfferFile()
  const [problem, setProblem] = useState<Problem | null>(null)
  const add = async (files: readonly File[]): Promise<void> => {
    setProblem(null)
    let list = value
    try {
      for (const file of files) list = withFile(list, { ...(await offer(file)), bytes: file.size })
    } catch (error) {
      setProblem(problemOf(error))
    }
    onChange(list)
  }
  const { choose, input } = useFileChooser(
    (files) => void add(files),
    '.pdf,.png,.jpg,.jpeg,.docx,.xlsx,.csv,.txt',
    true,
  )
  return (
    <div className="evidence" data-testid="evidence">
      {value.length === 0 && <p className="muted">{t('item.evidenceNone')}</p>}
      <ul className="plain-list">
        {value.map((file) => (
          <li key={file.name}>
            <span className="evidence-name">
              <PaperClipOutlined aria-hidden /> {file.name} <span className="muted">{formatBytes(file.bytes)}</span>
            </span>
            <Input
              value={file.title}
              maxLength={LINE}
              aria-label={t('item.evidenceTitle', { name: file.name })}
              onChange={(event) =>
                onChange(value.map((one) => (one.name === file.name ? { ...one, title: event.target.value } : one)))
              }
            />
            <Button
              type="text"
              icon={<DeleteOutlined />}
              aria-label={t('item.evidenceRemove', { name: file.name })}
              title={t('item.evidenceRemove', { name: file.name })}
              onClick={() => onChange(value.filter(({ name }) => name !== file.name))}
            />
          </li>
        ))}
      </ul>
      {input}
      <Button size="small" icon={<PaperClipOutlined />} onClick={choose} data-testid="evidence-add">
        {t('item.evidenceAdd')}
      </Button>
      {problem !== null && <ProblemAlert problem={problem} onClose={() => setProblem(null)} />}
    </div>
  )
}
