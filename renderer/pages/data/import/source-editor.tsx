import { Button, Input, Popover, Select } from 'antd'
import { useText } from '#renderer/app/text.tsx'
import type { ColumnSource } from '#shared/contract/imports.ts'
import { formatValues, parseValues, sourceOfKind } from './mapping.ts'

/** Choices that are not a column of the file; a header cannot begin with this mark, so the two never meet. */
const MARK = '\u0001'
const UNSET = `${MARK}unset`
const KINDS = ['constant', 'columns', 'row-number'] as const

/** One column's source: a column of the file, several joined, a constant, or the running number. */
export function SourceEditor({
  label,
  source,
  header,
  onChange,
}: {
  readonly label: string
  readonly source: ColumnSource | undefined
  readonly header: readonly string[]
  readonly onChange: (source: ColumnSource | null) => void
}) {
  const { t } = useText()
  const choose = (value: string): void => {
    const kind = KINDS.find((known) => value === MARK + known)
    if (value === UNSET) onChange(null)
    else if (kind !== undefined) onChange(sourceOfKind(kind, source))
    else onChange({ from: 'column', column: value })
  }
  const words = { constant: 'mapping.constant', columns: 'mapping.joined', 'row-number': 'mapping.rowNumber' } as const
  const value = source === undefined ? UNSET : source.from === 'column' ? source.column : MARK + source.from
  return (
    <span className="source-editor">
      <Select
        showSearch={{ optionFilterProp: 'label' }}
        value={value}
        onChange={choose}
        aria-label={t('common.labelled', { label, value: t('mapping.source') })}
        popupMatchSelectWidth={false}
        style={{ width: 190 }}
        className={source === undefined ? 'unset' : ''}
        options={[
          { value: UNSET, label: t('mapping.unset') },
          ...KINDS.map((kind) => ({ value: MARK + kind, label: t(words[kind]) })),
          ...header.filter((column) => column !== '').map((column) => ({ value: column, label: column })),
        ]}
      />
      {source !== undefined && <Detail source={source} header={header} onChange={onChange} />}
    </span>
  )
}

function Detail({
  source,
  header,
  onChange,
}: {
  readonly source: ColumnSource
  readonly header: readonly string[]
  readonly onChange: (source: ColumnSource) => void
}) {
  const { t } = useText()
  switch (source.from) {
    case 'constant':
      return (
        <Input
          value={source.value}
          placeholder={t('mapping.constantValue')}
          aria-label={t('mapping.constantValue')}
          onChange={(event) => onChange({ ...source, value: event.target.value })}
          style={{ width: 140 }}
        />
      )
    case 'row-number':
      return (
        <Input
          value={source.prefix}
          maxLength={40}
          placeholder={t('mapping.prefix')}
          aria-label={t('mapping.prefix')}
          onChange={(event) => onChange({ ...source, prefix: event.target.value })}
          style={{ width: 140 }}
        />
      )
    case 'columns':
      return (
        <>
          <Select
            mode="multiple"
            value={[...source.columns]}
            onChange={(columns: string[]) => onChange({ ...source, columns })}
            options={header.filter((column) => column !== '').map((column) => ({ value: column, label: column }))}
            placeholder={t('mapping.columns')}
            aria-label={t('mapping.columns')}
            style={{ minWidth: 200 }}
          />
          <Input
            value={source.separator}
            maxLength={4}
            aria-label={t('mapping.separator')}
            title={t('mapping.separator')}
            onChange={(event) => onChange({ ...source, separator: event.target.value })}
            style={{ width: 48 }}
          />
        </>
      )
    case 'column':
      return <ValueMap source={source} onChange={onChange} />
  }
}

type PlainColumn = Extract<ColumnSource, { from: 'column' }>

function ValueMap({
  source,
  onChange,
}: {
  readonly source: PlainColumn
  readonly onChange: (source: ColumnSource) => void
}) {
  const { t } = useText()
  const count = Object.keys(source.values ?? {}).length
  const apply = (text: string): void => {
    const values = parseValues(text)
    onChange({ from: 'column', column: source.column, ...(Object.keys(values).length === 0 ? {} : { values }) })
  }
  return (
    <Popover
      trigger="click"
      content={
        <div className="note">
          <p className="muted">{t('mapping.valuesHint')}</p>
          <Input.TextArea
            defaultValue={formatValues(source.values)}
            autoSize={{ minRows: 3, maxRows: 10 }}
            aria-label={t('mapping.values')}
            onBlur={(event) => apply(event.target.value)}
          />
        </div>
      }
    >
      <Button type="link" size="small">
        {count === 0 ? t('mapping.values') : t('mapping.valuesCount', { n: count })}
      </Button>
    </Popover>
  )
}
