import type { Migration } from './index.ts'

/** The seven cost elements as columns; one list, so that a table lacks none. */
const elements = (prefix = '', constraint = ' NOT NULL'): string =>
  ['staff', 'materials', 'drugs', 'depreciation', 'amortisation', 'risk_fund', 'other']
    .map((name) => `${prefix}${name}_fen INTEGER${constraint}`)
    .join(', ')

const ofMethod = (prefix: string): string =>
  `${prefix}cost_fen INTEGER, ${prefix}estimated INTEGER, ${prefix}partial INTEGER, ${elements(prefix, '')},
  ${prefix}unsplit_fen INTEGER, ${prefix}parts TEXT`

const OF_RUN = 'run_id INTEGER NOT NULL REFERENCES costing_run ON DELETE CASCADE, period TEXT NOT NULL'

/**
 * Costing: how the department is costed, runs with everything they came to, and which run's costs are the figures of a month.
 * Quantities are in thousandths of their unit; exact rates are decimal text. Costs of cases say by which method they were found, in
 * the facts too: `given` came with the file.
 */
export const migration006: Migration = {
  version: 6,
  up: `
-- Activity sheets (作业清单), each version kept.
CREATE TABLE activity_sheet (
  id INTEGER PRIMARY KEY AUTOINCREMENT, code TEXT NOT NULL, version INTEGER NOT NULL, name TEXT NOT NULL, content TEXT NOT NULL,
  saved_at TEXT NOT NULL, UNIQUE (code, version)
) STRICT;

-- The last one holds; runs keep a copy of theirs.
CREATE TABLE costing_config (id INTEGER PRIMARY KEY AUTOINCREMENT, content TEXT NOT NULL, saved_at TEXT NOT NULL) STRICT;

-- inputs: digest of what it was costed from; outcome: months left out, what each method could say, notes, as JSON.
CREATE TABLE costing_run (
  id INTEGER PRIMARY KEY AUTOINCREMENT, valid_from TEXT NOT NULL, valid_to TEXT NOT NULL, preferred TEXT NOT NULL,
  config TEXT NOT NULL, inputs TEXT NOT NULL, outcome TEXT NOT NULL, at TEXT NOT NULL, accepted_at TEXT
) STRICT;
-- What a month was costed with, beside its rates: purchase prices by item, drivers by center, as JSON.
CREATE TABLE costing_month (
  ${OF_RUN}, cases INTEGER NOT NULL, ledger_fen INTEGER, prices TEXT NOT NULL, drivers TEXT NOT NULL,
  PRIMARY KEY (run_id, period)
) WITHOUT ROWID, STRICT;
-- Which run's costs are the figures of a month, and by which method.
CREATE TABLE costing_in_force (
  period TEXT PRIMARY KEY, run_id INTEGER NOT NULL REFERENCES costing_run, method TEXT NOT NULL
) WITHOUT ROWID, STRICT;

-- parts: receivers, quantities and fen by element, each as a list, as JSON: a month has thousands, and they are read together.
CREATE TABLE costing_step (
  ${OF_RUN}, step INTEGER NOT NULL, level INTEGER NOT NULL, center TEXT NOT NULL, driver TEXT NOT NULL,
  driver_total TEXT NOT NULL, rate TEXT NOT NULL, ${elements()}, parts TEXT NOT NULL, PRIMARY KEY (run_id, period, step)
) WITHOUT ROWID, STRICT;
-- state: open (cost = own + received), closed (handed on), or why it could not be handed on.
CREATE TABLE costing_center (
  ${OF_RUN}, center TEXT NOT NULL, position INTEGER NOT NULL, class TEXT NOT NULL, department INTEGER NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('open', 'closed', 'no-receiver', 'closed-circle')), driver TEXT,
  ${elements('own_')}, ${elements('received_')}, PRIMARY KEY (run_id, period, center)
) WITHOUT ROWID, STRICT;
-- total and used: thousandths of the unit, or fen of revenue; total of a stated ratio is what was charged.
CREATE TABLE costing_pool (
  ${OF_RUN}, method TEXT NOT NULL, position INTEGER NOT NULL, pool TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('volume', 'capacity', 'charge', 'stated')), unit TEXT NOT NULL,
  total INTEGER NOT NULL, used INTEGER NOT NULL, rate TEXT, ${elements('cost_')}, ${elements('assigned_')},
  PRIMARY KEY (run_id, period, method, position)
) WITHOUT ROWID, STRICT;
-- elements: yuan per unit by element, as JSON.
CREATE TABLE costing_item (
  ${OF_RUN}, center TEXT NOT NULL, item TEXT NOT NULL, name TEXT NOT NULL, volume INTEGER NOT NULL, income_fen INTEGER NOT NULL,
  unit_cost TEXT NOT NULL, elements TEXT NOT NULL, PRIMARY KEY (run_id, period, center, item)
) WITHOUT ROWID, STRICT;
-- Lines of the reconciliation statement; unsplit_fen of the line of the cases: cost whose element is not known.
CREATE TABLE costing_statement (
  ${OF_RUN}, method TEXT NOT NULL, line TEXT NOT NULL, ${elements()}, unsplit_fen INTEGER NOT NULL,
  PRIMARY KEY (run_id, period, method, line)
) WITHOUT ROWID, STRICT;

-- Charge lines of a case as a list of numbers (store/case-lines.ts), good while count, amount and batches are those of its roll-up.
CREATE TABLE case_lines (
  case_id INTEGER PRIMARY KEY REFERENCES hospital_case ON DELETE CASCADE, lines INTEGER NOT NULL, amount_fen INTEGER NOT NULL,
  batches INTEGER NOT NULL, content BLOB NOT NULL
) STRICT;

-- A case by every method of a run, as one row: rows and their keys, not figures, are what writing hundreds of thousands of costs takes.
-- parts: fen by pool in the order of costing_pool, as JSON. Elements (goods among them) + unsplit = cost. NULL: not by this method.
CREATE TABLE case_cost (
  run_id INTEGER NOT NULL REFERENCES costing_run, case_id INTEGER NOT NULL REFERENCES hospital_case ON DELETE CASCADE,
  goods_drugs_fen INTEGER NOT NULL, goods_materials_fen INTEGER NOT NULL,
  ${['bottom_up_', 'top_down_', 'cost_to_charge_'].map(ofMethod).join(',\n  ')},
  PRIMARY KEY (run_id, case_id)
) WITHOUT ROWID, STRICT;
CREATE INDEX case_cost_case ON case_cost (case_id);

-- How cost_fen was found; NULL where there is no cost. Not part of what a closing hashes.
ALTER TABLE case_fact ADD COLUMN cost_method TEXT;
ALTER TABLE case_fact ADD COLUMN cost_estimated INTEGER;
ALTER TABLE case_fact ADD COLUMN cost_partial INTEGER;
UPDATE case_fact SET cost_method = 'given', cost_estimated = 0, cost_partial = 0 WHERE cost_fen IS NOT NULL;
`,
}
