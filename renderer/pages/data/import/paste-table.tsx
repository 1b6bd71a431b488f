import { SnippetsOutlined } from '@ant-design/icons'
import { App, Button, Input, Modal } from 'antd'
import { useCallback, useEffect, useRef, useState } from 'react'
import { useText } from '#renderer/app/text.tsx'
import { PASTE_LIMIT } from '#shared/contract/imports.ts'
import { formatCount } from '#shared/format/decimal.ts'
import { isTyping, pastedKind } from './pasted.ts'

/** Takes what is pasted, or says why it is none of ours. */
function usePasted(onText: (text: string) => void): (text: string) => boolean {
  const { t } = useText()
  const { message } = App.useApp()
  return useCallback(
    (text: string) => {
      switch (pastedKind(text)) {
        case 'table':
          onText(text)
          return true
        case 'too-long':
          void message.error(t('paste.tooLong', { n: formatCount(PASTE_LIMIT) }))
          return false
        case 'no-table':
          void message.error(t('paste.noTable'))
          return false
      }
    },
    [message, onText, t],
  )
}

/** Ctrl+V anywhere on the tab: a table, or files copied in the file manager. */
export function usePasteAnywhere(
  /** Why nothing can be taken just now; null when it can. */
  hindered: string | null,
  onText: (text: string) => void,
  onFiles: (files: readonly File[]) => void,
): void {
  const { message } = App.useApp()
  const take = usePasted(onText)
  const handler = useRef<(event: ClipboardEvent) => void>(() => {})
  handler.current = (event) => {
    const { clipboardData: data } = event
    if (data === null || isTyping(event.target)) return
    const text = data.getData('text/plain')
    // Cells come with a picture of themselves: files count only where there is no text.
    const files = text === '' ? [...data.files] : []
    if (text === '' && files.length === 0) return
    event.preventDefault()
    if (hindered !== null) void message.info(hindered)
    else if (files.length > 0) onFiles(files)
    else take(text)
  }
  useEffect(() => {
    const onPaste = (event: ClipboardEvent): void => handler.current(event)
    document.addEventListener('paste', onPaste)
    return () => document.removeEventListener('paste', onPaste)
  }, [])
}

/** The same behind a button. No shell lets a page read the clipboard by itself, so a field is offered to paste into. */
export function PasteButton({
  disabled,
  onText,
}: {
  readonly disabled: boolean
  readonly onText: (text: string) => void
}) {
  const { t } = useText()
  const [open, setOpen] = useState(false)
  const take = usePasted((text) => {
    setOpen(false)
    onText(text)
  })
  return (
    <>
      <Button icon={<SnippetsOutlined />} disabled={disabled} onClick={() => setOpen(true)} data-testid="paste-table">
        {t('paste.button')}
      </Button>
      <Modal
        open={open}
        title={t('paste.title')}
        footer={null}
        closable={{ 'aria-label': t('common.close') }}
        onCancel={() => setOpen(false)}
        destroyOnHidden
      >
        <p className="muted">{t('paste.teach')}</p>
        <Input.TextArea
          autoFocus
          rows={5}
          value=""
          placeholder={t('paste.here')}
          aria-label={t('paste.here')}
          onPaste={(event) => {
            event.preventDefault()
            take(event.clipboardData.getData('text/plain'))
          }}
          data-testid="paste-here"
        />
      </Modal>
    </>
  )
}
