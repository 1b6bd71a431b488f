import { CopyOutlined } from '@ant-design/icons'
import { Button, Drawer } from 'antd'
import { type ReactNode, useEffect, useRef } from 'react'
import { useText } from '#renderer/app/text.tsx'
import { useGo } from '#renderer/app/use-filters.ts'
import { useCall } from '#renderer/data/use-call.ts'
import type { FigureRef } from '#shared/contract/figure-ref.ts'
import type { Explanation } from '#shared/contract/figures.ts'
import { formatCount, plainForCopy } from '#shared/format/decimal.ts'
import { showFigure, showValue } from '#shared/format/figure.ts'
import { Async } from './async.tsx'
import { BasisTag } from './basis-tag.tsx'
import { useCopy } from './use-copy.ts'

const WIDTH = 440
/** Details are in 元 whatever the pages show, as are the numbers in the formula. */
const UNIT = 'yuan'

export function ExplainDrawer({
  figure,
  open,
  onClose,
}: {
  readonly figure: FigureRef
  readonly open: boolean
  readonly onClose: () => void
}) {
  const { t, say } = useText()
  const query = useCall('explain.figure', { figure }, open)
  const body = useRef<HTMLDivElement>(null)

  // The page stays usable beside the drawer, so Escape must work wherever the focus is, and close only this.
  useEffect(() => {
    if (!open) return
    const onKey = (event: KeyboardEvent): void => {
      if (event.key !== 'Escape') return
      event.stopImmediatePropagation()
      onClose()
    }
    window.addEventListener('keydown', onKey, true)
    return () => window.removeEventListener('keydown', onKey, true)
  }, [open, onClose])

  return (
    <Drawer
      open={open}
      onClose={onClose}
      size={WIDTH}
      mask={false}
      zIndex={1200}
      title={query.data === undefined ? t('explain.title') : say(query.data.title)}
      closable={{ 'aria-label': t('common.close') }}
      keyboard={false}
      destroyOnHidden
      afterOpenChange={(shown) => {
        if (shown) body.current?.focus()
      }}
      data-testid="explain-drawer"
      extra={query.data !== undefined && <CopyExplanation explanation={query.data} />}
    >
      <div ref={body} tabIndex={-1} className="focus-quiet">
        <Async query={query}>{(explanation) => <ExplanationView explanation={explanation} onLeave={onClose} />}</Async>
      </div>
    </Drawer>
  )
}

function CopyExplanation({ explanation }: { readonly explanation: Explanation }) {
  const { t, say } = useText()
  const copy = useCopy()
  const text = (): string => {
    const result = showFigure(explanation.result, UNIT)
    return [
      `${say(explanation.title)}\t${plainForCopy(result.text)}\t${t(`unit.${result.unit}`)}`,
      `${t('explain.formula')}\t${say(explanation.formula)}`,
      `${t('explain.substituted')}\t${explanation.substituted}`,
      ...explanation.inputs.map((input) => `${say(input.label)}\t${input.value}`),
      `${t('explain.source')}\t${say(explanation.source)}`,
    ].join('\n')
  }
  return (
    <Button size="small" icon={<CopyOutlined />} onClick={() => copy(text())} data-testid="explain-copy">
      {t('common.copy')}
    </Button>
  )
}

function ExplanationView({
  explanation,
  onLeave,
}: {
  readonly explanation: Explanation
  readonly onLeave: () => void
}) {
  const { t, say } = useText()
  const go = useGo()
  const result = showFigure(explanation.result, UNIT)
  const toCases = (): void => {
    onLeave()
    go.toCases(explanation.slice)
  }
  return (
    <div className="explain" data-testid="explain-body">
      <p className="explain-result">
        <span className={result.negative ? 'num negative' : 'num'} data-testid="explain-result">
          {result.text}
        </span>{' '}
        <span className="muted">{t(`unit.${result.unit}`)}</span>{' '}
        {explanation.result.basis !== undefined && <BasisTag basis={explanation.result.basis} />}
      </p>
      {explanation.result.value === null && explanation.result.reason !== undefined && (
        <p>{say(explanation.result.reason)}</p>
      )}
      <p className="muted">{t('explain.n', { n: formatCount(explanation.n) })}</p>
      <Part title={t('explain.definition')}>{say(explanation.definition)}</Part>
      <Part title={t('explain.formula')}>{say(explanation.formula)}</Part>
      <Part title={t('explain.substituted')}>
        <code className="formula" data-testid="explain-substituted">
          {explanation.substituted}
        </code>
      </Part>
      {explanation.inputs.length > 0 && (
        <Part title={t('explain.inputs')}>
          <ul className="explain-inputs" data-testid="explain-inputs">
            {explanation.inputs.map((input) => {
              const shown = showValue(input.value, input.unit, UNIT)
              return (
                <li key={input.label.en}>
                  <button
                    type="button"
                    className="row-button"
                    onClick={toCases}
                    title={t('explain.inputCases', { label: say(input.label) })}
                  >
                    <span>{say(input.label)}</span>
                    <span>
                      <span className={shown.negative ? 'num negative' : 'num'}>{shown.text}</span>{' '}
                      <span className="muted">{t(`unit.${shown.unit}`)}</span>
                    </span>
                  </button>
                </li>
              )
            })}
          </ul>
        </Part>
      )}
      <Button type="primary" onClick={toCases} disabled={explanation.n === 0} data-testid="explain-cases">
        {t('explain.cases', { n: formatCount(explanation.n) })}
      </Button>
      {explanation.notes.length > 0 && (
        <Part title={t('explain.notes')}>
          <ul>
            {explanation.notes.map((note) => (
              <li key={note.en}>{say(note)}</li>
            ))}
          </ul>
        </Part>
      )}
      <Part title={t('explain.source')}>{say(explanation.source)}</Part>
      <Part title={t('explain.versions')}>
        {explanation.scheme ?? t('explain.noScheme')}
        <br />
        {explanation.policy ?? t('explain.noPolicy')}
      </Part>
    </div>
  )
}

function Part({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <section>
      <h3>{title}</h3>
      <div>{children}</div>
    </section>
  )
}
