import { App, Button, Drawer, Input, Select } from 'antd'
import { useState } from 'react'
import { useBook } from '#renderer/app/book.tsx'
import { useText } from '#renderer/app/text.tsx'
import { ProblemAlert } from '#renderer/components/problem-alert.tsx'
import { useCommand } from '#renderer/data/use-command.ts'
import type { VarianceRow, VarianceTable } from '#shared/contract/variance.ts'
import { VARIANCE_CAUSE_IDS, VARIANCE_CAUSES, type VarianceCause } from '#shared/domain/variance.ts'
import { formatMoment } from '#shared/format/date.ts'
import { groupName } from './columns.ts'
import { signedFen } from './waterfall.tsx'

/** What a row's variance comes from, in a person's words; kept with the comparison it is about. */
export function NoteDrawer({
  table,
  row,
  onClose,
}: {
  readonly table: VarianceTable
  readonly row: VarianceRow
  readonly onClose: () => void
}) {
  const { t, say } = useText()
  const { readOnly } = useBook()
  const { message } = App.useApp()
  const save = useCommand('variance.saveNote')
  const [cause, setCause] = useState<VarianceCause | null>(row.note?.cause ?? null)
  const [text, setText] = useState(row.note?.text ?? '')
  const write = async (saidCause: VarianceCause | null, saidText: string): Promise<void> => {
    const done = await save.run({ ...table.query, group: row.key, cause: saidCause, text: saidText })
    if (done === null) return
    void message.success(t('variance.note.saved'))
    onClose()
  }
  return (
    <Drawer
      open
      onClose={onClose}
      size={440}
      title={t('variance.note.title', { group: groupName(t, row) })}
      closable={{ 'aria-label': t('common.close') }}
      destroyOnHidden
      data-testid="note-drawer"
    >
      <div className="stack">
        <p className="muted">
          {t('variance.note.of', {
            actual: say(table.actual.label),
            base: say(table.base.label),
            change: signedFen(row.change, 'yuan'),
          })}
        </p>
        {row.note !== null && (
          <p className="muted">{t('variance.note.said', { by: row.note.by, at: formatMoment(row.note.at) })}</p>
        )}
        <label htmlFor="variance-cause">{t('variance.note.cause')}</label>
        <Select<VarianceCause>
          id="variance-cause"
          autoFocus
          value={cause}
          onChange={setCause}
          options={VARIANCE_CAUSE_IDS.map((value) => ({ value, label: say(VARIANCE_CAUSES[value]) }))}
          placeholder={t('variance.note.needCause')}
          disabled={readOnly}
          data-testid="note-cause"
        />
        <label htmlFor="variance-text">{t('variance.note.text')}</label>
        <Input.TextArea
          id="variance-text"
          value={text}
          onChange={(event) => setText(event.target.value)}
          maxLength={2000}
          rows={5}
          placeholder={t('variance.note.textHint')}
          disabled={readOnly}
          data-testid="note-text"
        />
        {save.problem !== null && <ProblemAlert problem={save.problem} onClose={save.clear} />}
        <div className="sticky-actions">
          <Button
            type="primary"
            loading={save.running}
            disabled={readOnly || cause === null}
            title={cause === null ? t('variance.note.needCause') : undefined}
            onClick={() => void write(cause, text)}
            data-testid="note-save"
          >
            {t('variance.note.save')}
          </Button>
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          {row.note !== null && (
            <Button danger disabled={readOnly} onClick={() => void write(null, '')} data-testid="note-remove">
              {t('variance.note.remove')}
            </Button>
          )}
        </div>
      </div>
    </Drawer>
  )
}
