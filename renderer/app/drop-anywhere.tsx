import { useEffect, useState } from 'react'
import { useIncoming } from './incoming.tsx'
import { useText } from './text.tsx'
import { useGo } from './use-filters.ts'

/** A file dropped anywhere on the window goes to the data page, which recognises it. */
export function DropAnywhere() {
  const { t } = useText()
  const { offer } = useIncoming()
  const go = useGo()
  const [over, setOver] = useState(false)
  useEffect(() => {
    const hasFiles = (event: DragEvent): boolean => event.dataTransfer?.types.includes('Files') === true
    const onOver = (event: DragEvent): void => {
      if (!hasFiles(event)) return
      event.preventDefault()
      setOver(true)
    }
    const onLeave = (event: DragEvent): void => {
      if (event.relatedTarget === null) setOver(false)
    }
    const onDrop = (event: DragEvent): void => {
      if (!hasFiles(event)) return
      event.preventDefault()
      setOver(false)
      const files = [...(event.dataTransfer?.files ?? [])]
      if (files.length === 0) return
      offer(files)
      go.toPage('/data', { tab: 'import' })
    }
    window.addEventListener('dragover', onOver)
    window.addEventListener('dragleave', onLeave)
    window.addEventListener('drop', onDrop)
    return () => {
      window.removeEventListener('dragover', onOver)
      window.removeEventListener('dragleave', onLeave)
      window.removeEventListener('drop', onDrop)
    }
  }, [go, offer])
  if (!over) return null
  return (
    <div className="drop-overlay" data-testid="drop-overlay">
      <strong>{t('app.dropHere')}</strong>
      <span>{t('app.dropHint')}</span>
    </div>
  )
}
