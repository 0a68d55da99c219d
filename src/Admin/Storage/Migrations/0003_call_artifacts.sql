-- What lines of calls leave behind besides their report: ranges of files in the data folder. They go when their call goes.

CREATE TABLE call_artifacts (
    workspace_id  TEXT    NOT NULL,
    call_id       TEXT    NOT NULL,
    -- Path below the artifacts folder.
    file          TEXT    NOT NULL,
    position      BIGINT  NOT NULL,
    bytes         BIGINT  NOT NULL,
    -- Such as sip.
    kind          TEXT    NOT NULL,
    media_type    TEXT    NOT NULL,
    kept_at       BIGINT  NOT NULL,
    PRIMARY KEY (workspace_id, call_id, file, position)
);

-- Which files nobody needs any more.
CREATE INDEX call_artifacts_of_file ON call_artifacts (file);
