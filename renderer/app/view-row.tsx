import { ArrowDownOutlined, ArrowUpOutlined, DeleteOutlined, EditOutlined, PushpinOutlined } from '@ant-design/icons'
import { Button, Input, Popconfirm } from 'antd'
import { type ReactNode, useState } from 'react'
import type { SavedView } from '#shared/contract/views.ts'
import { useText } from './text.tsx'

/** One saved view: its name goes there; renamed in place, moved, brought to where the window is, removed. */
export function ViewRow({
  view,
  current,
  editable,
  address,
  onGo,
  onSave,
  onRemove,
  onUp,
  onDown,
}: {
  readonly view: SavedView
  /** The window shows just this. */
  readonly current: boolean
  readonly editable: boolean
  /** Where the window is. */
  readonly address: string
  readonly onGo: () => void
  readonly onSave: (changed: { readonly name?: string; readonly address?: string }) => void
  readonly onRemove: () => void
  /** Null at the end of the list. */
  readonly onUp: (() => void) | null
  readonly onDown: (() => void) | null
}) {
  const { t } = useText()
  const [name, setName] = useState<string | null>(null)
  const rename = (): void => {
    if (name !== null && name.trim() !== '' && name !== view.name) onSave({ name })
    setName(null)
  }
  const tool = (id: string, icon: ReactNode, label: string, run: (() => void) | null) => (
    <Button
      size="small"
      type="text"
      icon={icon}
      disabled={run === null}
      title={label}
      aria-label={t('common.labelled', { label, value: view.name })}
      data-testid={`view-${id}`}
      {...(run === null ? {} : { onClick: run })}
    />
  )
  return (
    <li className="view-row" data-testid="view-row" aria-current={current}>
      {name === null ? (
        <button type="button" className="row-button view-go" onClick={onGo} data-testid="view-go">
          {view.name}
        </button>
      ) : (
        <Input
          autoFocus
          size="small"
          value={name}
          maxLength={60}
          onChange={(event) => setName(event.target.value)}
          onPressEnter={rename}
          onBlur={rename}
          onKeyDown={(event) => {
            if (event.key === 'Escape') setName(null)
          }}
          aria-label={t('views.rename')}
          data-testid="view-rename-field"
        />
      )}
      {editable && (
        <span className="view-tools">
          {tool('up', <ArrowUpOutlined />, t('views.up'), onUp)}
          {tool('down', <ArrowDownOutlined />, t('views.down'), onDown)}
          {tool('replace', <PushpinOutlined />, t('views.replace'), current ? null : () => onSave({ address }))}
          {tool('rename', <EditOutlined />, t('views.rename'), () => setName(view.name))}
          <Popconfirm title={t('views.removeAsk', { name: view.name })} onConfirm={onRemove} okText={t('views.remove')}>
            <Button
              size="small"
              type="text"
              icon={<DeleteOutlined />}
              title={t('views.remove')}
              aria-label={t('common.labelled', { label: t('views.remove'), value: view.name })}
              data-testid="view-remove"
            />
          </Popconfirm>
        </span>
      )}
    </li>
  )
}
