import { BookOutlined } from '@ant-design/icons'
import { Button, Input, Popover } from 'antd'
import { useState } from 'react'
import { useLocation, useNavigate } from 'react-router'
import { ProblemAlert } from '#renderer/components/problem-alert.tsx'
import { useCall } from '#renderer/data/use-call.ts'
import { useCommand } from '#renderer/data/use-command.ts'
import { useBook } from './book.tsx'
import { useText } from './text.tsx'
import { ViewRow } from './view-row.tsx'

/** Where the window is, as a view keeps it. */
function useAddress(): string {
  const { pathname, search } = useLocation()
  return `${pathname}${search}`
}

/** Views kept in the book: go to one, keep the page as it is under a name, rename, order, remove. */
export function ViewsMenu() {
  const { t } = useText()
  const [open, setOpen] = useState(false)
  return (
    <Popover
      open={open}
      onOpenChange={setOpen}
      trigger="click"
      placement="bottomRight"
      destroyOnHidden
      content={<Views onDone={() => setOpen(false)} />}
    >
      <Button icon={<BookOutlined />} aria-expanded={open} data-testid="views-menu">
        {t('views.menu')}
      </Button>
    </Popover>
  )
}

function Views({ onDone }: { readonly onDone: () => void }) {
  const { t } = useText()
  const { readOnly } = useBook()
  const navigate = useNavigate()
  const address = useAddress()
  const views = useCall('views.list', {}).data ?? []
  const save = useCommand('views.save')
  const remove = useCommand('views.remove')
  const order = useCommand('views.order')
  const [name, setName] = useState('')
  const problem = save.problem ?? remove.problem ?? order.problem
  const keep = async (): Promise<void> => {
    const kept = name.trim() === '' ? null : await save.run({ name, address })
    if (kept !== null) setName('')
  }
  const move = (index: number, step: -1 | 1): void => {
    const ids = views.map(({ id }) => id)
    const [moved] = ids.splice(index, 1)
    if (moved === undefined) return
    ids.splice(index + step, 0, moved)
    void order.run({ ids })
  }
  return (
    <div className="views-menu" data-testid="views">
      {problem !== null && <ProblemAlert problem={problem} />}
      {views.length === 0 && <p className="muted">{t('views.empty')}</p>}
      <ul>
        {views.map((view, index) => (
          <ViewRow
            key={view.id}
            view={view}
            current={view.address === address}
            editable={!readOnly}
            onGo={() => {
              void navigate(view.address)
              onDone()
            }}
            onSave={(changed) => void save.run({ ...view, ...changed })}
            onRemove={() => void remove.run({ id: view.id })}
            onUp={index === 0 ? null : () => move(index, -1)}
            onDown={index === views.length - 1 ? null : () => move(index, 1)}
            address={address}
          />
        ))}
      </ul>
      {!readOnly && (
        <div className="views-new">
          <Input
            value={name}
            maxLength={60}
            onChange={(event) => setName(event.target.value)}
            onPressEnter={() => void keep()}
            placeholder={t('views.name')}
            aria-label={t('views.name')}
            data-testid="view-name"
          />
          <Button
            type="primary"
            disabled={name.trim() === ''}
            loading={save.running}
            onClick={() => void keep()}
            data-testid="view-save"
          >
            {t('views.save')}
          </Button>
        </div>
      )}
    </div>
  )
}
