import { useText } from '#renderer/app/text.tsx'
import { useFilters } from '#renderer/app/use-filters.ts'
import { ExportButton } from '#renderer/components/export-button.tsx'
import { stamp } from '#shared/format/date.ts'

/** The whole reconciliation of the slice as a workbook: causes, months, cases. */
export function ReconcileExport() {
  const { t, language } = useText()
  const { slice } = useFilters()
  return (
    <ExportButton
      method="settlement.export"
      request={() => ({ slice, language })}
      fileName={() => `${t('nav.settlement')}_${stamp(new Date())}.xlsx`}
      label={t('settle.exportXlsx')}
    />
  )
}
