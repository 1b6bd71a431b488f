import { AutoComplete, Input, InputNumber, Select } from 'antd'
import { useText } from '#renderer/app/text.tsx'
import {
  type ActivitySheet,
  FLAG_FACTS,
  NUMERIC_FACTS,
  type SheetFacts,
  TEXT_FACTS,
} from '#shared/domain/activity-sheet.ts'
import { Field } from '../run/field.tsx'
import { equationOf, type FactName, factsAsked } from './draft.ts'

/** What the sheet is tried on: facts said here, or those a case records, with the said ones over them. */
export interface Tried {
  readonly facts: Partial<SheetFacts>
  readonly caseNo: string
}

/** Only the facts its equations ask about. */
export function FactsFields({
  sheet,
  tried,
  onChange,
}: {
  readonly sheet: ActivitySheet
  readonly tried: Tried
  readonly onChange: (tried: Tried) => void
}) {
  const { t } = useText()
  const asked = factsAsked(sheet)
  const put = (fact: FactName, value: string | number | boolean | null) =>
    onChange({ ...tried, facts: { ...tried.facts, [fact]: value } })
  const spelt = wordsAsked(sheet)
  return (
    <div className="settings-grid ratio-grid sheet-try" data-testid="sheet-try">
      <Field label={t('sheets.case')} hint={t('sheets.caseHint')}>
        <Input.Search
          allowClear
          defaultValue={tried.caseNo}
          onSearch={(caseNo) => onChange({ ...tried, caseNo: caseNo.trim() })}
          aria-label={t('sheets.case')}
          data-testid="sheet-case"
        />
      </Field>
      {TEXT_FACTS.filter((fact) => asked.has(fact)).map((fact) => (
        <Field key={fact} label={t(`sheets.fact.${fact}`)}>
          <AutoComplete
            allowClear
            value={tried.facts[fact] ?? ''}
            onChange={(value: string | undefined) => put(fact, value ?? null)}
            options={[...(spelt.get(fact) ?? [])].map((value) => ({ value }))}
            aria-label={t(`sheets.fact.${fact}`)}
            placeholder={t('sheets.notRecorded')}
          />
        </Field>
      ))}
      {FLAG_FACTS.filter((fact) => asked.has(fact)).map((fact) => (
        <Field key={fact} label={t(`sheets.fact.${fact}`)}>
          <Select
            allowClear
            value={tried.facts[fact] ?? null}
            onChange={(value: boolean | null | undefined) => put(fact, value ?? null)}
            options={[
              { value: true, label: t('sheets.yes') },
              { value: false, label: t('sheets.no') },
            ]}
            aria-label={t(`sheets.fact.${fact}`)}
            placeholder={t('sheets.notRecorded')}
          />
        </Field>
      ))}
      {NUMERIC_FACTS.filter((fact) => asked.has(fact)).map((fact) => (
        <Field key={fact} label={t(`sheets.fact.${fact}`)}>
          <InputNumber
            min={0}
            value={tried.facts[fact] ?? null}
            onChange={(value) => put(fact, value)}
            aria-label={t(`sheets.fact.${fact}`)}
            placeholder={t('sheets.notRecorded')}
            data-testid={`fact-${fact}`}
          />
        </Field>
      ))}
    </div>
  )
}

/** Words its conditions look for, so that they can be chosen. */
function wordsAsked(sheet: ActivitySheet): ReadonlyMap<FactName, ReadonlySet<string>> {
  const words = new Map<FactName, Set<string>>()
  for (const { cost } of sheet.lines)
    for (const condition of (equationOf(cost)?.terms ?? []).flatMap(({ when }) => when))
      if ('is' in condition && typeof condition.is !== 'boolean') {
        const known = words.get(condition.fact) ?? new Set()
        for (const word of condition.is) known.add(word)
        words.set(condition.fact, known)
      }
  return words
}
