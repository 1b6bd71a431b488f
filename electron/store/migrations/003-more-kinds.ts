import type { Migration } from './index.ts'

/**
 * Further kinds of files: what the insurer settled, stock, budgets, targets and quality events. A row counts while its batch is
 * committed; of two batches that state the same thing the later one holds.
 */
export const migration003: Migration = {
  version: 3,
  up: `
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
`,
}
