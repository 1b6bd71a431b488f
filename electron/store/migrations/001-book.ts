import type { Migration } from './index.ts'

/**
 * The first book. Conventions: `_fen` is integer fen, `_frac` the rest of an exact amount in 10⁻¹² fen (see
 * shared/domain/exact.ts), `_micro` a weight in 10⁻⁶; times are local ISO text without zone; a flag is 0, 1 or NULL.
 *
 * Rows of `charge_line` and `case_category` count only while their batch is committed: a load in progress and an undone
 * batch are invisible before they are complete or cleaned away.
 */
export const migration001: Migration = {
  version: 1,
  up: `
CREATE TABLE setting (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID, STRICT;

-- What a person did, with what takes it back; survives a restart.
CREATE TABLE command (
  id INTEGER PRIMARY KEY, kind TEXT NOT NULL, label_zh TEXT NOT NULL, label_en TEXT NOT NULL,
  inverse TEXT NOT NULL, at TEXT NOT NULL, undone_at TEXT
) STRICT;

-- AUTOINCREMENT here and below: commands and computed rows name these ids, so an id is never given twice.
CREATE TABLE batch (
  id INTEGER PRIMARY KEY AUTOINCREMENT, kind TEXT NOT NULL, source_name TEXT NOT NULL, sha256 TEXT NOT NULL,
  template TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('loading', 'committed', 'undone')),
  row_count INTEGER NOT NULL DEFAULT 0, accepted INTEGER NOT NULL DEFAULT 0, warned INTEGER NOT NULL DEFAULT 0,
  rejected INTEGER NOT NULL DEFAULT 0, replaced INTEGER NOT NULL DEFAULT 0, amount_fen INTEGER,
  first_line INTEGER, last_line INTEGER,
  started_at TEXT NOT NULL, committed_at TEXT, undone_at TEXT
) STRICT;

CREATE TABLE batch_issue (
  batch_id INTEGER NOT NULL REFERENCES batch, row_no INTEGER NOT NULL, verdict TEXT NOT NULL, code TEXT NOT NULL,
  column_name TEXT, value TEXT, message_zh TEXT NOT NULL, message_en TEXT NOT NULL
) STRICT;
CREATE INDEX batch_issue_batch ON batch_issue (batch_id);

-- Case numbers met anywhere: a charge line may arrive before its case.
CREATE TABLE case_ref (id INTEGER PRIMARY KEY, case_no TEXT NOT NULL UNIQUE) STRICT;

CREATE TABLE hospital_case (
  id INTEGER PRIMARY KEY REFERENCES case_ref, batch_id INTEGER NOT NULL REFERENCES batch,
  admission_no TEXT, patient_id TEXT, sex TEXT, age INTEGER, age_band TEXT, age_days INTEGER, birth_weight INTEGER,
  admitted_at TEXT, discharged_at TEXT, period TEXT NOT NULL, los INTEGER,
  department TEXT, team TEXT, physician TEXT, discharge TEXT, insurance TEXT,
  main_surgeon TEXT, op_minutes INTEGER, anaesthesia_minutes INTEGER, icu_hours REAL, vent_hours REAL,
  charge_fen INTEGER NOT NULL, cost_fen INTEGER, patient_fen INTEGER, fund_fen INTEGER,
  official_group TEXT, official_payment TEXT, code_system TEXT,
  death INTEGER, readmit_31d INTEGER, infection INTEGER, complication INTEGER, pathway TEXT, day_surgery INTEGER
) STRICT;
CREATE INDEX hospital_case_period ON hospital_case (period);

CREATE TABLE diagnosis (
  case_id INTEGER NOT NULL REFERENCES hospital_case ON DELETE CASCADE, position INTEGER NOT NULL,
  code TEXT NOT NULL, name TEXT, poa TEXT, PRIMARY KEY (case_id, position)
) WITHOUT ROWID, STRICT;
CREATE TABLE procedure_done (
  case_id INTEGER NOT NULL REFERENCES hospital_case ON DELETE CASCADE, position INTEGER NOT NULL,
  code TEXT NOT NULL, name TEXT, done_at TEXT, PRIMARY KEY (case_id, position)
) WITHOUT ROWID, STRICT;

-- Case as it stood before a batch replaced it; NULL when the batch brought it in.
CREATE TABLE case_before (
  batch_id INTEGER NOT NULL REFERENCES batch, case_id INTEGER NOT NULL, previous TEXT, PRIMARY KEY (batch_id, case_id)
) WITHOUT ROWID, STRICT;
CREATE INDEX case_before_case ON case_before (case_id);

CREATE TABLE charge_item (
  id INTEGER PRIMARY KEY, code TEXT NOT NULL, name TEXT NOT NULL, insurer_code TEXT NOT NULL, category TEXT NOT NULL,
  UNIQUE (code, name, insurer_code, category)
) STRICT;
CREATE TABLE place (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE) STRICT;

-- flags: 1 high-value consumable, 2 negotiated drug, 4 antibiotic
CREATE TABLE charge_line (
  id INTEGER PRIMARY KEY, case_id INTEGER NOT NULL, batch_id INTEGER NOT NULL, item_id INTEGER NOT NULL,
  charged_at TEXT NOT NULL, quantity TEXT NOT NULL, unit_price TEXT, amount_fen INTEGER NOT NULL, place_id INTEGER,
  flags INTEGER NOT NULL, self_pay_ratio TEXT
) STRICT;
CREATE INDEX charge_line_case ON charge_line (case_id);

CREATE TABLE case_category (
  case_id INTEGER NOT NULL, category TEXT NOT NULL, batch_id INTEGER NOT NULL, amount_fen INTEGER NOT NULL,
  lines INTEGER NOT NULL, PRIMARY KEY (case_id, category, batch_id)
) WITHOUT ROWID, STRICT;

CREATE TABLE item (
  batch_id INTEGER NOT NULL, code TEXT NOT NULL, name TEXT NOT NULL, category TEXT, spec TEXT, unit TEXT,
  purchase_price TEXT, cost_element TEXT, alternatives TEXT, origin TEXT, PRIMARY KEY (batch_id, code)
) WITHOUT ROWID, STRICT;
CREATE TABLE ledger_entry (
  batch_id INTEGER NOT NULL, row_no INTEGER NOT NULL, period TEXT NOT NULL, cost_center TEXT NOT NULL, center_type TEXT,
  element TEXT NOT NULL, amount_fen INTEGER NOT NULL, PRIMARY KEY (batch_id, row_no)
) WITHOUT ROWID, STRICT;
CREATE TABLE driver_quantity (
  batch_id INTEGER NOT NULL, row_no INTEGER NOT NULL, period TEXT NOT NULL, cost_center TEXT NOT NULL,
  driver TEXT NOT NULL, quantity TEXT NOT NULL, PRIMARY KEY (batch_id, row_no)
) WITHOUT ROWID, STRICT;
CREATE TABLE benchmark (
  batch_id INTEGER NOT NULL, row_no INTEGER NOT NULL, scope TEXT NOT NULL, group_code TEXT NOT NULL, period TEXT,
  n INTEGER, mean_charge_fen INTEGER, mean_cost_fen INTEGER, mean_los TEXT, categories TEXT NOT NULL,
  PRIMARY KEY (batch_id, row_no)
) WITHOUT ROWID, STRICT;

CREATE TABLE import_template (
  name TEXT PRIMARY KEY, kind TEXT NOT NULL, version INTEGER NOT NULL, content TEXT NOT NULL, saved_at TEXT NOT NULL
) WITHOUT ROWID, STRICT;

CREATE TABLE scheme (
  id INTEGER PRIMARY KEY AUTOINCREMENT, code TEXT NOT NULL, name TEXT NOT NULL, region TEXT NOT NULL, year INTEGER,
  sha256 TEXT NOT NULL UNIQUE, mdcs INTEGER NOT NULL, adrgs INTEGER NOT NULL, drgs INTEGER NOT NULL,
  added_at TEXT NOT NULL, content BLOB NOT NULL
) STRICT;
CREATE TABLE policy (
  id INTEGER PRIMARY KEY AUTOINCREMENT, code TEXT NOT NULL, name_zh TEXT NOT NULL, name_en TEXT NOT NULL, status TEXT NOT NULL,
  source TEXT NOT NULL, scheme_code TEXT, valid_from TEXT NOT NULL, valid_to TEXT, groups INTEGER NOT NULL,
  sha256 TEXT NOT NULL UNIQUE, added_at TEXT NOT NULL, content TEXT NOT NULL
) STRICT;

-- One row per case: what the pages sum. Rebuilt whole by a recompute; the dimensions are copied so that a page is one scan.
CREATE TABLE case_fact (
  case_id INTEGER PRIMARY KEY REFERENCES hospital_case ON DELETE CASCADE,
  period TEXT NOT NULL, team TEXT, physician TEXT, insurance TEXT,
  group_source TEXT NOT NULL, scheme_id INTEGER, policy_id INTEGER,
  status TEXT NOT NULL, mdc TEXT NOT NULL, adrg TEXT NOT NULL, drg TEXT NOT NULL,
  class TEXT NOT NULL, rw_micro INTEGER, ratio REAL,
  standard_fen INTEGER, standard_frac INTEGER, payment_fen INTEGER, payment_frac INTEGER, paid_fen INTEGER,
  patient_fen INTEGER, fund_fen INTEGER, fund_frac INTEGER,
  charge_fen INTEGER NOT NULL, cost_fen INTEGER, los INTEGER, death INTEGER NOT NULL,
  lines INTEGER NOT NULL, lines_fen INTEGER NOT NULL,
  -- net charges by fee category, in fen
  category_01 INTEGER NOT NULL, category_02 INTEGER NOT NULL, category_03 INTEGER NOT NULL, category_04 INTEGER NOT NULL,
  category_05 INTEGER NOT NULL, category_06 INTEGER NOT NULL, category_07 INTEGER NOT NULL, category_08 INTEGER NOT NULL,
  category_09 INTEGER NOT NULL, category_10 INTEGER NOT NULL, category_11 INTEGER NOT NULL, category_12 INTEGER NOT NULL,
  category_13 INTEGER NOT NULL, category_14 INTEGER NOT NULL, category_00 INTEGER NOT NULL
) STRICT;
CREATE INDEX case_fact_period ON case_fact (period);
CREATE INDEX case_fact_drg ON case_fact (drg);

CREATE TABLE group_name (scheme_id INTEGER NOT NULL, code TEXT NOT NULL, name TEXT NOT NULL, PRIMARY KEY (scheme_id, code))
  WITHOUT ROWID, STRICT;
`,
}
