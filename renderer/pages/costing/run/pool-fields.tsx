import { DeleteOutlined, PlusOutlined } from '@ant-design/icons'
import { Button, Input, InputNumber, Select } from 'antd'
import { useText } from '#renderer/app/text.tsx'
import { CASE_MEASURES, type PoolConfig, type PoolMeasure } from '#shared/contract/costing-config.ts'
import { FEE_CATEGORIES, FEE_CATEGORY_NAMES, type FeeCategory } from '#shared/domain/fee-category.ts'
import { fromPercent, isDecimal, replaceAt, type TotalKind, toPercent, totalOf } from './draft.ts'
import type { FieldsProps } from './settings-panel.tsx'

const TOTALS = ['cases', 'driver', 'capacity'] as const satisfies readonly TotalKind[]
const OWN = 'own'

/** How the cost of the department's centers reaches cases: by what they used of what there was. */
export function PoolFields({ config, settings, disabled, onChange }: FieldsProps) {
  const { t } = useText()
  const { pools } = config
  const set = (next: readonly PoolConfig[]) => onChange({ ...config, pools: [...next] })
  const put = (at: number, change: Partial<PoolConfig>) => {
    const old = pools[at]
    if (old !== undefined) set(replaceAt(pools, at, { ...old, ...change }))
  }
  const free = config.department.centers.filter((center) => !pools.some((pool) => pool.center === center))
  const driversOf = (center: string): readonly string[] =>
    settings.data.drivers.filter(({ centers }) => centers.includes(center)).map(({ driver }) => driver)
  return (
    <div className="stack">
      <p className="muted panel-note">{t('run.poolsWhat')}</p>
      <table className="edit-table" aria-label={t('run.poolsTitle')}>
        <thead>
          <tr>
            <th>{t('units.pool')}</th>
            <th>{t('run.measure')}</th>
            <th>{t('run.total')}</th>
            <th>{t('run.totalDetail')}</th>
            <th aria-label={t('run.remove')} />
          </tr>
        </thead>
        <tbody>
          {pools.map((pool, at) => (
            <tr key={pool.center} data-testid={`pool-${pool.center}`}>
              <td>{pool.center}</td>
              <td>
                <MeasureField
                  measure={pool.measure}
                  center={pool.center}
                  disabled={disabled}
                  onChange={(measure) => put(at, { measure })}
                />
              </td>
              <td>
                <Select<TotalKind>
                  value={pool.total.from}
                  onChange={(kind) => put(at, { total: totalOf(kind, driversOf(pool.center)[0] ?? null) })}
                  options={TOTALS.map((kind) => ({
                    value: kind,
                    label: t(`run.total.${kind}`),
                    disabled: kind === 'driver' && driversOf(pool.center).length === 0,
                  }))}
                  disabled={disabled}
                  popupMatchSelectWidth={false}
                  aria-label={t('run.totalOf', { center: pool.center })}
                  className="edit-select"
                  data-testid={`pool-total-${pool.center}`}
                />
              </td>
              <td>
                <TotalField
                  pool={pool}
                  drivers={driversOf(pool.center)}
                  disabled={disabled}
                  onChange={(total) => put(at, { total })}
                />
              </td>
              <td>
                <Button
                  type="text"
                  size="small"
                  icon={<DeleteOutlined />}
                  onClick={() => set(pools.filter((_pool, index) => index !== at))}
                  disabled={disabled}
                  aria-label={t('run.removeOf', { center: pool.center })}
                />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <Select
        value={null}
        placeholder={
          <>
            <PlusOutlined /> {t('run.addPool')}
          </>
        }
        onChange={(center: string | null) => {
          if (center !== null) set([...pools, { center, measure: { by: 'bed-days' }, total: { from: 'cases' } }])
        }}
        options={free.map((center) => ({ value: center, label: center }))}
        disabled={disabled || free.length === 0}
        aria-label={t('run.addPool')}
        className="edit-add"
      />
    </div>
  )
}

function MeasureField({
  measure,
  center,
  disabled,
  onChange,
}: {
  readonly measure: PoolMeasure
  readonly center: string
  readonly disabled: boolean
  readonly onChange: (measure: PoolMeasure) => void
}) {
  const { t, say } = useText()
  const lines = measure.by === 'line-quantity' ? measure : null
  return (
    <span className="edit-pair">
      <Select<PoolMeasure['by']>
        value={measure.by}
        onChange={(by) => onChange(by === 'line-quantity' ? { by, categories: ['03'], ownLines: false } : { by })}
        options={[...CASE_MEASURES, 'line-quantity' as const].map((by) => ({
          value: by,
          label: t(`run.measure.${by}`),
        }))}
        disabled={disabled}
        popupMatchSelectWidth={false}
        aria-label={t('run.measureOf', { center })}
        className="edit-select"
      />
      {lines !== null && (
        <Select
          mode="multiple"
          value={[...lines.categories, ...(lines.ownLines ? [OWN] : [])]}
          onChange={(values: string[]) => {
            const categories = FEE_CATEGORIES.filter((code) => values.includes(code)) as FeeCategory[]
            const [first = '03' as FeeCategory, ...more] = categories
            onChange({ by: 'line-quantity', categories: [first, ...more], ownLines: values.includes(OWN) })
          }}
          options={[
            { value: OWN, label: t('run.ownLines') },
            ...FEE_CATEGORIES.map((code) => ({ value: code as string, label: say(FEE_CATEGORY_NAMES[code]) })),
          ]}
          disabled={disabled}
          aria-label={t('run.measureOf', { center })}
          className="edit-select"
        />
      )}
    </span>
  )
}

function TotalField({
  pool,
  drivers,
  disabled,
  onChange,
}: {
  readonly pool: PoolConfig
  readonly drivers: readonly string[]
  readonly disabled: boolean
  readonly onChange: (total: PoolConfig['total']) => void
}) {
  const { t } = useText()
  const { total, center } = pool
  const driverSelect = (value: string, put: (driver: string) => void) => (
    <Select
      value={value}
      onChange={put}
      options={[...new Set([value, ...drivers])].map((driver) => ({ value: driver, label: driver }))}
      disabled={disabled}
      aria-label={t('run.driverOf', { center })}
      className="edit-select"
    />
  )
  if (total.from === 'cases') return <span className="muted">{t('run.totalCasesWhat')}</span>
  if (total.from === 'driver') return driverSelect(total.driver, (driver) => onChange({ from: 'driver', driver }))
  const { theoretical } = total
  return (
    <span className="edit-pair">
      {'driver' in theoretical ? (
        driverSelect(theoretical.driver, (driver) => onChange({ ...total, theoretical: { driver } }))
      ) : (
        <Input
          value={theoretical.units}
          onChange={({ target }) => onChange({ ...total, theoretical: { units: target.value } })}
          status={isDecimal(theoretical.units) ? '' : 'error'}
          disabled={disabled}
          aria-label={t('run.capacityOf', { center })}
          placeholder={t('run.capacityUnits')}
          className="edit-number"
          data-testid={`pool-capacity-${center}`}
        />
      )}
      <Button
        size="small"
        type="link"
        disabled={disabled || (drivers.length === 0 && 'units' in theoretical)}
        onClick={() =>
          onChange({
            ...total,
            theoretical: 'driver' in theoretical ? { units: '0' } : { driver: drivers[0] ?? '' },
          })
        }
        data-testid={`pool-capacity-kind-${center}`}
      >
        {t('driver' in theoretical ? 'run.capacityAsUnits' : 'run.capacityAsDriver')}
      </Button>
      <span className="labelled">
        {t('run.practicalShare')}
        <InputNumber<string>
          stringMode
          min="0"
          max="100"
          suffix="%"
          value={toPercent(total.practicalShare)}
          onChange={(value) => {
            const practicalShare = fromPercent(value ?? '')
            if (practicalShare !== null) onChange({ ...total, practicalShare })
          }}
          disabled={disabled}
          aria-label={t('run.practicalShareOf', { center })}
          className="edit-number"
        />
      </span>
    </span>
  )
}
