import type { Migration } from './index.ts'

/** The exchange with the finance office: whom the book trusts, what came and went, and the items answers land on. */
export const migration005: Migration = {
  version: 5,
  up: `
CREATE TABLE sync_party (
  fingerprint TEXT PRIMARY KEY, card TEXT NOT NULL, added_at TEXT NOT NULL, confirmed_at TEXT, revoked_at TEXT
) WITHOUT ROWID, STRICT;
`,
}
