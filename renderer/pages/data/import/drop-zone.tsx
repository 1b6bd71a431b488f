import { InboxOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { useBook } from '#renderer/app/book.tsx'
import { useText } from '#renderer/app/text.tsx'
import { EmptyState } from '#renderer/components/empty-state.tsx'
import { useFileChooser } from '#renderer/components/use-file-chooser.tsx'

/** Where files come in; the whole window takes a drop, this place says so and offers the file dialog. */
export function DropZone({ onFiles }: { readonly onFiles: (files: readonly File[]) => void }) {
  const { t } = useText()
  const { readOnly } = useBook()
  const { choose, input } = useFileChooser(onFiles, '.csv,.txt,.tsv,.xlsx,.zip,.json', true)
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
      </EmptyState>
    </div>
  )
}
