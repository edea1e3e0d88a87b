-- Schema 1. Times are milliseconds since 1970-01-01 UTC, lengths are seconds, sizes are bytes, money is
-- in micro-units. docs/library-format.md describes every table; a test compares the two.
-- Texts that hold JSON are checked by their first letter: SQLite 3.40 does not allow its JSON functions
-- in a schema that is not trusted.

CREATE TABLE library (
    id              INTEGER PRIMARY KEY CHECK (id = 1),
    uid             TEXT NOT NULL,
    schema_digest   TEXT NOT NULL,
    created_at      INTEGER NOT NULL
) STRICT;

CREATE TABLE provider (
    id              INTEGER PRIMARY KEY,
    uid             TEXT NOT NULL UNIQUE,
    name            TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 64),
    profile         TEXT NOT NULL,
    base_url        TEXT NOT NULL,
    key_source      TEXT NOT NULL CHECK (substr(key_source, 1, 1) = '{'),
    ca_file         TEXT,
    allow_private   INTEGER NOT NULL DEFAULT 0 CHECK (allow_private IN (0, 1)),
    paused_code     TEXT,
    paused_reason   TEXT,
    paused_at       INTEGER,
    created_at      INTEGER NOT NULL,
    removed_at      INTEGER,
    CHECK ((paused_code IS NULL) = (paused_at IS NULL))
) STRICT;
CREATE UNIQUE INDEX provider_name ON provider (name) WHERE removed_at IS NULL;

-- How much may be spent at a provider in a day or a month, both by UTC.
CREATE TABLE budget (
    provider_id     INTEGER NOT NULL REFERENCES provider (id),
    period          TEXT NOT NULL CHECK (period IN ('day', 'month')),
    micros          INTEGER NOT NULL CHECK (micros >= 0),
    currency        TEXT NOT NULL CHECK (length(currency) = 3),
    PRIMARY KEY (provider_id, period)
) STRICT, WITHOUT ROWID;

CREATE TABLE prompt (
    id              INTEGER PRIMARY KEY,
    uid             TEXT NOT NULL UNIQUE,
    text            TEXT NOT NULL CHECK (length(text) > 0),
    digest          TEXT NOT NULL,
    title           TEXT,
    revision        INTEGER NOT NULL DEFAULT 1 CHECK (revision >= 1),
    revises         INTEGER REFERENCES prompt (id),
    created_at      INTEGER NOT NULL,
    CHECK ((revision = 1) = (revises IS NULL))
) STRICT;
CREATE INDEX prompt_digest ON prompt (digest);
-- While a load has names of rows that are still to come, SQLite looks for each new row among those that may name it.
CREATE INDEX prompt_revises ON prompt (revises) WHERE revises IS NOT NULL;

-- A reference image: a file of the library, a public address, or both. The same file with the same
-- address is there once.
CREATE TABLE image (
    id              INTEGER PRIMARY KEY,
    uid             TEXT NOT NULL UNIQUE,
    url             TEXT CHECK (length(url) > 0),
    sha256          TEXT CHECK (length(sha256) = 64),
    extension       TEXT,
    bytes           INTEGER CHECK (bytes > 0),
    format          TEXT,
    width           INTEGER CHECK (width > 0),
    height          INTEGER CHECK (height > 0),
    title           TEXT,
    created_at      INTEGER NOT NULL,
    CHECK (url IS NOT NULL OR sha256 IS NOT NULL),
    CHECK ((sha256 IS NULL) = (extension IS NULL) AND (sha256 IS NULL) = (bytes IS NULL))
) STRICT;
CREATE INDEX image_sha256 ON image (sha256);
CREATE INDEX image_url ON image (url);

