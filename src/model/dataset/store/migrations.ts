/**
 * The store's schema, as the steps that lead to it: a store of an older version is brought up to date by the steps that it
 * lacks. A step that was once released is never changed.
 */
export const MIGRATIONS: readonly string[] = [
  `
  -- The content of files that were hashed, as long as size and time stay what they were.
  CREATE TABLE picture (
    path TEXT PRIMARY KEY,
    stamp TEXT NOT NULL,
    hash BLOB NOT NULL
  ) WITHOUT ROWID;

  -- A model with a way to prepare pictures.
  CREATE TABLE model (
    id INTEGER PRIMARY KEY,
    key TEXT NOT NULL UNIQUE
  );

  -- What a model said of a content: a summary, or why it could say nothing.
  CREATE TABLE result (
    id INTEGER PRIMARY KEY,
    hash BLOB NOT NULL,
    model INTEGER NOT NULL REFERENCES model (id),
    summary TEXT,
    top INTEGER NOT NULL DEFAULT 0,
    probabilities BLOB,
    code TEXT,
    message TEXT,
    path TEXT,
    UNIQUE (hash, model)
  );

  CREATE TABLE feature (
    id INTEGER PRIMARY KEY,
    hash BLOB NOT NULL,
    model INTEGER NOT NULL REFERENCES model (id),
    variant TEXT NOT NULL,
    value BLOB NOT NULL,
    UNIQUE (hash, model, variant)
  );

  CREATE TABLE run (
    id INTEGER PRIMARY KEY,
    key TEXT NOT NULL UNIQUE,
    model INTEGER NOT NULL REFERENCES model (id),
    request TEXT NOT NULL,
    notes TEXT NOT NULL,
    state TEXT NOT NULL,
    created INTEGER NOT NULL,
    changed INTEGER NOT NULL
  );

  -- status: 0 waits, 1 is done, 2 failed
  CREATE TABLE run_picture (
    run INTEGER NOT NULL REFERENCES run (id) ON DELETE CASCADE,
    place INTEGER NOT NULL,
    path TEXT NOT NULL,
    relative TEXT NOT NULL,
    label TEXT,
    split TEXT,
    hash BLOB,
    status INTEGER NOT NULL DEFAULT 0,
    code TEXT,
    message TEXT,
    PRIMARY KEY (run, place)
  ) WITHOUT ROWID;

  CREATE INDEX run_picture_status ON run_picture (run, status, place);
  `,
];
