import { Form, Segmented, Select } from 'antd'
import { useMemo } from 'react'
import { useText } from '#renderer/app/text.tsx'
import { useCall } from '#renderer/data/use-call.ts'
import { CaseField, useSettledCase } from './case-field.tsx'
import { LineField, StatementField } from './common-fields.tsx'

/** A code that is wrong, missing or too many; the code as it stands is taken from the book. */
export function CorrectionFields({ fixed }: { readonly fixed: boolean }) {
  const { t } = useText()
  const change: unknown = Form.useWatch('change')
  return (
    <>
      <CaseField fixed={fixed} facts={false} />
      <Form.Item name="list" label={t('item.list')}>
        <Segmented
          options={(['dx', 'proc'] as const).map((value) => ({ value, label: t(`item.list.${value}`) }))}
          data-testid="field-list"
        />
      </Form.Item>
      <Form.Item name="change" label={t('item.change')}>
        <Segmented
          options={(['replace', 'add', 'remove'] as const).map((value) => ({
            value,
            label: t(`item.change.${value}`),
          }))}
          data-testid="field-change"
        />
      </Form.Item>
      <PlaceField />
      {change !== 'remove' && <LineField name="code" label={t('item.newCode')} />}
      <LineField name="author" label={t('item.author')} />
      <LineField name="confirmedBy" label={t('item.confirmedBy')} hint={t('item.confirmedByHint')} optional />
      <StatementField name="reason" label={t('item.statement')} />
    </>
  )
}

/** A place of the case's list: a code that is there, or where a new one goes. */
function PlaceField() {
  const { t } = useText()
  const caseNo = useSettledCase()
  const list: unknown = Form.useWatch('list')
  const adding = Form.useWatch('change') === 'add'
  const query = useCall('cases.get', { caseNo }, caseNo !== '')
  const detail = query.isError || query.isPlaceholderData ? undefined : query.data
  const options = useMemo(() => {
    const codes = (list === 'proc' ? detail?.procedures : detail?.diagnoses) ?? []
    const there = codes.map(({ code, name }, at) => {
      const shown = t('item.placeOf', { place: at + 1, code, name: name ?? '' })
      return { value: at + 1, label: adding ? t('item.placeNew', { place: at + 1 }) : shown }
    })
    const last = codes.length + 1
    return adding ? [...there, { value: last, label: t('item.placeLast', { place: last }) }] : there
  }, [adding, detail, list, t])
  return (
    <Form.Item
      name="place"
      label={t('item.place')}
      rules={[{ required: true, message: t('item.required') }]}
      className="form-wide"
    >
      <Select options={options} data-testid="field-place" />
    </Form.Item>
  )
}