CREATE TABLE task (
    id              INTEGER PRIMARY KEY,
    uid             TEXT NOT NULL UNIQUE,
    state           TEXT NOT NULL,
    provider_id     INTEGER NOT NULL REFERENCES provider (id),
    prompt_id       INTEGER REFERENCES prompt (id),
    operation       TEXT NOT NULL CHECK (operation IN ('create', 'remix', 'edit', 'extend', 'frame')),
    model           TEXT NOT NULL,
    prompt_text     TEXT NOT NULL,
    seconds         INTEGER CHECK (seconds > 0),
    width           INTEGER CHECK (width > 0),
    height          INTEGER CHECK (height > 0),
    aspect_ratio    TEXT,
    tolerance       REAL CHECK (tolerance >= 0),
    short_side_from INTEGER CHECK (short_side_from > 0),
    short_side_to   INTEGER CHECK (short_side_to >= short_side_from),
    expects_audio   INTEGER NOT NULL DEFAULT 0 CHECK (expects_audio IN (0, 1)),
    request         TEXT NOT NULL CHECK (substr(request, 1, 1) = '{'),
    retry_of        INTEGER REFERENCES task (id),
    remixed_from    INTEGER REFERENCES video (id),
    remote_id       TEXT CHECK (length(remote_id) BETWEEN 1 AND 512),
    remote_status   TEXT,
    progress        INTEGER NOT NULL DEFAULT 0 CHECK (progress BETWEEN 0 AND 100),
    error_code      TEXT,
    error_message   TEXT,
    cost_micros     INTEGER CHECK (cost_micros >= 0),
    cost_currency   TEXT,
    cost_estimated  INTEGER NOT NULL DEFAULT 1 CHECK (cost_estimated IN (0, 1)),
    created_at      INTEGER NOT NULL,
    submitted_at    INTEGER,
    completed_at    INTEGER,
    expires_at      INTEGER,
    next_at         INTEGER NOT NULL DEFAULT 0,
    tries           INTEGER NOT NULL DEFAULT 0,
    CHECK ((width IS NULL) = (height IS NULL)),
    CHECK ((short_side_from IS NULL) = (short_side_to IS NULL)),
    CHECK ((cost_micros IS NULL) = (cost_currency IS NULL)),
    CHECK (remote_id IS NOT NULL
           OR state NOT IN ('submitted', 'in_progress', 'completed', 'downloading', 'succeeded', 'expired'))
) STRICT;
CREATE INDEX task_due ON task (state, next_at);
CREATE INDEX task_prompt ON task (prompt_id);
CREATE INDEX task_model ON task (model COLLATE NOCASE);
CREATE INDEX task_provider ON task (provider_id);
CREATE INDEX task_remixed_from ON task (remixed_from);
CREATE INDEX task_retry_of ON task (retry_of) WHERE retry_of IS NOT NULL;
CREATE UNIQUE INDEX task_remote ON task (provider_id, remote_id) WHERE remote_id IS NOT NULL;

-- The legal steps of a task's life; the trigger below refuses every other.
CREATE TABLE task_edge (
    from_state      TEXT NOT NULL,
    to_state        TEXT NOT NULL,
    PRIMARY KEY (from_state, to_state)
) STRICT, WITHOUT ROWID;
INSERT INTO task_edge (from_state, to_state) VALUES
    ('draft', 'queued'), ('draft', 'cancelled'),
    ('queued', 'draft'), ('queued', 'submitting'), ('queued', 'cancelled'),
    ('submitting', 'submitted'), ('submitting', 'queued'), ('submitting', 'rejected'), ('submitting', 'uncertain'),
    ('uncertain', 'submitted'), ('uncertain', 'queued'), ('uncertain', 'abandoned'),
    ('submitted', 'in_progress'), ('submitted', 'completed'), ('submitted', 'failed'), ('submitted', 'cancelled'),
    ('in_progress', 'completed'), ('in_progress', 'failed'), ('in_progress', 'cancelled'),
    ('completed', 'downloading'), ('completed', 'expired'), ('completed', 'failed'),
    ('downloading', 'succeeded'), ('downloading', 'completed'), ('downloading', 'expired');

CREATE TRIGGER task_first_state BEFORE INSERT ON task
WHEN NEW.state NOT IN ('draft', 'queued') AND NOT (NEW.state = 'submitted' AND NEW.remote_id IS NOT NULL)
BEGIN SELECT RAISE(ABORT, 'a task starts as draft or queued, or is found at its service'); END;

CREATE TRIGGER task_legal_edge BEFORE UPDATE OF state ON task
WHEN NEW.state <> OLD.state
 AND NOT EXISTS (SELECT 1 FROM task_edge WHERE from_state = OLD.state AND to_state = NEW.state)
BEGIN SELECT RAISE(ABORT, 'not a legal step of a task'); END;

CREATE TRIGGER task_request_frozen BEFORE UPDATE OF request, provider_id, model, prompt_text,
    tolerance, short_side_from, short_side_to, expects_audio ON task
BEGIN SELECT RAISE(ABORT, 'the request of a task is frozen'); END;

-- A service may tell later what a task that it had already came from; and what only others spoke of may turn up.
CREATE TRIGGER task_parent_kept BEFORE UPDATE OF remixed_from, operation ON task
WHEN OLD.remixed_from IS NOT NULL AND NOT (NEW.operation = OLD.operation AND EXISTS (
    SELECT 1 FROM video WHERE id = OLD.remixed_from AND task_id IS NULL AND file_state = 'absent' AND probed_at IS NULL))
BEGIN SELECT RAISE(ABORT, 'what a task came from is kept'); END;

