-- Trunks, each save an immutable version as with agents; and the list of routes, versioned as a whole.

CREATE TABLE trunks (
    workspace_id   TEXT    NOT NULL,
    trunk_id       TEXT    NOT NULL,
    version        INTEGER NOT NULL,
    -- Grows by one with every save or delete in the workspace.
    revision       BIGINT  NOT NULL,
    -- Hash of the file last applied, if it came from one.
    import_hash    TEXT    NULL,
    created_at     BIGINT  NOT NULL,
    updated_at     BIGINT  NOT NULL,
    deleted_at     BIGINT  NULL,
    PRIMARY KEY (workspace_id, trunk_id)
);

CREATE TABLE trunk_versions (
    workspace_id  TEXT    NOT NULL,
    trunk_id      TEXT    NOT NULL,
    version       INTEGER NOT NULL,
    -- rest or import.
    source        TEXT    NOT NULL,
    -- Passwords in it are sealed.
    body          TEXT    NOT NULL,
    saved_at      BIGINT  NOT NULL,
    PRIMARY KEY (workspace_id, trunk_id, version)
);

CREATE TABLE route_versions (
    workspace_id  TEXT    NOT NULL,
    version       INTEGER NOT NULL,
    source        TEXT    NOT NULL,
    import_hash   TEXT    NULL,
    body          TEXT    NOT NULL,
    saved_at      BIGINT  NOT NULL,
    PRIMARY KEY (workspace_id, version)
);
