-- Written for SQLite and PostgreSQL alike: TEXT, BIGINT, INTEGER, DOUBLE PRECISION; times are Unix milliseconds; JSON is TEXT.
-- Every table but nodes belongs to a workspace.

CREATE TABLE nodes (
    node_id     TEXT    NOT NULL PRIMARY KEY,
    epoch       BIGINT  NOT NULL,
    version     TEXT    NOT NULL,
    started_at  BIGINT  NOT NULL
);

CREATE TABLE agents (
    workspace_id   TEXT    NOT NULL,
    agent_id       TEXT    NOT NULL,
    version        INTEGER NOT NULL,
    -- Grows by one with every save or delete in the workspace: how a node sees that something changed.
    revision       BIGINT  NOT NULL,
    -- Lower case; null when the agent has no extension or is deleted.
    extension_key  TEXT    NULL,
    -- Hash of the agent file last applied, if it came from one.
    import_hash    TEXT    NULL,
    created_at     BIGINT  NOT NULL,
    updated_at     BIGINT  NOT NULL,
    deleted_at     BIGINT  NULL,
    PRIMARY KEY (workspace_id, agent_id)
);

CREATE UNIQUE INDEX agents_extension ON agents (workspace_id, extension_key) WHERE extension_key IS NOT NULL;

CREATE TABLE agent_versions (
    workspace_id  TEXT    NOT NULL,
    agent_id      TEXT    NOT NULL,
    version       INTEGER NOT NULL,
    -- rest or import.
    source        TEXT    NOT NULL,
    body          TEXT    NOT NULL,
    saved_at      BIGINT  NOT NULL,
    PRIMARY KEY (workspace_id, agent_id, version)
);

CREATE TABLE calls (
    workspace_id   TEXT    NOT NULL,
    call_id        TEXT    NOT NULL,
    node_id        TEXT    NOT NULL,
    node_epoch     BIGINT  NOT NULL,
    -- Number and time of the last journal event applied: what makes the shipper idempotent and recovery exact.
    last_event     INTEGER NOT NULL,
    last_event_at  BIGINT  NOT NULL,
    leg_kind       TEXT    NOT NULL,
    direction      TEXT    NOT NULL,
    caller         TEXT    NOT NULL,
    callee         TEXT    NOT NULL,
    peer           TEXT    NOT NULL,
    reference      TEXT    NOT NULL,
    agent_id       TEXT    NULL,
    agent_name     TEXT    NULL,
    agent_version  INTEGER NOT NULL,
    started_at     BIGINT  NOT NULL,
    answered_at    BIGINT  NULL,
    ended_at       BIGINT  NULL,
    end_code       TEXT    NULL,
    end_side       TEXT    NULL,
    end_detail     TEXT    NULL,
    leg_report     TEXT    NULL,
    PRIMARY KEY (workspace_id, call_id)
);

CREATE INDEX calls_newest ON calls (workspace_id, started_at DESC, call_id DESC);
CREATE INDEX calls_of_agent ON calls (workspace_id, agent_id, started_at DESC, call_id DESC);
CREATE INDEX calls_open ON calls (node_id, node_epoch) WHERE ended_at IS NULL;

CREATE TABLE turns (
    workspace_id  TEXT    NOT NULL,
    call_id       TEXT    NOT NULL,
    event_number  INTEGER NOT NULL,
    turn_number   INTEGER NOT NULL,
    role          TEXT    NOT NULL,
    text          TEXT    NOT NULL,
    heard_text    TEXT    NOT NULL,
    started_at    BIGINT  NOT NULL,
    ended_at      BIGINT  NOT NULL,
    interrupted   INTEGER NOT NULL,
    latency       TEXT    NULL,
    PRIMARY KEY (workspace_id, call_id, event_number)
);

CREATE TABLE call_notes (
    workspace_id  TEXT    NOT NULL,
    call_id       TEXT    NOT NULL,
    event_number  INTEGER NOT NULL,
    at            BIGINT  NOT NULL,
    kind          TEXT    NOT NULL,
    data          TEXT    NOT NULL,
    PRIMARY KEY (workspace_id, call_id, event_number)
);

CREATE TABLE api_keys (
    workspace_id  TEXT    NOT NULL,
    key_id        TEXT    NOT NULL,
    name          TEXT    NOT NULL,
    -- SHA-256 of the key, lower-case hex. The key itself is stored nowhere here.
    key_hash      TEXT    NOT NULL,
    created_at    BIGINT  NOT NULL,
    revoked_at    BIGINT  NULL,
    PRIMARY KEY (workspace_id, key_id)
);

CREATE UNIQUE INDEX api_keys_hash ON api_keys (key_hash);