CREATE TRIGGER task_kept BEFORE DELETE ON task
BEGIN SELECT RAISE(ABORT, 'tasks are history'); END;

-- One row a request that may charge. A second live one for a task cannot be recorded.
CREATE TABLE submit_attempt (
    id              INTEGER PRIMARY KEY,
    uid             TEXT NOT NULL UNIQUE,
    task_id         INTEGER NOT NULL REFERENCES task (id),
    phase           TEXT NOT NULL CHECK (phase IN ('armed', 'sending', 'answered')),
    outcome         TEXT NOT NULL CHECK (outcome IN ('pending', 'unknown', 'accepted', 'not_accepted', 'abandoned')),
    armed_at        INTEGER NOT NULL,
    sent_at         INTEGER,
    answered_at     INTEGER,
    status          INTEGER,
    request_id      TEXT,
    message         TEXT,
    cost_micros     INTEGER CHECK (cost_micros >= 0),
    cost_currency   TEXT,
    CHECK ((cost_micros IS NULL) = (cost_currency IS NULL))
) STRICT;
CREATE UNIQUE INDEX one_live_attempt ON submit_attempt (task_id)
    WHERE outcome IN ('pending', 'unknown', 'accepted');
CREATE INDEX attempt_task ON submit_attempt (task_id);
-- What was spent since a moment.
CREATE INDEX attempt_armed ON submit_attempt (armed_at);

-- What a service's list has that could be an uncertain task; a person decides.
CREATE TABLE proposal (
    task_id         INTEGER NOT NULL REFERENCES task (id),
    remote_id       TEXT NOT NULL CHECK (length(remote_id) BETWEEN 1 AND 512),
    made_at         INTEGER,
    seen_at         INTEGER NOT NULL,
    PRIMARY KEY (task_id, remote_id)
) STRICT, WITHOUT ROWID;

-- Where the bytes of a result are while they come.
CREATE TABLE download (
    task_id         INTEGER PRIMARY KEY REFERENCES task (id),
    file            TEXT NOT NULL,
    durable_bytes   INTEGER NOT NULL DEFAULT 0 CHECK (durable_bytes >= 0),
    total_bytes     INTEGER CHECK (total_bytes >= 0),
    validator       TEXT,
    sha256          TEXT CHECK (length(sha256) = 64),
    extension       TEXT,
    CHECK ((sha256 IS NULL) = (extension IS NULL))
) STRICT;

-- The audit trail: every change of a task's state, and what was found out about it.
CREATE TABLE event (
    id              INTEGER PRIMARY KEY,
    task_id         INTEGER NOT NULL REFERENCES task (id),
    at              INTEGER NOT NULL,
    from_state      TEXT,
    to_state        TEXT,
    what            TEXT NOT NULL,
    detail          TEXT CHECK (substr(detail, 1, 1) = '{')
) STRICT;
CREATE INDEX event_task ON event (task_id, id);
CREATE TRIGGER event_unchanged BEFORE UPDATE ON event BEGIN SELECT RAISE(ABORT, 'events are history'); END;
CREATE TRIGGER event_kept BEFORE DELETE ON event BEGIN SELECT RAISE(ABORT, 'events are history'); END;

