import { App, Button, Drawer, Input, Segmented } from 'antd'
import { useState } from 'react'
import { useBook } from '#renderer/app/book.tsx'
import { useText } from '#renderer/app/text.tsx'
import { ProblemAlert } from '#renderer/components/problem-alert.tsx'
import { useCommand } from '#renderer/data/use-command.ts'
import type { DifferingCase } from '#shared/contract/settlement.ts'
import { fen, fenToYuan, sumFen } from '#shared/domain/money.ts'
import {
  DIFFERENCE_CAUSES,
  DIFFERENCE_STATE_IDS,
  DIFFERENCE_STATES,
  type DifferenceState,
} from '#shared/domain/settlement-difference.ts'
import { formatMoment } from '#shared/format/date.ts'
import { formatCount } from '#shared/format/decimal.ts'
import { formatYuan } from '#shared/format/money.ts'

/** Where the talk with the insurer about these differences stands; one note for all of them. */
export function NoteDrawer({
  rows,
  onClose,
}: {
  readonly rows: readonly DifferingCase[]
  readonly onClose: () => void
}) {
  const { t, say } = useText()
  const { readOnly } = useBook()
  const { message } = App.useApp()
  const save = useCommand('settlement.saveNotes')
  const [first] = rows
  const one = rows.length === 1 ? first : undefined
  const [state, setState] = useState<DifferenceState>(one?.note?.state ?? 'asked')
  const [text, setText] = useState(one?.note?.text ?? '')
  const write = async (said: DifferenceState | null): Promise<void> => {
    const caseNos = rows.map(({ caseNo }) => caseNo)
    const done = await save.run({ caseNos, state: said, text: said === null ? '' : text })
    if (done === null) return
    void message.success(t('settle.note.saved'))
    onClose()
  }
  const difference = fen(sumFen(rows.map((row) => row.difference)))
  return (
    <Drawer
      open
      onClose={onClose}
      size={440}
      title={
        one === undefined
          ? t('settle.note.titleMany', { n: formatCount(rows.length) })
          : t('settle.note.title', { caseNo: one.caseNo })
      }
      closable={{ 'aria-label': t('common.close') }}
      destroyOnHidden
      data-testid="note-drawer"
    >
      <div className="stack">
        <p>{t('settle.note.of', { amount: formatYuan(fenToYuan(difference), 'yuan', true) })}</p>
        {one !== undefined && (
          <ul className="settle-parts">
            {one.parts.map(({ cause, amount }) => (
              <li key={cause}>
                {t('common.labelled', {
                  label: say(DIFFERENCE_CAUSES[cause]),
                  value: formatYuan(fenToYuan(amount), 'yuan', true),
                })}
              </li>
            ))}
          </ul>
        )}
        {one?.note != null && (
          <p className="muted">
            {t('variance.note.said', { by: one.note.by, at: formatMoment(one.note.at) })}
            {one.noteOutdated && `　${t('settle.note.outdatedWhat')}`}
          </p>
        )}
        <Segmented<DifferenceState>
          value={state}
          onChange={setState}
          options={DIFFERENCE_STATE_IDS.map((value) => ({ value, label: say(DIFFERENCE_STATES[value]) }))}
          disabled={readOnly}
          data-testid="note-state"
        />
        <label htmlFor="settle-note-text">{t('settle.note.text')}</label>
        <Input.TextArea
          id="settle-note-text"
          autoFocus
          value={text}
          onChange={(event) => setText(event.target.value)}
          maxLength={2000}
          rows={5}
          placeholder={t('settle.note.hint')}
          disabled={readOnly}
          data-testid="note-text"
        />
        {save.problem !== null && <ProblemAlert problem={save.problem} onClose={save.clear} />}
        <div className="sticky-actions">
          <Button
            type="primary"
            loading={save.running}
            disabled={readOnly}
            onClick={() => void write(state)}
            data-testid="note-save"
          >
            {t('settle.note.save')}
          </Button>
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          {rows.some(({ note }) => note !== null) && (
            <Button danger disabled={readOnly} onClick={() => void write(null)} data-testid="note-remove">
              {t('settle.note.remove')}
            </Button>
          )}
        </div>
      </div>
    </Drawer>
  )
}
