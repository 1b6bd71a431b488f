import type { Migration } from './index.ts'

/**
 * Policies that were taken out of use keep their row: closed months go on naming them. `case_add_on`: what the lines of a case came to
 * for each add-on of the policy that settled it, so that its settlement can be told again.
 */
export const migration008: Migration = {
  version: 8,
  up: `
ALTER TABLE policy ADD COLUMN removed_at TEXT;
CREATE TABLE case_add_on (
  case_id INTEGER NOT NULL REFERENCES hospital_case ON DELETE CASCADE, policy_id INTEGER NOT NULL, code TEXT NOT NULL,
  amount_fen INTEGER NOT NULL, PRIMARY KEY (case_id, policy_id, code)
) WITHOUT ROWID, STRICT;
`,
}
