import { useEffect } from 'react'
import { cleanSelection } from '#shared/format/decimal.ts'

/** Selected figures leave the page with a minus sign that a spreadsheet reads as one. */
export function useCleanCopy(): void {
  useEffect(() => {
    const onCopy = (event: ClipboardEvent): void => {
      const text = document.getSelection()?.toString() ?? ''
      const clean = cleanSelection(text)
      if (text === clean || event.clipboardData === null) return
      event.clipboardData.setData('text/plain', clean)
      event.preventDefault()
    }
    document.addEventListener('copy', onCopy)
    return () => document.removeEventListener('copy', onCopy)
  }, [])
}
