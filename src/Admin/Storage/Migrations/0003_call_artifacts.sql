-- What lines of calls leave behind besides their report: files in the data folder. They go when their call goes.

CREATE TABLE call_artifacts (
    workspace_id  TEXT    NOT NULL,
    call_id       TEXT    NOT NULL,
    -- Path below the artifacts folder.
    file          TEXT    NOT NULL,
    -- Such as sip.
    kind          TEXT    NOT NULL,
    media_type    TEXT    NOT NULL,
    bytes         BIGINT  NOT NULL,
    kept_at       BIGINT  NOT NULL,
    PRIMARY KEY (workspace_id, call_id, file)
);
