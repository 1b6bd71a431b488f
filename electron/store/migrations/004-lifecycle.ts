import type { Migration } from './index.ts'

/**
 * Closed months, years taken out, and who did what. A closed month cannot change, so what would change it when undone is worked
 * out once, when it is closed. The audit log is only ever added to: the file itself refuses anything else.
 */
export const migration004: Migration = {
  version: 4,
  up: `
-- command_id: the closing that holds. sha256: of the month's computed rows, as store/periods.ts writes them.
CREATE TABLE period_close (
  period TEXT PRIMARY KEY, closed_at TEXT NOT NULL, closed_by TEXT NOT NULL, command_id INTEGER NOT NULL,
  cases INTEGER NOT NULL, lines INTEGER NOT NULL, charge_fen INTEGER NOT NULL,
  payment_fen INTEGER NOT NULL, payment_frac INTEGER NOT NULL, sha256 TEXT NOT NULL
) WITHOUT ROWID, STRICT;
-- What a closed month stands on: taking it back would change the month.
CREATE TABLE period_lock (
  kind TEXT NOT NULL CHECK (kind IN ('batch', 'scheme', 'policy', 'trial')), ref INTEGER NOT NULL,
  period TEXT NOT NULL REFERENCES period_close, PRIMARY KEY (kind, ref, period)
) WITHOUT ROWID, STRICT;
CREATE INDEX period_lock_period ON period_lock (period);

-- Rows of a batch that were taken out with their year.
CREATE TABLE batch_removed (
  batch_id INTEGER NOT NULL REFERENCES batch, year TEXT NOT NULL, row_count INTEGER NOT NULL, amount_fen INTEGER NOT NULL,
  PRIMARY KEY (batch_id, year)
) WITHOUT ROWID, STRICT;

-- counts: cases, charge lines and committed batches. uid: tells a row from one that only looks alike, in any copy of the book.
CREATE TABLE audit (
  id INTEGER PRIMARY KEY AUTOINCREMENT, uid TEXT NOT NULL UNIQUE, at TEXT NOT NULL, who TEXT NOT NULL, action TEXT NOT NULL,
  what_zh TEXT NOT NULL, what_en TEXT NOT NULL,
  cases_before INTEGER NOT NULL, lines_before INTEGER NOT NULL, batches_before INTEGER NOT NULL,
  cases_after INTEGER NOT NULL, lines_after INTEGER NOT NULL, batches_after INTEGER NOT NULL
) STRICT;
CREATE TRIGGER audit_stays BEFORE DELETE ON audit BEGIN SELECT raise(ABORT, 'the audit log is only added to'); END;
CREATE TRIGGER audit_holds BEFORE UPDATE ON audit BEGIN SELECT raise(ABORT, 'the audit log is only added to'); END;
-- A book from before the log: its first row says what was there.
INSERT INTO audit (uid, at, who, action, what_zh, what_en, cases_before, lines_before, batches_before, cases_after, lines_after, batches_after)
  SELECT lower(hex(randomblob(16))), datetime('now', 'localtime'), '', 'upgrade', '开始记录审计日志', 'The audit log begins',
    cases, lines, batches, cases, lines, batches
  FROM (SELECT (SELECT count(*) FROM hospital_case) AS cases,
    (SELECT coalesce(sum(accepted), 0) FROM batch WHERE kind = 'charges' AND state = 'committed') AS lines,
    (SELECT count(*) FROM batch WHERE state = 'committed') AS batches)
  WHERE batches > 0;
`,
}
