import { Input, Modal } from 'antd'
import { type KeyboardEvent, useEffect, useId, useMemo, useState } from 'react'
import { onOpenPalette } from './palette-signal.ts'
import { useText } from './text.tsx'
import { type PaletteEntry, usePaletteEntries } from './use-palette-entries.ts'

/** Ctrl+K: any page, group, case number or command, without leaving the keyboard. */
export function Palette() {
  const [open, setOpen] = useState(false)
  useEffect(() => {
    const onKey = (event: globalThis.KeyboardEvent): void => {
      if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'k') {
        event.preventDefault()
        setOpen(true)
      }
    }
    window.addEventListener('keydown', onKey)
    const stop = onOpenPalette(() => setOpen(true))
    return () => {
      window.removeEventListener('keydown', onKey)
      stop()
    }
  }, [])
  return (
    <Modal
      open={open}
      onCancel={() => setOpen(false)}
      footer={null}
      closable={false}
      destroyOnHidden
      width={560}
      style={{ top: 80 }}
      zIndex={1300}
    >
      <PaletteBody onDone={() => setOpen(false)} />
    </Modal>
  )
}

function PaletteBody({ onDone }: { readonly onDone: () => void }) {
  const { t } = useText()
  const [text, setText] = useState('')
  const [at, setAt] = useState(0)
  const listId = useId()
  const entries = usePaletteEntries(text.trim())
  const active = Math.min(at, entries.length - 1)
  const optionId = (index: number): string => `${listId}-${index}`
  const choose = (entry: PaletteEntry | undefined): void => {
    if (entry === undefined) return
    onDone()
    entry.run()
  }
  const onKeyDown = (event: KeyboardEvent): void => {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
    if (step !== 0 && entries.length > 0) {
      event.preventDefault()
      setAt((active + step + entries.length) % entries.length)
    }
    if (event.key === 'Enter') choose(entries[active])
  }
  const activeId = useMemo(() => (active >= 0 ? `${listId}-${active}` : undefined), [active, listId])
  useEffect(() => {
    if (activeId !== undefined) document.getElementById(activeId)?.scrollIntoView({ block: 'nearest' })
  }, [activeId])
  return (
    <div className="palette" data-testid="palette">
      <Input
        autoFocus
        size="large"
        value={text}
        onChange={(event) => {
          setText(event.target.value)
          setAt(0)
        }}
        onKeyDown={onKeyDown}
        placeholder={t('palette.placeholder')}
        aria-label={t('palette.title')}
        role="combobox"
        aria-expanded
        aria-controls={listId}
        {...(activeId === undefined ? {} : { 'aria-activedescendant': activeId })}
        data-testid="palette-input"
      />
      <div className="palette-list" id={listId} role="listbox" aria-label={t('palette.title')}>
        {entries.map((entry, index) => (
          <button
            type="button"
            tabIndex={-1}
            key={entry.id}
            id={optionId(index)}
            role="option"
            aria-selected={index === active}
            className="palette-entry"
            onMouseMove={() => setAt(index)}
            onClick={() => choose(entry)}
          >
            <span className="palette-kind">{t(`palette.${entry.kind}`)}</span>
            <span className="palette-label">{entry.label}</span>
            {entry.hint !== undefined && <span className="muted">{entry.hint}</span>}
          </button>
        ))}
      </div>
      <p className="muted palette-keys">{entries.length === 0 ? t('palette.none') : t('palette.keys')}</p>
    </div>
  )
}
