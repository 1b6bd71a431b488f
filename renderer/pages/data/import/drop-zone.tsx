import { InboxOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { useBook } from '#renderer/app/book.tsx'
import { useText } from '#renderer/app/text.tsx'
import { EmptyState } from '#renderer/components/empty-state.tsx'
import { useFileChooser } from '#renderer/components/use-file-chooser.tsx'
import { PasteButton } from './paste-table.tsx'

/** Where files come in; the whole window takes a drop and a paste, this place says so and offers both by a button. */
export function DropZone({
  onFiles,
  onText,
}: {
  readonly onFiles: (files: readonly File[]) => void
  readonly onText: (text: string) => void
}) {
  const { t } = useText()
  const { readOnly } = useBook()
  const { choose, input } = useFileChooser(onFiles, '.csv,.txt,.tsv,.gz,.xlsx,.zip,.json', true)
  return (
    <div className="drop-zone" data-testid="drop-zone">
      <EmptyState
        title={t('import.dropTitle')}
        teach={readOnly ? t('app.readOnlyHint') : t('import.dropTeach')}
        icon={<InboxOutlined />}
      >
        {input}
        <Button type="primary" onClick={choose} disabled={readOnly} data-testid="choose-file">
          {t('import.choose')}
        </Button>
        <PasteButton disabled={readOnly} onText={onText} />
      </EmptyState>
    </div>
  )
}
