import type { Migration } from './index.ts'

/**
 * The exchange with the finance office: whom the book trusts, what came and went, and the items that answers land on. A stream's
 * last number is that of its packages here, also of those undone: a number is never used twice.
 */
export const migration005: Migration = {
  version: 5,
  up: `
CREATE TABLE sync_party (
  fingerprint TEXT PRIMARY KEY, card TEXT NOT NULL, added_at TEXT NOT NULL, confirmed_at TEXT, revoked_at TEXT
) WITHOUT ROWID, STRICT;

-- sha256: of the manifest, what a package is known by. sender, receiver: fingerprints.
CREATE TABLE sync_package (
  id INTEGER PRIMARY KEY AUTOINCREMENT, direction TEXT NOT NULL CHECK (direction IN ('in', 'out')),
  sha256 TEXT NOT NULL UNIQUE, sender TEXT NOT NULL, receiver TEXT NOT NULL, department TEXT NOT NULL,
  sequence INTEGER NOT NULL, manifest TEXT NOT NULL, encrypted INTEGER NOT NULL, file_name TEXT NOT NULL,
  at TEXT NOT NULL, undone_at TEXT, UNIQUE (sender, receiver, department, sequence)
) STRICT;

-- content: the rows of the return as JSON. sent_in: the last return it went out in; NULL while it never did.
CREATE TABLE sync_item (
  id TEXT PRIMARY KEY, kind TEXT NOT NULL, period TEXT NOT NULL, content TEXT NOT NULL, draft INTEGER NOT NULL,
  sent_in INTEGER REFERENCES sync_package, created_at TEXT NOT NULL, changed_at TEXT NOT NULL
) WITHOUT ROWID, STRICT;
CREATE INDEX sync_item_period ON sync_item (period);
CREATE TABLE sync_evidence (
  id INTEGER PRIMARY KEY, item_id TEXT NOT NULL REFERENCES sync_item ON DELETE CASCADE, name TEXT NOT NULL,
  title TEXT NOT NULL, sha256 TEXT NOT NULL, bytes INTEGER NOT NULL, content BLOB NOT NULL, UNIQUE (item_id, name)
) STRICT;

-- Answers name their item; one may come for an item that a restored book no longer has, and is kept all the same.
CREATE TABLE sync_answer (
  package_id INTEGER NOT NULL REFERENCES sync_package, subject TEXT NOT NULL, item_id TEXT NOT NULL, decision TEXT NOT NULL,
  settlement TEXT, approved_fen INTEGER, comment TEXT, decided_by TEXT NOT NULL, decided_at TEXT NOT NULL,
  PRIMARY KEY (package_id, subject, item_id)
) WITHOUT ROWID, STRICT;
CREATE INDEX sync_answer_item ON sync_answer (item_id);
`,
}
