import { Select } from 'antd'
import { useText } from '#renderer/app/text.tsx'
import { IMPORT_KINDS } from '#shared/contract/imports.ts'
import type { RefusedStage } from './flow-stage.ts'
import { ENCODINGS } from './format-bar.tsx'
import type { ImportFlow } from './use-import-flow.ts'

/** A file that recognition refused: what it is, or how it is written, can be said by hand. */
export function RefusedStep({ stage, flow }: { readonly stage: RefusedStage; readonly flow: ImportFlow }) {
  const { t } = useText()
  const { recognition } = stage
  return (
    <section className="panel stack" data-testid="import-refused">
      <p className="muted">{t('refused.teach')}</p>
      <div className="page-controls">
        <span className="labelled">
          {t('refused.kind')}
          <Select
            value={recognition.kind ?? null}
            placeholder={t('refused.choose')}
            disabled={flow.busy}
            onChange={(value) => {
              const kind = IMPORT_KINDS.find((known) => known === value)
              if (kind !== undefined) void flow.recognise({ ...recognition, kind })
            }}
            options={IMPORT_KINDS.map((value) => ({ value: value as string, label: t(`kind.${value}`) }))}
            aria-label={t('refused.kind')}
            style={{ width: 160 }}
            data-testid="refused-kind"
          />
        </span>
        {flow.problem?.code === 'file-encoding' && (
          <span className="labelled">
            {t('refused.encoding')}
            <Select
              value={null}
              placeholder={t('refused.choose')}
              disabled={flow.busy}
              onChange={(value) => {
                const encoding = ENCODINGS.find((known) => known === value)
                if (encoding !== undefined)
                  void flow.recognise({ ...recognition, format: { ...recognition.format, encoding } })
              }}
              options={ENCODINGS.map((value) => ({ value: value as string, label: value.toUpperCase() }))}
              aria-label={t('refused.encoding')}
              style={{ width: 130 }}
              data-testid="refused-encoding"
            />
          </span>
        )}
      </div>
    </section>
  )
}
