import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { dayNumber } from '../calendar.ts'
import { weightedChoices } from '../random.ts'
import { poolsOf, readBundles, readItems } from './orders.ts'
import { readTable, type TableRow } from './table.ts'
import type { Comorbidity, DemoInputs, Order, Profile, SchemeTables, Season } from './types.ts'

const ANAESTHESIA = ['ga', 'spinal', 'block', 'local', 'none'] as const

/** Where the input tables lie in a working copy. A packaged build passes its own folder to `generateDemo`. */
export function defaultInputFolder(): string {
  return fileURLToPath(new URL('../../../resources/demo', import.meta.url))
}

/** @throws Error naming file, line and column when a table is incomplete or refers to something that is not there. */
export function loadInputs(folder: string): DemoInputs {
  const items = readItems(folder)
  const bundle = readBundles(folder, poolsOf(items))
  return {
    folder,
    items,
    profiles: readTable(folder, 'groups.csv').map((row) => toProfile(row, bundle)),
    teams: new Map(readTable(folder, 'teams.csv').map((row) => [row.text('team'), toTeam(row)])),
    anaesthesia: new Map(ANAESTHESIA.map((name) => [name, bundle(name)])),
    comorbidities: readTable(folder, 'comorbidities.csv').map((row) => toComorbidity(row, bundle)),
    seasons: new Map(
      readTable(folder, 'seasons.csv').map((row) => [
        row.number('month'),
        { elective: row.number('elective'), fracture: row.number('fracture'), other: row.number('other') },
      ]),
    ),
    story: readTable(folder, 'story.csv').map((row) => {
      const [year, month] = row.text('from').split('-').map(Number) as [number, number]
      const fromDay = dayNumber(year, month, 1)
      return {
        theme: row.text('theme'),
        target: row.text('target'),
        fromDay,
        rampDays: dayNumber(year, month + row.number('ramp_months'), 1) - fromDay,
        before: row.number('before'),
        after: row.number('after'),
      }
    }),
    returns: new Map(
      readTable(folder, 'returns.csv').map((row) => [
        row.text('profile'),
        {
          previous: row.names('previous'),
          share: row.number('share'),
          minDays: row.number('min_days'),
          maxDays: row.number('max_days'),
        },
      ]),
    ),
    costRates: new Map(readTable(folder, 'costs.csv').map((row) => [row.text('driver'), row.number('rate')])),
    ledger: readTable(folder, 'ledger.csv').map((row) => ({
      costCenter: row.text('cost_center'),
      centerType: row.text('center_type'),
      element: row.text('element'),
      driver: row.text('driver'),
      rate: row.number('rate'),
      monthly: row.number('monthly'),
    })),
    staff: new Map(readTable(folder, 'staff.csv').map((row) => [row.text('cost_center'), row.number('staff')])),
    scheme: loadScheme(join(folder, 'scheme')),
  }
}

function toProfile(row: TableRow, bundle: (name: string) => Order[]): Profile {
  return {
    code: row.text('profile'),
    adrg: row.text('adrg'),
    family: row.text('family'),
    season: row.text('season') as Season,
    share: row.number('share'),
    femaleShare: row.number('female'),
    age: {
      mean: row.number('age_mean'),
      sd: row.number('age_sd'),
      min: row.number('age_min'),
      max: row.number('age_max'),
    },
    frailty: row.number('frailty'),
    team: weightedChoices(row.weights('team_mix')),
    dx: weightedChoices(row.weights('dx')),
    otherDx: row.weights('other_dx'),
    proc: weightedChoices(row.weights('proc')),
    otherProc: row.weights('other_proc'),
    losMedian: row.number('los_median'),
    losSigma: row.number('los_sigma'),
    preopDays: row.number('preop_days'),
    opMinutes: row.number('op_minutes'),
    anaesthesia: row.text('anaesthesia'),
    icuChance: row.number('icu_chance'),
    pathway: row.text('pathway'),
    orders: row.names('bundles').flatMap(bundle),
  }
}

function toTeam(row: TableRow) {
  return {
    code: row.text('team'),
    name: row.text('name'),
    physicians: row.names('physicians'),
    losFactor: row.number('los_factor'),
    consumablesFactor: row.number('consumables_factor'),
    domesticFactor: row.number('domestic_factor'),
  }
}

function toComorbidity(row: TableRow, bundle: (name: string) => Order[]): Comorbidity {
  const name = row.text('bundle')
  return {
    code: row.text('code'),
    when: row.text('when') as Comorbidity['when'],
    chances: [row.number('under_45'), row.number('from_45'), row.number('from_65'), row.number('from_80')],
    losFactor: row.number('los_factor'),
    orders: name === '' ? [] : bundle(name),
  }
}

function loadScheme(folder: string): SchemeTables {
  return {
    names: new Map(readTable(folder, 'codes.csv').map((row) => [row.text('code'), row.text('name')])),
    severity: Map.groupBy(
      readTable(folder, 'cc.csv').map((row) => ({
        code: row.text('code'),
        level: row.text('level'),
        exclusion: row.text('exclusion'),
      })),
      (row) => row.code,
    ),
    exclusions: new Set(
      readTable(folder, 'exclusions.csv').map((row) => `${row.text('exclusion')} ${row.text('code')}`),
    ),
    groups: Map.groupBy(
      readTable(folder, 'drg.csv').map((row) => ({
        adrg: row.text('adrg'),
        drg: row.text('drg'),
        rule: row.text('rule'),
      })),
      (row) => row.adrg,
    ),
  }
}
