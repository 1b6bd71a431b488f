import { Button, Checkbox, Input, InputNumber, Select, Tag } from 'antd'
import { type ReactNode, useState } from 'react'
import { useBook } from '#renderer/app/book.tsx'
import { useText } from '#renderer/app/text.tsx'
import { ProblemAlert } from '#renderer/components/problem-alert.tsx'
import { Trail } from '#renderer/components/trail.tsx'
import { useCommand } from '#renderer/data/use-command.ts'
import type { CalculatedGroup } from '#shared/contract/grouping.ts'
import { BLANK_DRAFT, type Draft, inputOfDraft, type NumberField } from './draft.ts'
import { SchemePicker, schemeRequest, useChosenScheme } from './scheme-picker.tsx'
import { KindTag } from './versions/kind-tag.tsx'

const NUMBERS = [
  ['age', 150],
  ['ageDays', 366],
  ['birthWeight', 20_000],
  ['los', 20_000],
  ['icuHours', 500_000],
] as const satisfies readonly (readonly [NumberField, number])[]

/** 试算: which group a record would fall in and why. Nothing is stored, the result is worth as much as the record typed. */
export function CalculateTab() {
  const { t } = useText()
  const calculate = useCommand('grouping.calculate')
  const { id, scheme } = useChosenScheme()
  const { scheme: current } = useBook()
  const kind = (scheme ?? current)?.kind
  const [draft, setDraft] = useState<Draft>(BLANK_DRAFT)
  const [result, setResult] = useState<CalculatedGroup | null>(null)
  const set = (change: Partial<Draft>): void => {
    setDraft((old) => ({ ...old, ...change }))
    setResult(null)
  }
  const run = async (): Promise<void> => {
    const answer = await calculate.run({ ...schemeRequest(id), input: inputOfDraft(draft) })
    setResult(answer === null ? null : answer.value)
  }
  return (
    <div className="stack" data-testid="calculate">
      <p className="muted">
        {t('calculate.teach')} {kind === 'DIP' && t('calculate.dipTeach')}
      </p>
      <div className="page-controls">
        <span className="labelled">
          {t('picker.label')} <SchemePicker onPick={() => setResult(null)} />
        </span>
      </div>
      <form
        className="panel calculator"
        onSubmit={(event) => {
          event.preventDefault()
          void run()
        }}
      >
        <div className="calculator-fields">
          <Field label={t('calculate.sex')}>
            <Select
              allowClear
              value={draft.sex}
              onChange={(value) => set({ sex: value ?? null })}
              options={(['M', 'F'] as const).map((value) => ({ value, label: t(`sex.${value}`) }))}
              aria-label={t('calculate.sex')}
              data-testid="calculate-sex"
            />
          </Field>
          {NUMBERS.map(([field, max]) => (
            <Field key={field} label={t(`calculate.${field}`)}>
              <InputNumber
                min={0}
                max={max}
                {...(field === 'birthWeight' || field === 'icuHours' ? {} : { precision: 0 })}
                value={draft[field]}
                onChange={(value) => set({ [field]: value })}
                aria-label={t(`calculate.${field}`)}
                data-testid={`calculate-${field}`}
              />
            </Field>
          ))}
          <Field label={t('calculate.discharge')}>
            <Input
              value={draft.discharge}
              onChange={(event) => set({ discharge: event.target.value })}
              maxLength={20}
              aria-label={t('calculate.discharge')}
            />
          </Field>
        </div>
        <div className="columns-2">
          {(['dx', 'proc'] as const).map((field) => (
            <Field key={field} label={t(`calculate.${field}`)}>
              <Input.TextArea
                value={draft[field]}
                onChange={(event) => set({ [field]: event.target.value })}
                placeholder={t('calculate.codesHint')}
                rows={3}
                maxLength={4000}
                aria-label={t(`calculate.${field}`)}
                data-testid={`calculate-${field}`}
              />
            </Field>
          ))}
        </div>
        <div className="page-controls">
          <Button type="primary" htmlType="submit" loading={calculate.running} data-testid="calculate-run">
            {t('calculate.run')}
          </Button>
          <Button onClick={() => set(BLANK_DRAFT)}>{t('calculate.clear')}</Button>
        </div>
      </form>
      {calculate.problem !== null && <ProblemAlert problem={calculate.problem} onClose={calculate.clear} />}
      {result !== null && <Result found={result} />}
    </div>
  )
}

function Field({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  return (
    <div className="field">
      <span className="field-label">{label}</span>
      {children}
    </div>
  )
}

function Result({ found }: { readonly found: CalculatedGroup }) {
  const { t } = useText()
  const [withFailed, setWithFailed] = useState(false)
  const { result, steps } = found.trail
  const failed = steps.filter((step) => !step.held).length
  // A case without a group is explained by what failed, so that is what a reader needs first.
  const all = withFailed || result.status !== 'grouped'
  return (
    <section className="panel" data-testid="calculate-result">
      <header>
        <h2>
          {t('calculate.result', { status: t(`status.${result.status}`), code: result.drg, name: found.name })}{' '}
          <KindTag kind={found.scheme.kind} />
          <Tag>{t('calculate.scheme', { code: found.scheme.code })}</Tag>
        </h2>
        {failed > 0 && result.status === 'grouped' && (
          <Checkbox checked={withFailed} onChange={(event) => setWithFailed(event.target.checked)}>
            {t('case.showFailed', { n: failed })}
          </Checkbox>
        )}
      </header>
      <Trail steps={all ? steps : steps.filter((step) => step.held)} />
    </section>
  )
}
