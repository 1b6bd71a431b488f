import type { Migration } from './index.ts'

/**
 * Sums of computed cases that share month, group, team, physician and so on: what pages add up. Triggers note the months whose cases
 * change; the transaction that changed them brings their cells up to date before it ends.
 */
export const migration011: Migration = {
  version: 11,
  up: `
ALTER TABLE case_fact ADD COLUMN official_group TEXT;
UPDATE case_fact SET official_group = (SELECT official_group FROM hospital_case WHERE id = case_id);

CREATE TABLE fact_cell (
  period TEXT NOT NULL, team TEXT, physician TEXT, insurance TEXT, group_source TEXT NOT NULL, scheme_id INTEGER, policy_id INTEGER,
  status TEXT NOT NULL, mdc TEXT NOT NULL, adrg TEXT NOT NULL, drg TEXT NOT NULL, class TEXT NOT NULL,
  cost_method TEXT, cost_estimated INTEGER, cost_partial INTEGER, official_group TEXT,
  n INTEGER NOT NULL, n_los INTEGER NOT NULL, n_patient INTEGER NOT NULL, n_differ INTEGER NOT NULL, differ_fen INTEGER NOT NULL,
  n_preop INTEGER NOT NULL, n_return_known INTEGER NOT NULL, n_complication_known INTEGER NOT NULL, n_day_known INTEGER NOT NULL,
  n_day_surgery INTEGER NOT NULL, n_self_pay INTEGER NOT NULL, self_pay_charge_fen INTEGER NOT NULL,
  n_losing_b1 INTEGER NOT NULL, n_losing_b3 INTEGER NOT NULL,
  operated INTEGER, preop_days INTEGER, readmitted INTEGER, complicated INTEGER, self_pay_fen INTEGER,
  staff_fen INTEGER, materials_fen INTEGER, drugs_fen INTEGER, depreciation_fen INTEGER, amortisation_fen INTEGER,
  risk_fund_fen INTEGER, other_fen INTEGER, unsplit_fen INTEGER, standard_fen INTEGER, standard_frac INTEGER,
  rw_micro INTEGER, payment_fen INTEGER, payment_frac INTEGER, paid_fen INTEGER, patient_fen INTEGER, fund_fen INTEGER, fund_frac INTEGER,
  charge_fen INTEGER NOT NULL, cost_fen INTEGER, los INTEGER, death INTEGER NOT NULL, lines INTEGER NOT NULL, lines_fen INTEGER NOT NULL,
  category_01 INTEGER NOT NULL, category_02 INTEGER NOT NULL, category_03 INTEGER NOT NULL, category_04 INTEGER NOT NULL,
  category_05 INTEGER NOT NULL, category_06 INTEGER NOT NULL, category_07 INTEGER NOT NULL, category_08 INTEGER NOT NULL,
  category_09 INTEGER NOT NULL, category_10 INTEGER NOT NULL, category_11 INTEGER NOT NULL, category_12 INTEGER NOT NULL,
  category_13 INTEGER NOT NULL, category_14 INTEGER NOT NULL, category_00 INTEGER NOT NULL
) STRICT;
CREATE INDEX fact_cell_period ON fact_cell (period, drg);
CREATE INDEX fact_cell_drg ON fact_cell (drg);

CREATE TABLE fact_changed (period TEXT PRIMARY KEY) WITHOUT ROWID, STRICT;
CREATE TRIGGER case_fact_added AFTER INSERT ON case_fact BEGIN
  INSERT OR IGNORE INTO fact_changed VALUES (NEW.period);
END;
CREATE TRIGGER case_fact_altered AFTER UPDATE ON case_fact BEGIN
  INSERT OR IGNORE INTO fact_changed VALUES (NEW.period), (OLD.period);
END;
CREATE TRIGGER case_fact_gone AFTER DELETE ON case_fact BEGIN
  INSERT OR IGNORE INTO fact_changed VALUES (OLD.period);
END;
INSERT INTO fact_changed SELECT DISTINCT period FROM case_fact;
`,
}
