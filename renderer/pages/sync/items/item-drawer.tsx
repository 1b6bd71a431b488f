import { App, Button, Drawer, Form, type FormInstance } from 'antd'
import { type KeyboardEvent, useEffect, useState } from 'react'
import { useBook } from '#renderer/app/book.tsx'
import { useText } from '#renderer/app/text.tsx'
import { useGo } from '#renderer/app/use-filters.ts'
import { ProblemAlert } from '#renderer/components/problem-alert.tsx'
import { useCommand } from '#renderer/data/use-command.ts'
import { useSetting } from '#renderer/data/use-setting.ts'
import type { ReturnItem } from '#shared/contract/sync.ts'
import type { Period } from '#shared/domain/period.ts'
import { draftOf, type Filled, filledFor, filledWith, type ItemStart } from './drafts.ts'
import { ItemAnswers } from './item-answers.tsx'
import { ItemFields } from './item-fields.tsx'
import { ItemStateTag } from './item-table.tsx'
import { caseOf, subjectWords } from './item-words.ts'

/** An item that is there, or what a new one is about. */
interface Opened {
  readonly item?: ReturnItem
  readonly start?: ItemStart
}

/** One item over whatever lies beneath: its answers, its form, and the ways to save or remove it. Esc closes. */
export function ItemDrawer({ onClose, ...opened }: Opened & { readonly onClose: () => void }) {
  const { t } = useText()
  const { item = null } = opened
  const kind = item?.kind ?? opened.start?.kind
  if (kind === undefined) return null
  return (
    <Drawer
      open
      onClose={onClose}
      size="min(720px, 92vw)"
      title={
        item === null
          ? t(`item.new.${kind}`)
          : t('common.labelled', { label: t(`sync.table.${kind}`), value: subjectWords(t, item) })
      }
      closable={{ 'aria-label': t('common.close') }}
      destroyOnHidden
      data-testid="item-drawer"
    >
      <ItemBody {...opened} onClose={onClose} />
    </Drawer>
  )
}

function ItemBody({ onClose, ...opened }: Opened & { readonly onClose: () => void }) {
  const { item = null, start } = opened
  const { t } = useText()
  const { readOnly, lastPeriod } = useBook()
  const { message } = App.useApp()
  const [author, rememberAuthor] = useSetting('sync.author')
  const [form] = Form.useForm()
  const save = useCommand('items.save')
  const [initial] = useState<Filled | null>(() => {
    if (item !== null) return filledWith(item)
    const known = typeof author === 'string' ? author : ''
    return start === undefined ? null : filledFor(start, lastPeriod ?? ('' as Period), known)
  })
  useFocusFirst(form)
  if (initial === null) return null

  const submit = async (values: object): Promise<void> => {
    const filled = { ...initial, values: { ...initial.values, ...values } } as Filled
    const saved = await save.run(draftOf(filled, item?.id ?? null))
    if (saved === null) return
    if (initial.kind !== 'actions') rememberAuthor(filled.values.author.trim())
    void message.success(t('item.saved'))
    onClose()
  }
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) form.submit()
  }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: a shortcut for the form inside, whose button does the same
    <div className="stack item-body" onKeyDown={onKeyDown}>
      {item !== null && (
        <div className="item-standing">
          <ItemStateTag item={item} />
          <span className="muted panel-note">{t('item.number', { id: item.id })}</span>
          <CaseLink item={item} onLeave={onClose} />
        </div>
      )}
      {item !== null && item.answers.length > 0 && <ItemAnswers answers={item.answers} />}
      {item !== null && item.sent !== null && <p className="muted panel-note">{t('item.sentTeach')}</p>}
      <Form
        form={form}
        layout="vertical"
        initialValues={initial.values}
        onFinish={(values: object) => void submit(values)}
        disabled={readOnly || save.running}
        scrollToFirstError
        className="form-grid"
      >
        <ItemFields
          kind={initial.kind}
          existing={item !== null}
          fixed={item !== null || start?.caseNo != null || start?.group != null}
        />
      </Form>
      {save.problem !== null && <ProblemAlert problem={save.problem} onClose={save.clear} />}
      <div className="sticky-actions">
        <Button
          type="primary"
          loading={save.running}
          disabled={readOnly}
          onClick={form.submit}
          title={readOnly ? t('item.readOnly') : t('item.saveKeys')}
          data-testid="item-save"
        >
          {initial.kind === 'sign_off' ? t('item.new.sign_off') : t('item.save')}
        </Button>
        <Button onClick={onClose}>{t('common.cancel')}</Button>
        {item !== null && item.sent === null && <RemoveButton item={item} onDone={onClose} />}
      </div>
    </div>
  )
}

function CaseLink({ item, onLeave }: { readonly item: ReturnItem; readonly onLeave: () => void }) {
  const { t } = useText()
  const go = useGo()
  const caseNo = caseOf(item)
  if (caseNo === null) return null
  return (
    <Button
      size="small"
      type="link"
      onClick={() => {
        onLeave()
        go.toCase(caseNo)
      }}
      data-testid="item-case"
    >
      {t('item.openCase')}
    </Button>
  )
}

/** Typing can begin at once; what the drawer was opened for is filled in and skipped. */
function useFocusFirst(form: FormInstance): void {
  useEffect(() => {
    const first = ['caseNo', 'title', 'reason', 'statement', 'author'].find(
      (name) => form.getFieldInstance(name) != null && !form.getFieldValue(name),
    )
    const timer = setTimeout(() => first !== undefined && form.focusField(first), 250)
    return () => clearTimeout(timer)
  }, [form])
}

function RemoveButton({ item, onDone }: { readonly item: ReturnItem; readonly onDone: () => void }) {
  const { t } = useText()
  const { readOnly } = useBook()
  const { modal, message } = App.useApp()
  const remove = useCommand('items.remove')
  const ask = (): void => {
    modal.confirm({
      title: t('item.removeTitle'),
      content: t('item.removeWhat'),
      okText: t('item.remove'),
      cancelText: t('common.cancel'),
      okButtonProps: { danger: true },
      onOk: async () => {
        if ((await remove.run({ itemId: item.id })) === null) return
        void message.success(t('item.removed'))
        onDone()
      },
    })
  }
  return (
    <>
      <Button danger disabled={readOnly} loading={remove.running} onClick={ask} data-testid="item-remove">
        {t('item.remove')}
      </Button>
      {remove.problem !== null && <ProblemAlert problem={remove.problem} onClose={remove.clear} />}
    </>
  )
}