CREATE TABLE video (
    id              INTEGER PRIMARY KEY,
    uid             TEXT NOT NULL UNIQUE,
    title           TEXT,
    task_id         INTEGER UNIQUE REFERENCES task (id),
    prompt_id       INTEGER REFERENCES prompt (id),
    operation       TEXT NOT NULL CHECK (operation IN ('create', 'import', 'remix', 'edit', 'extend', 'frame')),
    remixed_from    INTEGER REFERENCES video (id),
    file_state      TEXT NOT NULL CHECK (file_state IN ('present', 'missing', 'absent')),
    sha256          TEXT CHECK (length(sha256) = 64),
    extension       TEXT,
    bytes           INTEGER CHECK (bytes >= 0),
    container       TEXT,
    duration        REAL CHECK (duration >= 0),
    width           INTEGER,
    height          INTEGER,
    rotation        INTEGER CHECK (rotation IN (0, 90, 180, 270)),
    frame_rate      REAL,
    bit_rate        INTEGER,
    video_codec     TEXT,
    audio_codec     TEXT,
    has_audio       INTEGER CHECK (has_audio IN (0, 1)),
    video_duration  REAL CHECK (video_duration >= 0),
    fast_start      INTEGER CHECK (fast_start IN (0, 1)),
    requested_seconds       REAL,
    requested_width         INTEGER,
    requested_height        INTEGER,
    requested_aspect_ratio  TEXT,
    requested_tolerance     REAL CHECK (requested_tolerance >= 0),
    requested_side_from     INTEGER CHECK (requested_side_from > 0),
    requested_side_to       INTEGER CHECK (requested_side_to >= requested_side_from),
    requested_audio         INTEGER NOT NULL DEFAULT 0 CHECK (requested_audio IN (0, 1)),
    verdict         TEXT NOT NULL CHECK (verdict IN ('verified', 'mismatch', 'corrupt', 'unchecked', 'unprobed')),
    reasons         TEXT NOT NULL DEFAULT '[]' CHECK (substr(reasons, 1, 1) = '['),
    reason_codes    TEXT NOT NULL DEFAULT '[]' CHECK (substr(reason_codes, 1, 1) = '['),
    rating          INTEGER CHECK (rating BETWEEN 0 AND 5),
    notes           TEXT,
    created_at      INTEGER NOT NULL,
    imported_at     INTEGER,
    origin_provider TEXT,
    origin_model    TEXT,
    origin_id       TEXT,
    origin_parent   TEXT,
    probed_at       INTEGER,
    deep            TEXT CHECK (substr(deep, 1, 1) = '{'),
    deep_at         INTEGER,
    trashed_at      INTEGER,
    CHECK ((deep IS NULL) = (deep_at IS NULL)),
    CHECK ((requested_side_from IS NULL) = (requested_side_to IS NULL)),
    CHECK ((sha256 IS NULL) = (extension IS NULL)),
    CHECK (file_state = 'absent' OR sha256 IS NOT NULL)
) STRICT;
CREATE INDEX video_sha256 ON video (sha256);
CREATE INDEX video_remixed_from ON video (remixed_from);
CREATE INDEX video_prompt ON video (prompt_id);
CREATE INDEX video_verdict ON video (verdict);
-- Only a file of the same size can be the same: an import asks for each.
CREATE INDEX video_bytes ON video (bytes);
-- What services call clips that were imported, to find parent and child in whichever order they come.
CREATE INDEX video_origin ON video (origin_id) WHERE origin_id IS NOT NULL;
CREATE INDEX video_origin_parent ON video (origin_parent) WHERE origin_parent IS NOT NULL;
CREATE INDEX video_origin_model ON video (origin_model COLLATE NOCASE) WHERE origin_model IS NOT NULL;
CREATE INDEX video_origin_provider ON video (origin_provider COLLATE NOCASE) WHERE origin_provider IS NOT NULL;
CREATE INDEX video_created ON video (created_at);
CREATE INDEX video_rating ON video (rating) WHERE rating IS NOT NULL;
CREATE INDEX video_missing ON video (file_state) WHERE file_state = 'missing';
CREATE INDEX video_absent ON video (file_state) WHERE file_state = 'absent';
CREATE INDEX video_trashed ON video (trashed_at) WHERE trashed_at IS NOT NULL;

-- A video is never its own ancestor. Only one that has children can close a circle, so that most rows cost one look
-- into an index.
CREATE TRIGGER video_acyclic_new AFTER INSERT ON video
WHEN EXISTS (SELECT 1 FROM video WHERE remixed_from = NEW.id) AND NEW.id IN (
    WITH RECURSIVE up (id) AS (
        SELECT NEW.remixed_from UNION
        SELECT video.remixed_from FROM up JOIN video ON video.id = up.id)
    SELECT id FROM up)
BEGIN SELECT RAISE(ABORT, 'a video is not its own ancestor'); END;

CREATE TRIGGER video_acyclic_changed AFTER UPDATE OF remixed_from ON video
WHEN EXISTS (SELECT 1 FROM video WHERE remixed_from = NEW.id) AND NEW.id IN (
    WITH RECURSIVE up (id) AS (
        SELECT NEW.remixed_from UNION
        SELECT video.remixed_from FROM up JOIN video ON video.id = up.id)
    SELECT id FROM up)
BEGIN SELECT RAISE(ABORT, 'a video is not its own ancestor'); END;

