import { Form, Segmented } from 'antd'
import { useText } from '#renderer/app/text.tsx'
import { GroupField, LineField, MonthField, StatementField } from './common-fields.tsx'

const DAY = /^\s*(\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01]))?\s*$/
const DECIMAL = /^\s*(-?\d{1,20}(\.\d{1,18})?)?\s*$/

/** An improvement and how far it has come. */
export function ActionFields() {
  const { t } = useText()
  const day = [{ pattern: DAY, message: t('item.dayNeeded') }]
  const decimal = [{ pattern: DECIMAL, message: t('item.decimalNeeded') }]
  return (
    <>
      <LineField name="title" label={t('item.title')} />
      <LineField name="author" label={t('item.owner')} />
      <MonthField disabled={false} />
      <LineField name="dueOn" label={t('item.dueOn')} optional rules={day} />
      <GroupField disabled={false} optional />
      <Form.Item name="phase" label={t('item.phase')}>
        <Segmented
          options={(['plan', 'do', 'check', 'act'] as const).map((value) => ({
            value,
            label: t(`item.phase.${value}`),
          }))}
          data-testid="field-phase"
        />
      </Form.Item>
      <Form.Item name="status" label={t('item.status')}>
        <Segmented
          options={(['open', 'done', 'dropped'] as const).map((value) => ({
            value,
            label: t(`item.status.${value}`),
          }))}
          data-testid="field-status"
        />
      </Form.Item>
      <LineField name="indicator" label={t('item.indicator')} hint={t('item.indicatorHint')} optional />
      <LineField name="baseline" label={t('item.baseline')} optional rules={decimal} />
      <LineField name="target" label={t('item.target')} optional rules={decimal} />
      <LineField name="result" label={t('item.result')} optional rules={decimal} />
      <StatementField name="note" label={t('item.note')} optional />
    </>
  )
}
