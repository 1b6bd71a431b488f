import type { Migration } from './index.ts'

/**
 * What people said of a difference with the insurer, about this case while it came to this amount; what they typed for the advances
 * and the clearing of a year (JSON, shared/contract/settlement-plan.ts); and cases priced again under another policy, beside what they
 * came to then. cause: none, priced, class or factors; of factors the rate has what weight and coefficient leave of the change.
 */
export const migration009: Migration = {
  version: 9,
  up: `
CREATE TABLE settlement_note (
  case_no TEXT PRIMARY KEY, state TEXT NOT NULL, text TEXT NOT NULL, difference_fen INTEGER NOT NULL, by TEXT NOT NULL,
  at TEXT NOT NULL
) WITHOUT ROWID, STRICT;
CREATE TABLE settlement_plan (year TEXT PRIMARY KEY, content TEXT NOT NULL) WITHOUT ROWID, STRICT;

-- left_out: cases of the months whose groups belong to another scheme than the policy's, or that points price.
CREATE TABLE repricing (
  id INTEGER PRIMARY KEY AUTOINCREMENT, policy_id INTEGER NOT NULL REFERENCES policy ON DELETE CASCADE,
  valid_from TEXT, valid_to TEXT, data_revision INTEGER NOT NULL, computed_revision INTEGER NOT NULL, at TEXT NOT NULL,
  cases INTEGER NOT NULL, left_out INTEGER NOT NULL
) STRICT;
CREATE INDEX repricing_policy ON repricing (policy_id);
CREATE TABLE repriced_case (
  repricing_id INTEGER NOT NULL REFERENCES repricing ON DELETE CASCADE,
  case_id INTEGER NOT NULL REFERENCES hospital_case ON DELETE CASCADE,
  class TEXT NOT NULL, rw_micro INTEGER, ratio REAL, standard_fen INTEGER, standard_frac INTEGER,
  payment_fen INTEGER, payment_frac INTEGER, paid_fen INTEGER, patient_fen INTEGER, fund_fen INTEGER, fund_frac INTEGER,
  before_class TEXT NOT NULL, before_fen INTEGER, before_frac INTEGER, cause TEXT NOT NULL,
  weight_fen INTEGER, weight_frac INTEGER, coefficient_fen INTEGER, coefficient_frac INTEGER,
  PRIMARY KEY (repricing_id, case_id)
) WITHOUT ROWID, STRICT;
CREATE INDEX repriced_case_case ON repriced_case (case_id);
`,
}
