import type { Migration } from './index.ts'

/**
 * Further kinds of files: tables that belong to a case, what the insurer settled, stock, budgets, targets and quality events. Of two
 * batches that state the same thing the later one holds.
 *
 * What other tables know of a case is kept by batch and put into the case whenever either changes, so that the order of import
 * does not matter. The rows of `*_part` all count: they come in with the last statement of their batch and go with its undo.
 */
export const migration003: Migration = {
  version: 3,
  up: `
CREATE TABLE stay_part (
  case_id INTEGER NOT NULL REFERENCES case_ref, batch_id INTEGER NOT NULL REFERENCES batch, admission_no TEXT, patient_id TEXT,
  sex TEXT, age INTEGER, admitted_at TEXT, discharged_at TEXT, los INTEGER, department TEXT, physician TEXT, discharge TEXT,
  insurance TEXT, dx_code TEXT, dx_name TEXT, PRIMARY KEY (case_id, batch_id)
) WITHOUT ROWID, STRICT;
CREATE TABLE diagnosis_part (
  case_id INTEGER NOT NULL REFERENCES case_ref, batch_id INTEGER NOT NULL REFERENCES batch, row_no INTEGER NOT NULL,
  position INTEGER NOT NULL, main INTEGER, code TEXT NOT NULL, name TEXT, poa TEXT, PRIMARY KEY (case_id, batch_id, row_no)
) WITHOUT ROWID, STRICT;
CREATE TABLE procedure_part (
  case_id INTEGER NOT NULL REFERENCES case_ref, batch_id INTEGER NOT NULL REFERENCES batch, row_no INTEGER NOT NULL,
  position INTEGER NOT NULL, main INTEGER, code TEXT NOT NULL, name TEXT, done_at TEXT, minutes INTEGER, surgeon TEXT,
  anaesthesia_minutes INTEGER, PRIMARY KEY (case_id, batch_id, row_no)
) WITHOUT ROWID, STRICT;
-- The row a case came in with, where hospital_case shows more than it said.
CREATE TABLE case_own (
  case_id INTEGER PRIMARY KEY REFERENCES hospital_case ON DELETE CASCADE, content TEXT NOT NULL
) STRICT;
-- Other numbers of a stay, by which later files may name it. kind: settlement, stay or admission.
CREATE TABLE stay_number (
  kind TEXT NOT NULL, number TEXT NOT NULL, case_no TEXT NOT NULL, batch_id INTEGER NOT NULL REFERENCES batch,
  PRIMARY KEY (kind, number, case_no, batch_id)
) WITHOUT ROWID, STRICT;

CREATE TABLE settlement_return (
  batch_id INTEGER NOT NULL REFERENCES batch, row_no INTEGER NOT NULL, case_no TEXT NOT NULL, settlement_no TEXT,
  period TEXT NOT NULL, settled_at TEXT, official_group TEXT, weight TEXT, standard TEXT, outlier TEXT, charge_fen INTEGER,
  payment_fen INTEGER NOT NULL, fund_fen INTEGER, patient_fen INTEGER, deduction_fen INTEGER, reason TEXT,
  PRIMARY KEY (batch_id, row_no)
) WITHOUT ROWID, STRICT;
CREATE INDEX settlement_return_case ON settlement_return (case_no);
CREATE TABLE inventory_month (
  batch_id INTEGER NOT NULL REFERENCES batch, row_no INTEGER NOT NULL, period TEXT NOT NULL, store TEXT NOT NULL,
  item_code TEXT NOT NULL, item_name TEXT NOT NULL, insurer_code TEXT, category TEXT, spec TEXT, unit TEXT,
  opening TEXT NOT NULL, received TEXT NOT NULL, issued TEXT NOT NULL, closing TEXT NOT NULL, purchase_price TEXT,
  retail_price TEXT, PRIMARY KEY (batch_id, row_no)
) WITHOUT ROWID, STRICT;
CREATE TABLE budget_line (
  batch_id INTEGER NOT NULL REFERENCES batch, row_no INTEGER NOT NULL, span TEXT NOT NULL, cost_center TEXT NOT NULL,
  element TEXT NOT NULL, budget_fen INTEGER NOT NULL, PRIMARY KEY (batch_id, row_no)
) WITHOUT ROWID, STRICT;
CREATE TABLE target (
  batch_id INTEGER NOT NULL REFERENCES batch, row_no INTEGER NOT NULL, span TEXT NOT NULL, scope TEXT NOT NULL,
  indicator TEXT NOT NULL, target TEXT NOT NULL, direction TEXT, PRIMARY KEY (batch_id, row_no)
) WITHOUT ROWID, STRICT;
CREATE TABLE quality_event (
  batch_id INTEGER NOT NULL REFERENCES batch, row_no INTEGER NOT NULL, event_no TEXT NOT NULL, case_no TEXT,
  occurred_at TEXT NOT NULL, period TEXT NOT NULL, type TEXT NOT NULL, level TEXT, department TEXT,
  PRIMARY KEY (batch_id, row_no)
) WITHOUT ROWID, STRICT;

-- By what a corrected file finds the rows it replaces.
CREATE INDEX item_code ON item (code);
CREATE INDEX driver_quantity_period ON driver_quantity (period);
CREATE INDEX benchmark_group ON benchmark (group_code);
CREATE INDEX inventory_month_item ON inventory_month (item_code);
CREATE INDEX budget_line_span ON budget_line (span);
CREATE INDEX target_span ON target (span);
CREATE INDEX quality_event_no ON quality_event (event_no);
`,
}
