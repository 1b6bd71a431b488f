import type { Migration } from './index.ts'

/** Activity sheets (作业成本表), each version kept. */
export const migration006: Migration = {
  version: 6,
  up: `
CREATE TABLE activity_sheet (
  id INTEGER PRIMARY KEY AUTOINCREMENT, code TEXT NOT NULL, version INTEGER NOT NULL, name TEXT NOT NULL, content TEXT NOT NULL,
  saved_at TEXT NOT NULL, UNIQUE (code, version)
) STRICT;
`,
}
