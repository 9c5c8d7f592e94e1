-- One row a decision, in the order they were made. Rows are never changed or removed.
CREATE TABLE decisions (
    row        INTEGER PRIMARY KEY AUTOINCREMENT,
    thread_id  TEXT NOT NULL,
    comment_id TEXT NOT NULL,
    action     TEXT NOT NULL CHECK (action IN ('approve', 'remove', 'escalate', 'skip', 'undo')),
    moderator  TEXT NOT NULL,
    at         TEXT NOT NULL,  -- ISO 8601, UTC
    note       TEXT NOT NULL DEFAULT ''
);

CREATE INDEX decisions_of_comment ON decisions (thread_id, comment_id, row);

CREATE TRIGGER decisions_are_never_changed BEFORE UPDATE ON decisions
BEGIN
    SELECT RAISE(ABORT, 'decisions are never changed');
END;

CREATE TRIGGER decisions_are_never_removed BEFORE DELETE ON decisions
BEGIN
    SELECT RAISE(ABORT, 'decisions are never removed');
END;

-- INSERT OR REPLACE would remove a row without asking the trigger above.
CREATE TRIGGER decisions_are_never_replaced BEFORE INSERT ON decisions
WHEN EXISTS (SELECT 1 FROM decisions WHERE row = NEW.row)
BEGIN
    SELECT RAISE(ABORT, 'decisions are never replaced');
END;
