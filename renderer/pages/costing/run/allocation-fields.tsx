import { DeleteOutlined, PlusOutlined } from '@ant-design/icons'
import { Button, InputNumber, Segmented, Select } from 'antd'
import { useText } from '#renderer/app/text.tsx'
import { ALLOCATION_METHOD_NAMES, ALLOCATION_METHODS, type AllocationMethod } from '#shared/domain/costing.ts'
import { driverName } from '#shared/i18n/cost-names.ts'
import {
  type ClosedCenter,
  closedCenters,
  DIRECT_CHOICES,
  driverKey,
  driverOf,
  replaceAt,
  withClosed,
} from './draft.ts'
import type { FieldsProps } from './settings-panel.tsx'

/** Which centers hand their cost on, in which order, by what. */
export function AllocationFields({ config, settings, disabled, onChange }: FieldsProps) {
  const { t, say } = useText()
  const closed = closedCenters(config)
  const set = (next: readonly ClosedCenter[]) => onChange(withClosed(config, next))
  const put = (at: number, change: Partial<ClosedCenter>) => {
    const old = closed[at]
    if (old !== undefined) set(replaceAt(closed, at, { ...old, ...change }))
  }
  const taken = new Set([...closed.map(({ center }) => center), ...config.department.centers])
  const free = settings.data.centers.map(({ center }) => center).filter((center) => !taken.has(center))
  const directs = DIRECT_CHOICES.map((elements) => `direct:${elements.join('+')}`)
  const drivers = settings.data.drivers.map(({ driver }) => `quantity:${driver}`)
  const label = (key: string): string =>
    key.startsWith('direct:')
      ? driverName(t, say, `direct-cost:${key.slice('direct:'.length)}`)
      : key.slice('quantity:'.length)
  return (
    <div className="stack">
      <Segmented<AllocationMethod>
        value={config.allocation.method}
        onChange={(method) => onChange({ ...config, allocation: { ...config.allocation, method } })}
        options={ALLOCATION_METHODS.map((method) => ({ value: method, label: say(ALLOCATION_METHOD_NAMES[method]) }))}
        disabled={disabled}
        aria-label={t('run.allocationMethod')}
        data-testid="run-allocation-method"
      />
      <p className="muted panel-note">{t(`run.allocation.${config.allocation.method}`)}</p>
      <table className="edit-table" aria-label={t('run.closedCenters')}>
        <thead>
          <tr>
            <th>{t('run.step')}</th>
            <th>{t('ledger.center')}</th>
            <th>{t('allocation.driver')}</th>
            <th aria-label={t('run.remove')} />
          </tr>
        </thead>
        <tbody>
          {closed.map(({ center, step, driver }, at) => {
            const key = driverKey(driver)
            return (
              <tr key={center} data-testid={`closed-${center}`}>
                <td>
                  <InputNumber
                    min={1}
                    max={100}
                    precision={0}
                    value={step}
                    onChange={(value) => value !== null && put(at, { step: value })}
                    disabled={disabled}
                    aria-label={t('run.stepOf', { center })}
                  />
                </td>
                <td>{center}</td>
                <td>
                  <Select
                    showSearch
                    value={key}
                    onChange={(value: string) => put(at, { driver: driverOf(value, driver) })}
                    options={[...new Set([key, ...drivers, ...directs])].map((value) => ({
                      value,
                      label: label(value),
                    }))}
                    disabled={disabled}
                    aria-label={t('run.driverOf', { center })}
                    className="edit-select"
                  />
                </td>
                <td>
                  <Button
                    type="text"
                    size="small"
                    icon={<DeleteOutlined />}
                    onClick={() => set(closed.filter((_row, index) => index !== at))}
                    disabled={disabled}
                    aria-label={t('run.removeOf', { center })}
                  />
                </td>
              </tr>
            )
          })}
        </tbody>
      </table>
      <Select
        value={null}
        placeholder={
          <>
            <PlusOutlined /> {t('run.addCenter')}
          </>
        }
        onChange={(center: string | null) => {
          if (center === null) return
          const last = Math.max(1, ...closed.map(({ step }) => step))
          const driver = closed[0]?.driver ?? driverOf(directs[0] ?? 'direct:', { kind: 'quantity', driver: '' })
          set([...closed, { center, step: last, driver }])
        }}
        options={free.map((center) => ({ value: center, label: center }))}
        disabled={disabled || free.length === 0}
        aria-label={t('run.addCenter')}
        className="edit-add"
      />
    </div>
  )
}
