-- Recordings of calls: the files lie in the data folder. A row comes when the recording has ended, and goes with its file.

CREATE TABLE recordings (
    workspace_id  TEXT    NOT NULL,
    call_id       TEXT    NOT NULL,
    -- Path below the recordings folder.
    file          TEXT    NOT NULL,
    -- wav or opus.
    format        TEXT    NOT NULL,
    rate_hz       INTEGER NOT NULL,
    -- Of the plain content.
    bytes         BIGINT  NOT NULL,
    started_at    BIGINT  NOT NULL,
    ended_at      BIGINT  NOT NULL,
    -- Why it ends before its call; null: it does not.
    stop_reason   TEXT    NULL,
    PRIMARY KEY (workspace_id, call_id)
);

-- Which of them are too old.
CREATE INDEX recordings_ended ON recordings (ended_at);
