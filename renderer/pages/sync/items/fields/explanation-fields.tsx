import { Form, Segmented } from 'antd'
import { BASES } from '#renderer/app/filters.ts'
import { useText } from '#renderer/app/text.tsx'
import type { FieldsProps } from '../item-fields.tsx'
import { CaseField } from './case-field.tsx'
import { GroupField, LineField, MonthField, StatementField } from './common-fields.tsx'

/** Why a case or a group gained or lost; the figure itself is taken from the book. */
export function ExplanationFields({ fixed, existing }: FieldsProps) {
  const { t } = useText()
  const of: unknown = Form.useWatch('of')
  return (
    <>
      <Form.Item name="of" label={t('item.subject')}>
        <Segmented
          {...(fixed ? { disabled: true } : {})}
          options={(['case', 'group'] as const).map((value) => ({ value, label: t(`item.subject.${value}`) }))}
          data-testid="field-of"
        />
      </Form.Item>
      <Form.Item name="basis" label={t('item.basis')}>
        <Segmented options={BASES.map((value) => ({ value, label: t(`basis.${value}`) }))} data-testid="field-basis" />
      </Form.Item>
      {of === 'group' ? (
        <>
          <MonthField disabled={existing} />
          <GroupField disabled={fixed} />
        </>
      ) : (
        <CaseField fixed={fixed} facts />
      )}
      <LineField name="reason" label={t('item.reason')} hint={t('item.reasonHint')} />
      <LineField name="author" label={t('item.author')} />
      <StatementField name="statement" label={t('item.statement')} />
    </>
  )
}
