import type { Migration } from './index.ts'

/** Closed months, and who did what: the audit log is only ever added to. */
export const migration004: Migration = {
  version: 4,
  up: `
CREATE TABLE period_close (period TEXT PRIMARY KEY, closed_at TEXT NOT NULL, closed_by TEXT NOT NULL) WITHOUT ROWID, STRICT;
-- before and after: counts of cases, charge lines and batches, as JSON
CREATE TABLE audit (
  id INTEGER PRIMARY KEY AUTOINCREMENT, at TEXT NOT NULL, who TEXT NOT NULL, action TEXT NOT NULL,
  what_zh TEXT NOT NULL, what_en TEXT NOT NULL, before TEXT NOT NULL, after TEXT NOT NULL
) STRICT;
`,
}
