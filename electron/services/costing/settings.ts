import type { Handlers } from '#core/handler.ts'
import { type CostData, chooseMethods } from '#engine/costing/choose-method.ts'
import type { CostingData, CostingSettings } from '#shared/contract/costing.ts'
import { type CostingConfig, costingConfigSchema } from '#shared/contract/costing-config.ts'
import { centerClassOf } from '#shared/domain/costing.ts'
import { FEE_CATEGORIES } from '#shared/domain/fee-category.ts'
import { fen } from '#shared/domain/money.ts'
import { period } from '#shared/domain/period.ts'
import { groupNames } from '#store/book-queries.ts'
import { saveConfig, storedConfig } from '#store/costing-config.ts'
import {
  caseMonths,
  commonDepartment,
  driverRows,
  hasChargeLines,
  ledgerRows,
  places,
  purchasePrices,
} from '#store/costing-data.ts'
import type { ReadableDb } from '#store/database.ts'
import { ALL_MONTHS } from '#store/facts.ts'
import { closedPeriods } from '#store/periods.ts'
import { audit } from '../audit.ts'
import { now } from '../clock.ts'
import type { Session } from '../session.ts'
import { checkConfig, findingsOf } from './check-config.ts'
import { NO_MARGIN, type ProposalWishes, proposeConfig, sheetsByName } from './propose.ts'
import { outlook } from './runs.ts'
import { knownSheets } from './sheet-store.ts'

export function settingsHandlers(
  session: Session,
): Pick<Handlers, 'costing.settings' | 'costing.propose' | 'costing.saveSettings'> {
  const settings = () => {
    const { reader } = session.book()
    return reader.snapshot(() => settingsOf(reader))
  }
  return {
    'costing.settings': settings,

    'costing.propose': (wishes) => {
      const { reader } = session.book()
      return reader.snapshot(() => proposal(reader, costingData(reader), wishes))
    },

    'costing.saveSettings': ({ config }) => {
      checkConfig(config)
      const { writer } = session.book()
      writer.transaction(() => {
        saveConfig(writer, JSON.stringify(config), now())
        audit(session, 'costing-settings', {
          zh: `修改核算设置（${config.from} 至 ${config.to}）`,
          en: `Change how cost is worked out (${config.from} to ${config.to})`,
        })
      })
      session.changed()
      return settings()
    },
  }
}

function settingsOf(db: ReadableDb): CostingSettings {
  const data = costingData(db)
  const stored = storedConfig(db)
  const config = stored === undefined ? proposal(db, data, {}) : parsed(stored.content)
  return {
    config,
    savedAt: stored?.savedAt ?? null,
    findings: findingsOf(config, data, new Set(knownSheets(db).map(({ sheet }) => sheet.code))),
    methods: outlook([chooseMethods(heldData(db, config, data))]),
    data,
  }
}

/** The settings a run is made by. */
export function currentConfig(db: ReadableDb): CostingConfig {
  const stored = storedConfig(db)
  return stored === undefined ? proposal(db, costingData(db), {}) : parsed(stored.content)
}

/** Part of the payment that should be left, without reading what a whole proposal is made from. */
export function targetMargin(db: ReadableDb): string {
  const stored = storedConfig(db)
  return stored === undefined ? NO_MARGIN : parsed(stored.content).targetMargin
}

const parsed = (content: string): CostingConfig => costingConfigSchema.parse(JSON.parse(content))

const proposal = (db: ReadableDb, data: CostingData, wishes: ProposalWishes): CostingConfig => {
  const sheets = knownSheets(db).map(({ sheet }) => ({ code: sheet.code, name: sheet.name.zh }))
  return { ...proposeConfig(data, commonDepartment(db), wishes), sheets: sheetsByName(sheets, groupNames(db)) }
}

/** What a run would find, told before one is made; a month may turn out poorer. */
function heldData(db: ReadableDb, config: CostingConfig, data: CostingData): CostData {
  const ledger = data.months.some(({ ledger: amount }) => amount !== null)
  const lines = hasChargeLines(db)
  return {
    charges: data.months.some(({ cases }) => cases > 0),
    departmentCost: ledger,
    overheads: data.centers.some((center) => !config.department.centers.includes(center.center)),
    caseVolumes: config.pools.length > 0,
    itemCosts: ledger && lines,
    chargeLines: lines,
    ratios: ledger || FEE_CATEGORIES.every((category) => config.ratios[category] !== undefined),
    purchasePrices: purchasePrices(db).length > 0,
  }
}

function costingData(db: ReadableDb): CostingData {
  const ledger = ledgerRows(db, ALL_MONTHS)
  const drivers = driverRows(db, ALL_MONTHS)
  const cases = new Map(caseMonths(db).map((month) => [month.period, month]))
  const closed = new Set<string>(closedPeriods(db).map((month) => month.period))
  const all = [...new Set([...cases.keys(), ...ledger.map((row) => row.period)])].toSorted()
  return {
    months: all.map((month) => {
      const booked = ledger.filter((row) => row.period === month)
      return {
        period: period(month),
        ledger: booked.length === 0 ? null : fen(booked.reduce((sum, { amount }) => sum + amount, 0)),
        drivers: drivers.filter((row) => row.period === month).length,
        cases: cases.get(month)?.cases ?? 0,
        charge: fen(cases.get(month)?.charge ?? 0),
        closed: closed.has(month),
      }
    }),
    centers: centersOf(ledger),
    drivers: [...Map.groupBy(drivers, ({ driver }) => driver)].map(([driver, rows]) => ({
      driver,
      centers: [...new Set(rows.map(({ center }) => center))],
    })),
    places: places(db).map(({ name }) => name),
    dayBeds: dayBedsOf(drivers),
  }
}

const DAY_BEDS = /日间.*床|day.*beds/i

/** Beds reported for the newest month that has them; those of several centers together. */
function dayBedsOf(drivers: ReturnType<typeof driverRows>): number | null {
  const reported = drivers.filter(({ driver }) => DAY_BEDS.test(driver))
  const newest = reported.reduce((latest, row) => (row.period > latest ? row.period : latest), '')
  const beds = Math.round(
    reported.filter((row) => row.period === newest).reduce((sum, row) => sum + Number(row.quantity), 0),
  )
  return beds >= 1 && beds <= MOST_BEDS ? beds : null
}

/** What settings can hold. */
const MOST_BEDS = 10_000

function centersOf(ledger: ReturnType<typeof ledgerRows>): CostingData['centers'] {
  return [...Map.groupBy(ledger, ({ center }) => center)].map(([center, rows]) => ({
    center,
    class: centerClassOf(rows[0]!.type ?? '') ?? 'clinical',
    amount: fen(rows.reduce((sum, { amount }) => sum + amount, 0)),
    months: new Set(rows.map((row) => row.period)).size,
  }))
}
