import { App, Modal } from 'antd'
import { useState } from 'react'
import { useText } from '#renderer/app/text.tsx'
import { ProblemAlert } from '#renderer/components/problem-alert.tsx'
import { useCommand } from '#renderer/data/use-command.ts'
import type { SchemeVersion } from '#shared/contract/book.ts'
import { isWrong, MonthsField } from './months-field.tsx'
import { type Months, monthsRequest, spanWords } from './span-words.ts'

/** Puts a scheme in force over some months without trying it first. */
export function UseDialog({ scheme, onClose }: { readonly scheme: SchemeVersion; readonly onClose: () => void }) {
  const { t } = useText()
  const { message } = App.useApp()
  const use = useCommand('schemes.use')
  const [months, setMonths] = useState<Months>({ from: null, to: null })
  const run = async (): Promise<void> => {
    const used = await use.run({ schemeId: scheme.id, ...monthsRequest(months) })
    if (used === null) return
    void message.success(t('use.done', { name: scheme.name, months: spanWords(t, months) }))
    onClose()
  }
  return (
    <Modal
      open
      title={t('use.title', { name: scheme.name })}
      okText={t('use.run')}
      cancelText={t('common.cancel')}
      okButtonProps={{ loading: use.running, disabled: isWrong(months) }}
      closable={{ 'aria-label': t('common.close') }}
      onOk={() => void run()}
      onCancel={onClose}
    >
      <div className="stack" data-testid="use-dialog">
        <p>{t('use.teach')}</p>
        <MonthsField months={months} disabled={use.running} onChange={setMonths} />
        {use.problem !== null && <ProblemAlert problem={use.problem} onClose={use.clear} />}
      </div>
    </Modal>
  )
}
