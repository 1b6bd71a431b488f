import { useEffect, useState } from 'react'
import { type Taker, useHandOver } from './incoming.tsx'
import { takerOf } from './taker-of.ts'
import { useText } from './text.tsx'
import { useGo } from './use-filters.ts'

/** Where each kind of file is dealt with; of files of several kinds dropped together, the first here is shown. */
const PLACES = [
  { taker: 'package', path: '/sync', tab: 'inbox' },
  { taker: 'card', path: '/sync', tab: 'parties' },
  { taker: 'data', path: '/data', tab: 'import' },
] as const satisfies readonly { readonly taker: Taker; readonly path: string; readonly tab: string }[]

/** A file dropped anywhere on the window goes to the page that recognises it. */
export function DropAnywhere() {
  const { t } = useText()
  const handOver = useHandOver()
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
    const deal = async (files: readonly File[]): Promise<void> => {
      // A file that cannot be read here is refused by name where it is imported.
      const takers = await Promise.all(files.map((file) => takerOf(file).catch((): Taker => 'data')))
      for (const { taker } of PLACES) {
        const its = files.filter((_, at) => takers[at] === taker)
        if (its.length > 0) handOver(taker, its)
      }
      const place = PLACES.find(({ taker }) => takers.includes(taker))
      if (place !== undefined) go.toPage(place.path, { tab: place.tab })
    }
    const onDrop = (event: DragEvent): void => {
      if (!hasFiles(event)) return
      event.preventDefault()
      setOver(false)
      void deal([...(event.dataTransfer?.files ?? [])])
    }
    window.addEventListener('dragover', onOver)
    window.addEventListener('dragleave', onLeave)
    window.addEventListener('drop', onDrop)
    return () => {
      window.removeEventListener('dragover', onOver)
      window.removeEventListener('dragleave', onLeave)
      window.removeEventListener('drop', onDrop)
    }
  }, [go, handOver])
  if (!over) return null
  return (
    <div className="drop-overlay" data-testid="drop-overlay">
      <strong>{t('app.dropHere')}</strong>
      <span>{t('app.dropHint')}</span>
    </div>
  )
}
