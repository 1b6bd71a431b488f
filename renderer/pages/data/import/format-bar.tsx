import { InputNumber, Select } from 'antd'
import { useText } from '#renderer/app/text.tsx'
import { type FileFormat, IMPORT_KINDS, type ImportKind } from '#shared/contract/imports.ts'
import type { RecogniseStage, Recognition } from './flow-stage.ts'

export const ENCODINGS = [
  'utf-8',
  'gb18030',
  'utf-16le',
  'utf-16be',
] as const satisfies readonly FileFormat['encoding'][]
const DELIMITERS = [
  [',', 'comma'],
  ['\t', 'tab'],
  [';', 'semicolon'],
  ['|', 'pipe'],
] as const satisfies readonly (readonly [FileFormat['delimiter'], string])[]

/** How the bytes were read; a correction reads the file again. */
export function FormatBar({
  stage,
  busy,
  onChange,
}: {
  readonly stage: RecogniseStage
  readonly busy: boolean
  readonly onChange: (recognition: Recognition) => void
}) {
  const { t } = useText()
  const { inspection, recognition } = stage
  const { format } = inspection
  const setFormat = (change: FileFormat): void =>
    onChange({ ...recognition, format: { ...recognition.format, ...change } })
  const setKind = (kind: ImportKind): void => {
    const { templateName: _old, ...rest } = recognition
    onChange({ ...rest, kind })
  }
  return (
    <div className="page-controls" data-testid="format-bar">
      <span className="labelled">
        {t('import.kind')}
        <Select
          value={inspection.kind}
          onChange={setKind}
          disabled={busy}
          options={IMPORT_KINDS.map((kind) => ({ value: kind, label: t(`kind.${kind}`) }))}
          aria-label={t('import.kind')}
          style={{ width: 150 }}
          popupMatchSelectWidth={false}
          listHeight={480}
          data-testid="import-kind"
        />
      </span>
      {format.type === 'text' ? (
        <>
          <span className="labelled">
            {t('import.encoding')}
            <Select
              value={format.encoding ?? 'utf-8'}
              onChange={(value) => {
                const encoding = ENCODINGS.find((known) => known === value)
                if (encoding !== undefined) setFormat({ encoding })
              }}
              disabled={busy}
              options={ENCODINGS.map((value) => ({ value: value as string, label: value.toUpperCase() }))}
              aria-label={t('import.encoding')}
              style={{ width: 110 }}
              data-testid="import-encoding"
            />
          </span>
          <span className="labelled">
            {t('import.delimiter')}
            <Select
              value={format.delimiter ?? ','}
              onChange={(value) => {
                const delimiter = DELIMITERS.find(([known]) => known === value)?.[0]
                if (delimiter !== undefined) setFormat({ delimiter })
              }}
              disabled={busy}
              options={DELIMITERS.map(([value, name]) => ({
                value: value as string,
                label: t(`import.delimiter.${name}`),
              }))}
              aria-label={t('import.delimiter')}
              style={{ width: 110 }}
              data-testid="import-delimiter"
            />
          </span>
        </>
      ) : (
        <span className="labelled">
          {t('import.sheet')}
          <Select
            value={format.sheet ?? ''}
            onChange={(sheet: string) => setFormat({ sheet })}
            disabled={busy}
            options={(format.sheets ?? []).map((value) => ({ value, label: value }))}
            aria-label={t('import.sheet')}
            style={{ width: 180 }}
            data-testid="import-sheet"
          />
        </span>
      )}
      <span className="labelled">
        {t('import.headerRow')}
        <InputNumber
          key={format.headerRow}
          min={1}
          max={200}
          precision={0}
          defaultValue={format.headerRow}
          disabled={busy}
          onBlur={(event) => {
            const headerRow = Number(event.target.value)
            if (Number.isInteger(headerRow) && headerRow >= 1 && headerRow !== format.headerRow)
              setFormat({ headerRow })
          }}
          onPressEnter={(event) => event.currentTarget.blur()}
          aria-label={t('import.headerRow')}
          style={{ width: 70 }}
          data-testid="import-header-row"
        />
      </span>
    </div>
  )
}
