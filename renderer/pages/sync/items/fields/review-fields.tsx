import { Form, Select } from 'antd'
import { useText } from '#renderer/app/text.tsx'
import { REVIEW_GROUNDS } from '#shared/domain/sync.ts'
import { CaseField } from './case-field.tsx'
import { LineField, StatementField } from './common-fields.tsx'
import { EvidenceField } from './evidence-field.tsx'

/** An application for individual review of a case, with what proves it. */
export function ReviewFields({ fixed }: { readonly fixed: boolean }) {
  const { t } = useText()
  return (
    <>
      <CaseField fixed={fixed} facts />
      <Form.Item name="ground" label={t('item.ground')}>
        <Select
          options={REVIEW_GROUNDS.map((value) => ({ value, label: t(`item.ground.${value}`) }))}
          data-testid="field-ground"
        />
      </Form.Item>
      <LineField name="author" label={t('item.applicant')} />
      <StatementField name="statement" label={t('item.reviewStatement')} />
      <Form.Item name="evidence" label={t('item.evidence')} extra={t('item.evidenceHint')} className="form-wide">
        <EvidenceField />
      </Form.Item>
    </>
  )
}
