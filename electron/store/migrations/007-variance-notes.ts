import type { Migration } from './index.ts'

/** What people said of a variance. `subject`: which row of which comparison, as services/variance/notes.ts writes it. */
export const migration007: Migration = {
  version: 7,
  up: `
CREATE TABLE variance_note (
  subject TEXT PRIMARY KEY, cause TEXT NOT NULL, text TEXT NOT NULL, by TEXT NOT NULL, at TEXT NOT NULL
) WITHOUT ROWID, STRICT;
`,
}
