import { App } from 'antd'
import { useCallback } from 'react'
import { useText } from '#renderer/app/text.tsx'

/** Puts text on the clipboard and says so; `said` replaces the plain "copied". */
export function useCopy(): (text: string, said?: string) => void {
  const { message } = App.useApp()
  const { t } = useText()
  return useCallback(
    (text: string, said?: string) => {
      writeClipboard(text)
      void message.success(said ?? t('common.copied'))
    },
    [message, t],
  )
}

/** Works without the clipboard permission, which the shells deny: the selection of a hidden field is copied. */
function writeClipboard(text: string): void {
  const previous = document.activeElement
  const field = document.createElement('textarea')
  field.value = text
  field.setAttribute('readonly', '')
  field.style.position = 'fixed'
  field.style.top = '-100px'
  // Inside an open drawer the focus is kept there, so the field goes next to whatever has the focus.
  const host = previous?.closest('[role="dialog"]') ?? document.body
  host.append(field)
  field.select()
  document.execCommand('copy')
  field.remove()
  if (previous instanceof HTMLElement) previous.focus()
}