-- Which images a task sends, in the order in which they are sent.
CREATE TABLE task_image (
    task_id         INTEGER NOT NULL REFERENCES task (id),
    position        INTEGER NOT NULL CHECK (position >= 1),
    image_id        INTEGER NOT NULL REFERENCES image (id),
    PRIMARY KEY (task_id, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX task_image_image ON task_image (image_id);

-- A named, ordered list of videos; with a query, it is what the query finds.
CREATE TABLE collection (
    id              INTEGER PRIMARY KEY,
    uid             TEXT NOT NULL UNIQUE,
    name            TEXT NOT NULL UNIQUE CHECK (length(name) BETWEEN 1 AND 200),
    query           TEXT,
    created_at      INTEGER NOT NULL
) STRICT;

CREATE TABLE collection_video (
    collection_id   INTEGER NOT NULL REFERENCES collection (id) ON DELETE CASCADE,
    video_id        INTEGER NOT NULL REFERENCES video (id),
    position        INTEGER NOT NULL,
    PRIMARY KEY (collection_id, video_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX collection_video_order ON collection_video (collection_id, position);
CREATE INDEX collection_video_video ON collection_video (video_id);

-- What the video of a task gets when it comes: tags, and a place at the end of collections.
CREATE TABLE task_tag (
    task_id         INTEGER NOT NULL REFERENCES task (id),
    tag             TEXT NOT NULL CHECK (length(tag) BETWEEN 1 AND 100),
    PRIMARY KEY (task_id, tag)
) STRICT, WITHOUT ROWID;
CREATE TABLE task_collection (
    task_id         INTEGER NOT NULL REFERENCES task (id),
    collection_id   INTEGER NOT NULL REFERENCES collection (id) ON DELETE CASCADE,
    PRIMARY KEY (task_id, collection_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX task_collection_collection ON task_collection (collection_id);

CREATE TABLE video_tag (
    video_id        INTEGER NOT NULL REFERENCES video (id),
    tag             TEXT NOT NULL CHECK (length(tag) BETWEEN 1 AND 100),
    PRIMARY KEY (video_id, tag)
) STRICT, WITHOUT ROWID;
CREATE INDEX video_tag_tag ON video_tag (tag COLLATE NOCASE);

CREATE TABLE prompt_tag (
    prompt_id       INTEGER NOT NULL REFERENCES prompt (id),
    tag             TEXT NOT NULL CHECK (length(tag) BETWEEN 1 AND 100),
    PRIMARY KEY (prompt_id, tag)
) STRICT, WITHOUT ROWID;
CREATE INDEX prompt_tag_tag ON prompt_tag (tag);

CREATE TABLE image_tag (
    image_id        INTEGER NOT NULL REFERENCES image (id),
    tag             TEXT NOT NULL CHECK (length(tag) BETWEEN 1 AND 100),
    PRIMARY KEY (image_id, tag)
) STRICT, WITHOUT ROWID;
CREATE INDEX image_tag_tag ON image_tag (tag);

-- Fields of the owner's own: what they are called and hold, and the value that a video has.
CREATE TABLE field (
    id              INTEGER PRIMARY KEY,
    uid             TEXT NOT NULL UNIQUE,
    name            TEXT NOT NULL UNIQUE CHECK (length(name) BETWEEN 1 AND 64),
    type            TEXT NOT NULL CHECK (type IN ('text', 'number', 'date')),
    created_at      INTEGER NOT NULL
) STRICT;

CREATE TABLE video_field (
    video_id        INTEGER NOT NULL REFERENCES video (id),
    field_id        INTEGER NOT NULL REFERENCES field (id) ON DELETE CASCADE,
    text            TEXT CHECK (length(text) BETWEEN 1 AND 1000),
    number          REAL,
    PRIMARY KEY (video_id, field_id),
    CHECK ((text IS NULL) <> (number IS NULL))
) STRICT, WITHOUT ROWID;
CREATE INDEX video_field_text ON video_field (field_id, text COLLATE NOCASE) WHERE text IS NOT NULL;
CREATE INDEX video_field_number ON video_field (field_id, number) WHERE number IS NOT NULL;

-- The texts of a video that words are looked for in, kept by the triggers below; spaced_letters() sets
-- the letters of scripts without spaces apart, so that each counts as a word.
CREATE TABLE search_text (
    id              INTEGER PRIMARY KEY,
    prompt          TEXT,
    title           TEXT,
    notes           TEXT,
    tags            TEXT
) STRICT;

-- The full-text index of that table, and the words that are in it.
CREATE VIRTUAL TABLE search USING fts5 (
    prompt, title, notes, tags, content = 'search_text', content_rowid = 'id',
    tokenize = 'unicode61 remove_diacritics 2', prefix = '1 2');
CREATE VIRTUAL TABLE search_word USING fts5vocab (search, instance);

CREATE TRIGGER search_text_insert AFTER INSERT ON search_text
BEGIN
    INSERT INTO search (rowid, prompt, title, notes, tags)
        VALUES (NEW.id, NEW.prompt, NEW.title, NEW.notes, NEW.tags);
END;

-- What the index holds of a row is taken out by its old values.
CREATE TRIGGER search_text_delete AFTER DELETE ON search_text
BEGIN
    INSERT INTO search (search, rowid, prompt, title, notes, tags)
        VALUES ('delete', OLD.id, OLD.prompt, OLD.title, OLD.notes, OLD.tags);
END;

CREATE TRIGGER search_text_update AFTER UPDATE ON search_text
BEGIN
    INSERT INTO search (search, rowid, prompt, title, notes, tags)
        VALUES ('delete', OLD.id, OLD.prompt, OLD.title, OLD.notes, OLD.tags);
    INSERT INTO search (rowid, prompt, title, notes, tags)
        VALUES (NEW.id, NEW.prompt, NEW.title, NEW.notes, NEW.tags);
END;

-- A load that writes the tags of a video before the video itself has each text indexed once.
CREATE TRIGGER video_search_insert AFTER INSERT ON video
BEGIN
    INSERT INTO search_text (id, prompt, title, notes, tags) VALUES (
        NEW.id,
        spaced_letters(coalesce(
            (SELECT prompt_text FROM task WHERE id = NEW.task_id),
            (SELECT text FROM prompt WHERE id = NEW.prompt_id))),
        spaced_letters(NEW.title), spaced_letters(NEW.notes),
        (SELECT group_concat(spaced_letters(tag), ' ') FROM video_tag WHERE video_id = NEW.id));
END;

CREATE TRIGGER video_search_update AFTER UPDATE OF title, notes, task_id, prompt_id ON video
BEGIN
    UPDATE search_text SET
        prompt = spaced_letters(coalesce(
            (SELECT prompt_text FROM task WHERE id = NEW.task_id),
            (SELECT text FROM prompt WHERE id = NEW.prompt_id))),
        title = spaced_letters(NEW.title), notes = spaced_letters(NEW.notes)
    WHERE id = NEW.id;
END;

CREATE TRIGGER video_search_delete AFTER DELETE ON video
BEGIN
    DELETE FROM search_text WHERE id = OLD.id;
END;

CREATE TRIGGER video_tag_search_insert AFTER INSERT ON video_tag
BEGIN
    UPDATE search_text SET tags =
        (SELECT group_concat(spaced_letters(tag), ' ') FROM video_tag WHERE video_id = NEW.video_id)
    WHERE id = NEW.video_id;
END;

CREATE TRIGGER video_tag_search_delete AFTER DELETE ON video_tag
BEGIN
    UPDATE search_text SET tags =
        (SELECT group_concat(spaced_letters(tag), ' ') FROM video_tag WHERE video_id = OLD.video_id)
    WHERE id = OLD.video_id;
END;

CREATE TRIGGER video_tag_search_update AFTER UPDATE ON video_tag
BEGIN
    UPDATE search_text SET tags =
        (SELECT group_concat(spaced_letters(tag), ' ') FROM video_tag WHERE video_id = search_text.id)
    WHERE id IN (OLD.video_id, NEW.video_id);
END;

CREATE TRIGGER prompt_search_update AFTER UPDATE OF text ON prompt
BEGIN
    UPDATE search_text SET prompt = spaced_letters(NEW.text)
    WHERE id IN (SELECT id FROM video WHERE prompt_id = NEW.id AND task_id IS NULL);
END;
-- When a person last changed a field (a tag is the field `tag:…`), so that of two copies of an object the newer
-- word can be told.
CREATE TABLE field_change (
    kind            TEXT NOT NULL CHECK (kind IN ('video', 'prompt', 'image')),
    object_id       INTEGER NOT NULL,
    field           TEXT NOT NULL,
    at              INTEGER NOT NULL,
    PRIMARY KEY (kind, object_id, field)
) STRICT, WITHOUT ROWID;

-- What people changed, by which command and when: `undo` takes sets back, `history` tells of them. Kept by triggers
-- that a changing program makes for its own connection.
CREATE TABLE change_set (
    id              INTEGER PRIMARY KEY,
    at              INTEGER NOT NULL,
    command         TEXT NOT NULL,
    is_undoable     INTEGER NOT NULL CHECK (is_undoable IN (0, 1)),
    undone_by       INTEGER REFERENCES change_set (id) ON DELETE SET NULL,
    changes         INTEGER NOT NULL DEFAULT 0,
    summary         TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX change_set_undone ON change_set (undone_by) WHERE undone_by IS NOT NULL;

-- One row that a set made, changed or removed: what it was before, and what it was after.
CREATE TABLE change (
    id              INTEGER PRIMARY KEY,
    set_id          INTEGER NOT NULL REFERENCES change_set (id) ON DELETE CASCADE,
    source          TEXT NOT NULL,
    row_id          INTEGER NOT NULL,
    part            TEXT,
    before          TEXT CHECK (substr(before, 1, 1) = '['),
    after           TEXT CHECK (substr(after, 1, 1) = '['),
    CHECK (before IS NOT NULL OR after IS NOT NULL)
) STRICT;
CREATE INDEX change_of_set ON change (set_id);

-- Originals that a purge has taken out of the catalogue, until their files are gone.
CREATE TABLE purge (
    sha256          TEXT PRIMARY KEY CHECK (length(sha256) = 64),
    extension       TEXT NOT NULL,
    at              INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Folders that were exported to, as they were last seen. A memory: what is in a folder is told by its own record.
CREATE TABLE export_folder (
    id              INTEGER PRIMARY KEY,
    uid             TEXT NOT NULL,
    path            TEXT NOT NULL UNIQUE,
    collection_uid  TEXT,
    name            TEXT NOT NULL,
    options         TEXT NOT NULL CHECK (substr(options, 1, 1) = '{'),
    files           INTEGER NOT NULL CHECK (files >= 0),
    bytes           INTEGER NOT NULL CHECK (bytes >= 0),
    first_at        INTEGER NOT NULL,
    last_at         INTEGER NOT NULL
) STRICT;

-- How this library is set up: what differs from the standard.
CREATE TABLE setting (
    name            TEXT PRIMARY KEY,
    value           TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- What the syncs did, those that a schedule started too. `ended_at` is missing while one runs, and of one that was
-- killed; `repeats` counts those in a row that could do nothing, for the same reason.
CREATE TABLE run (
    id              INTEGER PRIMARY KEY,
    started_at      INTEGER NOT NULL,
    ended_at        INTEGER,
    started_by      TEXT NOT NULL CHECK (started_by IN ('command', 'watch', 'timer', 'cron')),
    pid             INTEGER NOT NULL,
    repeats         INTEGER NOT NULL DEFAULT 1 CHECK (repeats >= 1),
    exit_status     INTEGER,
    submitted       INTEGER NOT NULL DEFAULT 0,
    downloaded      INTEGER NOT NULL DEFAULT 0,
    failed          INTEGER NOT NULL DEFAULT 0,
    expired         INTEGER NOT NULL DEFAULT 0,
    waiting         INTEGER NOT NULL DEFAULT 0,
    bytes           INTEGER NOT NULL DEFAULT 0 CHECK (bytes >= 0),
    spent           TEXT NOT NULL DEFAULT '{}' CHECK (substr(spent, 1, 1) = '{'),
    checked         INTEGER,
    unsound         INTEGER,
    backup          TEXT,
    message         TEXT,
    CHECK ((ended_at IS NULL) = (exit_status IS NULL)),
    CHECK ((checked IS NULL) = (unsound IS NULL))
) STRICT;

-- The videos whose record in sidecars/ is behind; 0 stands for everything that no video leads to. `changes` tells
-- whether one was changed again while its record was being written.
CREATE TABLE sidecar_due (
    video_id        INTEGER PRIMARY KEY,
    changes         INTEGER NOT NULL DEFAULT 1
) STRICT;
CREATE VIEW sidecar_mark AS SELECT video_id FROM sidecar_due;
CREATE TRIGGER sidecar_marked INSTEAD OF INSERT ON sidecar_mark
WHEN NOT EXISTS (SELECT 1 FROM setting WHERE name = 'sidecars' AND value = 'off')
BEGIN
    INSERT INTO sidecar_due (video_id) VALUES (NEW.video_id)
    ON CONFLICT DO UPDATE SET changes = changes + 1;
END;
CREATE TRIGGER sidecar_video_new AFTER INSERT ON video
BEGIN INSERT INTO sidecar_mark VALUES (NEW.id); END;
CREATE TRIGGER sidecar_video_changed AFTER UPDATE ON video
BEGIN INSERT INTO sidecar_mark VALUES (NEW.id); END;
CREATE TRIGGER sidecar_video_tag_new AFTER INSERT ON video_tag
BEGIN INSERT INTO sidecar_mark VALUES (NEW.video_id); END;
CREATE TRIGGER sidecar_video_tag_gone AFTER DELETE ON video_tag
BEGIN INSERT INTO sidecar_mark VALUES (OLD.video_id); END;
CREATE TRIGGER sidecar_collection_video_new AFTER INSERT ON collection_video
BEGIN INSERT INTO sidecar_mark VALUES (NEW.video_id); END;
CREATE TRIGGER sidecar_collection_video_gone AFTER DELETE ON collection_video
BEGIN INSERT INTO sidecar_mark VALUES (OLD.video_id); END;
CREATE TRIGGER sidecar_collection_video_moved AFTER UPDATE ON collection_video
BEGIN INSERT INTO sidecar_mark VALUES (NEW.video_id); END;
CREATE TRIGGER sidecar_task_new AFTER INSERT ON task
BEGIN INSERT INTO sidecar_mark VALUES (0); END;
CREATE TRIGGER sidecar_task_changed AFTER UPDATE ON task
BEGIN INSERT INTO sidecar_mark VALUES (coalesce((SELECT id FROM video WHERE task_id = NEW.id), 0)); END;
CREATE TRIGGER sidecar_prompt_new AFTER INSERT ON prompt
BEGIN INSERT INTO sidecar_mark VALUES (0); END;
CREATE TRIGGER sidecar_prompt_changed AFTER UPDATE ON prompt
BEGIN INSERT INTO sidecar_mark VALUES (0); INSERT INTO sidecar_mark SELECT id FROM video WHERE prompt_id = NEW.id; END;
CREATE TRIGGER sidecar_prompt_tag_new AFTER INSERT ON prompt_tag
BEGIN INSERT INTO sidecar_mark VALUES (0); INSERT INTO sidecar_mark SELECT id FROM video WHERE prompt_id = NEW.prompt_id; END;
CREATE TRIGGER sidecar_prompt_tag_gone AFTER DELETE ON prompt_tag
BEGIN INSERT INTO sidecar_mark VALUES (0); INSERT INTO sidecar_mark SELECT id FROM video WHERE prompt_id = OLD.prompt_id; END;
CREATE TRIGGER sidecar_image_new AFTER INSERT ON image
BEGIN INSERT INTO sidecar_mark VALUES (0); END;
CREATE TRIGGER sidecar_image_changed AFTER UPDATE ON image
BEGIN INSERT INTO sidecar_mark VALUES (0); INSERT INTO sidecar_mark SELECT video.id FROM task_image JOIN video ON video.task_id = task_image.task_id WHERE task_image.image_id = NEW.id; END;
CREATE TRIGGER sidecar_image_tag_new AFTER INSERT ON image_tag
BEGIN INSERT INTO sidecar_mark VALUES (0); INSERT INTO sidecar_mark SELECT video.id FROM task_image JOIN video ON video.task_id = task_image.task_id WHERE task_image.image_id = NEW.image_id; END;
CREATE TRIGGER sidecar_image_tag_gone AFTER DELETE ON image_tag
BEGIN INSERT INTO sidecar_mark VALUES (0); INSERT INTO sidecar_mark SELECT video.id FROM task_image JOIN video ON video.task_id = task_image.task_id WHERE task_image.image_id = OLD.image_id; END;
CREATE TRIGGER sidecar_collection_new AFTER INSERT ON collection
BEGIN INSERT INTO sidecar_mark VALUES (0); END;
CREATE TRIGGER sidecar_collection_changed AFTER UPDATE ON collection
BEGIN INSERT INTO sidecar_mark VALUES (0); END;
CREATE TRIGGER sidecar_provider_new AFTER INSERT ON provider
BEGIN INSERT INTO sidecar_mark VALUES (0); END;
CREATE TRIGGER sidecar_provider_changed AFTER UPDATE ON provider
BEGIN INSERT INTO sidecar_mark VALUES (0); END;
CREATE TRIGGER sidecar_collection_gone AFTER DELETE ON collection
BEGIN INSERT INTO sidecar_mark VALUES (0); END;
CREATE TRIGGER sidecar_video_field_new AFTER INSERT ON video_field
BEGIN INSERT INTO sidecar_mark VALUES (NEW.video_id); END;
CREATE TRIGGER sidecar_video_field_changed AFTER UPDATE ON video_field
BEGIN INSERT INTO sidecar_mark VALUES (NEW.video_id); END;
CREATE TRIGGER sidecar_video_field_gone AFTER DELETE ON video_field
BEGIN INSERT INTO sidecar_mark VALUES (OLD.video_id); END;
CREATE TRIGGER sidecar_field_new AFTER INSERT ON field
BEGIN INSERT INTO sidecar_mark VALUES (0); END;
CREATE TRIGGER sidecar_field_gone AFTER DELETE ON field
BEGIN INSERT INTO sidecar_mark VALUES (0); END;
CREATE TRIGGER sidecar_budget_new AFTER INSERT ON budget
BEGIN INSERT INTO sidecar_mark VALUES (0); END;
CREATE TRIGGER sidecar_budget_changed AFTER UPDATE ON budget
BEGIN INSERT INTO sidecar_mark VALUES (0); END;
CREATE TRIGGER sidecar_budget_gone AFTER DELETE ON budget
BEGIN INSERT INTO sidecar_mark VALUES (0); END;
