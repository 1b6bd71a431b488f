import type { Migration } from './index.ts'

/**
 * Schemes take turns by month, a scheme may be a DIP directory, and a scheme can be tried before it is put in force: what the
 * cases would come to under it is kept beside what they came to, and the two change places when it is accepted.
 */
export const migration002: Migration = {
  version: 2,
  up: `
ALTER TABLE scheme ADD COLUMN kind TEXT NOT NULL DEFAULT 'DRG' CHECK (kind IN ('DRG', 'DIP'));

-- Which scheme groups which months; NULL is an open end. Spans never overlap (see shared/domain/scheme-timetable.ts).
CREATE TABLE scheme_span (scheme_id INTEGER NOT NULL REFERENCES scheme, valid_from TEXT, valid_to TEXT) STRICT;
INSERT INTO scheme_span (scheme_id)
  SELECT json_extract(value, '$') FROM setting WHERE key = 'schemeId' AND value <> 'null';
DELETE FROM setting WHERE key = 'schemeId';

-- Commands that chose a scheme remember the timetable they replaced.
UPDATE command SET inverse = json_set(json_remove(inverse, '$.previous'), '$.timetable',
    CASE WHEN json_extract(inverse, '$.previous') IS NULL THEN json('[]')
      ELSE json_array(json_object('schemeId', json_extract(inverse, '$.previous'), 'from', NULL, 'to', NULL)) END)
  WHERE kind IN ('scheme-add', 'scheme-use');

-- Which schemes the computed rows were grouped by, without reading them all.
CREATE INDEX case_fact_scheme ON case_fact (scheme_id);

-- A scheme tried over some months. data_revision: of the data the results were computed from.
CREATE TABLE trial (
  id INTEGER PRIMARY KEY AUTOINCREMENT, scheme_id INTEGER NOT NULL REFERENCES scheme, valid_from TEXT, valid_to TEXT,
  data_revision INTEGER NOT NULL, at TEXT NOT NULL, accepted_at TEXT
) STRICT;
-- What a case would come to; once the trial is accepted, what it came to before. Same columns as case_fact.
CREATE TABLE trial_result (
  case_id INTEGER NOT NULL REFERENCES hospital_case ON DELETE CASCADE, trial_id INTEGER NOT NULL REFERENCES trial,
  group_source TEXT NOT NULL, scheme_id INTEGER, policy_id INTEGER,
  status TEXT NOT NULL, mdc TEXT NOT NULL, adrg TEXT NOT NULL, drg TEXT NOT NULL,
  class TEXT NOT NULL, rw_micro INTEGER, ratio REAL,
  standard_fen INTEGER, standard_frac INTEGER, payment_fen INTEGER, payment_frac INTEGER, paid_fen INTEGER,
  patient_fen INTEGER, fund_fen INTEGER, fund_frac INTEGER,
  PRIMARY KEY (case_id, trial_id)
) WITHOUT ROWID, STRICT;
CREATE INDEX trial_result_trial ON trial_result (trial_id);
`,
}
