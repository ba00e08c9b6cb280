-- The main job: areas and people, the slip and its history, points and the shop.
--
-- One text for both engines. `store/src/dialect.rs` turns the column types into SQLite's and writes the
-- triggers for the `-- append-only:` lines. Times are microseconds since 1970 (BIGINT), ids are UUIDs, area
-- codes are numbers of 6 to 18 digits. Tables that grow with every request are keyed first by district.

-- The tree of responsibility -------------------------------------------------------------------------------

CREATE TABLE area (
    code BIGINT NOT NULL PRIMARY KEY,
    level TEXT NOT NULL CHECK (level IN ('district', 'town', 'community', 'grid', 'micro_grid')),
    name TEXT NOT NULL,
    parent BIGINT REFERENCES area (code),
    -- Grids only: comprehensive, exclusive, sea.
    grid_kind TEXT CHECK (grid_kind IN ('comprehensive', 'exclusive', 'sea')),
    -- What the grid covers, in words: streets and buildings.
    extent TEXT,
    -- Posted on the notice board: the phone that supervises this grid's workers.
    supervision_phone TEXT,
    valid_from BIGINT NOT NULL,
    -- A voided code stays, with the day it ended; it is never given again.
    valid_until BIGINT,
    CHECK ((grid_kind IS NOT NULL) = (level IN ('grid', 'micro_grid')))
);
CREATE INDEX area_parent ON area (parent, code);

-- A poster of a grid. The serial stands in the signed address of its QR code; revoked means: that paper is void.
CREATE TABLE poster (
    grid BIGINT NOT NULL REFERENCES area (code),
    serial BIGINT NOT NULL CHECK (serial > 0),
    issued_at BIGINT NOT NULL,
    revoked_at BIGINT,
    PRIMARY KEY (grid, serial)
);

-- Who has the duty for what a grid cannot do by itself: departments, town offices, companies, partner organisations.
CREATE TABLE unit (
    id UUID NOT NULL PRIMARY KEY,
    slug TEXT NOT NULL UNIQUE,
    name_zh TEXT NOT NULL,
    name_en TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('department', 'town_office', 'company', 'organisation')),
    area BIGINT NOT NULL REFERENCES area (code),
    hours TEXT NOT NULL,
    retired BOOLEAN NOT NULL,
    -- What a post in the unit refers to.
    UNIQUE (id, area)
);
CREATE INDEX unit_area ON unit (area);

-- People ----------------------------------------------------------------------------------------------------

CREATE TABLE person (
    id UUID NOT NULL PRIMARY KEY,
    phone TEXT NOT NULL UNIQUE,
    name TEXT,
    -- The grid they live in, once known.
    home BIGINT REFERENCES area (code),
    home_building TEXT,
    home_door TEXT,
    locale TEXT,
    joined_at BIGINT NOT NULL
);

CREATE TABLE post (
    id UUID NOT NULL PRIMARY KEY,
    person UUID NOT NULL REFERENCES person (id),
    role TEXT NOT NULL CHECK (role IN ('volunteer', 'party_volunteer', 'grid_worker', 'grid_leader', 'staff',
        'unit_worker', 'shop_keeper', 'moderator', 'administrator')),
    area BIGINT NOT NULL REFERENCES area (code),
    -- Whose worker; the area of such a post is the unit's own.
    unit UUID,
    held_from BIGINT NOT NULL,
    held_until BIGINT,
    FOREIGN KEY (unit, area) REFERENCES unit (id, area),
    CHECK ((role = 'unit_worker') = (unit IS NOT NULL))
);
-- No two NULLs are the same to an index, so the person stands in for the unit of a post in none.
CREATE UNIQUE INDEX post_held ON post (person, role, area, COALESCE(unit, person)) WHERE held_until IS NULL;
CREATE INDEX post_unit ON post (unit) WHERE held_until IS NULL AND unit IS NOT NULL;
CREATE INDEX post_area ON post (area, role) WHERE held_until IS NULL;

-- A browser: a visitor's until somebody signs in, then theirs. Only the hash of the cookie is kept.
CREATE TABLE session (
    token_hash UUID NOT NULL PRIMARY KEY,
    person UUID REFERENCES person (id),
    acting_post UUID REFERENCES post (id),
    agent TEXT NOT NULL,
    began_at BIGINT NOT NULL,
    seen_at BIGINT NOT NULL,
    ends_at BIGINT NOT NULL
);
CREATE INDEX session_person ON session (person, seen_at) WHERE person IS NOT NULL;
CREATE INDEX session_ends ON session (ends_at);

CREATE TABLE sign_in_code (
    session UUID NOT NULL PRIMARY KEY REFERENCES session (token_hash) ON DELETE CASCADE,
    phone TEXT NOT NULL,
    code_hash TEXT NOT NULL,
    sent_at BIGINT NOT NULL,
    tries BIGINT NOT NULL DEFAULT 0,
    used BOOLEAN NOT NULL
);
CREATE INDEX sign_in_code_phone ON sign_in_code (phone, sent_at);

-- Counters of what may not be done too often: (what and who, hashed) in a window.
CREATE TABLE throttle (
    subject TEXT NOT NULL,
    window_start BIGINT NOT NULL,
    taken BIGINT NOT NULL,
    PRIMARY KEY (subject, window_start)
);

-- What was typed into a form that was not taken, to bring it back with what was wrong with it.
CREATE TABLE draft (
    session UUID NOT NULL REFERENCES session (token_hash) ON DELETE CASCADE,
    form TEXT NOT NULL,
    body TEXT NOT NULL,
    saved_at BIGINT NOT NULL,
    PRIMARY KEY (session, form)
);

-- The answer to an ask that may be repeated, by the key its form carried.
CREATE TABLE answer (
    person UUID NOT NULL,
    ask UUID NOT NULL,
    verb TEXT NOT NULL,
    reply TEXT NOT NULL,
    answered_at BIGINT NOT NULL,
    PRIMARY KEY (person, ask)
);

-- The slip --------------------------------------------------------------------------------------------------

-- A case type, one row a version: a row is written once, only `retired` and `admission` change.
CREATE TABLE service (
    id UUID NOT NULL PRIMARY KEY,
    slug TEXT NOT NULL,
    version BIGINT NOT NULL CHECK (version > 0),
    class TEXT NOT NULL,
    subclass TEXT NOT NULL,
    subclass_zh TEXT NOT NULL,
    subclass_en TEXT NOT NULL,
    name_zh TEXT NOT NULL,
    name_en TEXT NOT NULL,
    hint_zh TEXT NOT NULL,
    hint_en TEXT NOT NULL,
    picture TEXT NOT NULL,
    open_when TEXT NOT NULL,
    close_when TEXT NOT NULL,
    -- Limits as the field writes them: `4 工作时`.
    accept_within TEXT NOT NULL,
    finish_within TEXT NOT NULL,
    -- Names and limits, JSON.
    milestones TEXT NOT NULL,
    warn_percent BIGINT NOT NULL CHECK (warn_percent BETWEEN 1 AND 100),
    priority TEXT NOT NULL CHECK (priority IN ('urgent', 'high', 'normal')),
    helpers TEXT NOT NULL CHECK (helpers IN ('volunteers', 'party_members', 'grid_staff', 'units')),
    proof TEXT NOT NULL CHECK (proof IN ('none', 'after', 'before_after')),
    points BIGINT NOT NULL CHECK (points >= 0),
    on_menu BOOLEAN NOT NULL,
    admission TEXT NOT NULL CHECK (admission IN ('in_review', 'admitted', 'declined')),
    position BIGINT NOT NULL,
    retired BOOLEAN NOT NULL,
    UNIQUE (slug, version)
);
-- Of one case type one version is in force.
CREATE UNIQUE INDEX service_in_force ON service (slug) WHERE NOT retired AND admission = 'admitted';

CREATE TABLE request (
    district BIGINT NOT NULL,
    number BIGINT NOT NULL,
    grid BIGINT NOT NULL REFERENCES area (code),
    service UUID NOT NULL REFERENCES service (id),
    resident UUID NOT NULL REFERENCES person (id),
    need TEXT NOT NULL,
    building TEXT NOT NULL,
    door TEXT,
    placed_at BIGINT NOT NULL,
    -- Limits, state and what runs beside it, as the domain writes them (JSON), and what of it is asked for by index.
    limits TEXT NOT NULL,
    state TEXT NOT NULL,
    facts TEXT NOT NULL,
    beside TEXT NOT NULL,
    handler UUID REFERENCES person (id),
    given_to UUID REFERENCES person (id),
    due BIGINT,
    -- When the timer must look at it.
    wake BIGINT,
    -- It runs into a year without a notice.
    provisional BOOLEAN NOT NULL,
    part_of BIGINT,
    merged_into BIGINT,
    reopened BIGINT NOT NULL,
    revision BIGINT NOT NULL,
    PRIMARY KEY (district, number)
);
CREATE UNIQUE INDEX request_number ON request (number);
CREATE INDEX request_grid ON request (grid, state, due);
CREATE INDEX request_resident ON request (resident, placed_at);
CREATE INDEX request_handler ON request (handler, state) WHERE handler IS NOT NULL;
CREATE INDEX request_given ON request (given_to) WHERE given_to IS NOT NULL;
CREATE INDEX request_placed ON request (grid, placed_at);
CREATE INDEX request_wake ON request (wake) WHERE wake IS NOT NULL;
CREATE INDEX request_part_of ON request (part_of) WHERE part_of IS NOT NULL;
CREATE INDEX request_merged_into ON request (merged_into) WHERE merged_into IS NOT NULL;
CREATE INDEX request_provisional ON request (number) WHERE provisional;

-- The units that lead, help or were called: whose list a slip stands in. It stays there when it is over.
CREATE TABLE request_unit (
    unit UUID NOT NULL REFERENCES unit (id),
    district BIGINT NOT NULL,
    request BIGINT NOT NULL,
    since BIGINT NOT NULL,
    -- When it was over.
    ended_at BIGINT,
    PRIMARY KEY (unit, district, request),
    FOREIGN KEY (district, request) REFERENCES request (district, number)
);
CREATE INDEX request_unit_list ON request_unit (unit, ended_at, request);
CREATE INDEX request_unit_request ON request_unit (district, request);

CREATE TABLE event (
    district BIGINT NOT NULL,
    request BIGINT NOT NULL,
    revision BIGINT NOT NULL,
    at BIGINT NOT NULL,
    by_person UUID REFERENCES person (id),
    role TEXT NOT NULL,
    kind TEXT NOT NULL,
    body TEXT NOT NULL,
    PRIMARY KEY (district, request, revision),
    FOREIGN KEY (district, request) REFERENCES request (district, number)
);
-- append-only: event

-- Who had it in hand and until when. The index makes a second live acceptance impossible.
CREATE TABLE acceptance (
    district BIGINT NOT NULL,
    request BIGINT NOT NULL,
    revision BIGINT NOT NULL,
    person UUID NOT NULL REFERENCES person (id),
    accepted_at BIGINT NOT NULL,
    ended_at BIGINT,
    PRIMARY KEY (district, request, revision),
    FOREIGN KEY (district, request) REFERENCES request (district, number)
);
CREATE UNIQUE INDEX acceptance_live ON acceptance (district, request) WHERE ended_at IS NULL;

-- Actual service time, in minutes, apart from points.
CREATE TABLE service_time (
    district BIGINT NOT NULL,
    request BIGINT NOT NULL,
    person UUID NOT NULL REFERENCES person (id),
    minutes BIGINT NOT NULL CHECK (minutes >= 0),
    finished_at BIGINT NOT NULL,
    PRIMARY KEY (district, request, person, finished_at)
);
CREATE INDEX service_time_person ON service_time (person, finished_at);

-- A photo belongs to nobody but its uploader until a slip takes it.
CREATE TABLE photo (
    id UUID NOT NULL PRIMARY KEY,
    -- SHA-256 of the re-encoded picture, in hex: its name in the file store.
    content TEXT NOT NULL,
    width BIGINT NOT NULL,
    height BIGINT NOT NULL,
    uploaded_by UUID NOT NULL REFERENCES person (id),
    uploaded_at BIGINT NOT NULL,
    district BIGINT,
    request BIGINT,
    hidden_at BIGINT,
    hidden_by UUID REFERENCES person (id),
    FOREIGN KEY (district, request) REFERENCES request (district, number)
);
CREATE INDEX photo_request ON photo (district, request) WHERE request IS NOT NULL;
CREATE INDEX photo_uploaded ON photo (uploaded_at);
CREATE INDEX photo_waiting ON photo (uploaded_by) WHERE request IS NULL;
CREATE INDEX photo_content ON photo (content);

-- Points ----------------------------------------------------------------------------------------------------

CREATE TABLE point_rule (
    rule TEXT NOT NULL PRIMARY KEY CHECK (rule IN ('helped', 'first_order', 'rated')),
    -- For `helped` the service says how many; this is the fall-back.
    points BIGINT NOT NULL CHECK (points >= 0),
    daily_cap BIGINT NOT NULL CHECK (daily_cap >= 0)
);
-- What an installation begins with; administrators change it.
INSERT INTO point_rule (rule, points, daily_cap) VALUES ('helped', 20, 100), ('first_order', 10, 10), ('rated', 2, 10);

-- A person's account, or one of the organiser's three in a district. Only `issued` may be below zero, and only it.
CREATE TABLE account (
    id UUID NOT NULL PRIMARY KEY,
    district BIGINT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('issued', 'spent', 'expired', 'person')),
    person UUID REFERENCES person (id),
    balance BIGINT NOT NULL DEFAULT 0,
    held BIGINT NOT NULL DEFAULT 0,
    CHECK ((kind = 'person') = (person IS NOT NULL)),
    CHECK (held >= 0),
    CHECK (CASE WHEN kind = 'issued' THEN balance <= 0 ELSE balance >= held END)
);
CREATE UNIQUE INDEX account_person ON account (person) WHERE person IS NOT NULL;
CREATE UNIQUE INDEX account_organiser ON account (district, kind) WHERE person IS NULL;

CREATE TABLE transfer (
    id UUID NOT NULL PRIMARY KEY,
    district BIGINT NOT NULL,
    -- Why, once and for all: a cause moves points a single time.
    cause TEXT NOT NULL UNIQUE,
    kind TEXT NOT NULL CHECK (kind IN ('award', 'spend', 'expire')),
    debit UUID NOT NULL REFERENCES account (id),
    credit UUID NOT NULL REFERENCES account (id),
    points BIGINT NOT NULL CHECK (points > 0),
    at BIGINT NOT NULL,
    CHECK (debit <> credit)
);
CREATE INDEX transfer_debit ON transfer (debit, at);
CREATE INDEX transfer_credit ON transfer (credit, at);
-- append-only: transfer

-- Every time a rule was applied, also when the daily cap left nothing to give.
CREATE TABLE award (
    cause TEXT NOT NULL PRIMARY KEY,
    district BIGINT NOT NULL,
    rule TEXT NOT NULL REFERENCES point_rule (rule),
    person UUID NOT NULL REFERENCES person (id),
    request BIGINT NOT NULL,
    asked BIGINT NOT NULL CHECK (asked >= 0),
    given BIGINT NOT NULL CHECK (given >= 0 AND given <= asked),
    transfer UUID REFERENCES transfer (id),
    at BIGINT NOT NULL,
    CHECK ((given > 0) = (transfer IS NOT NULL)),
    FOREIGN KEY (district, request) REFERENCES request (district, number)
);
CREATE INDEX award_person ON award (person, rule, at);
-- append-only: award

CREATE TABLE hold (
    id UUID NOT NULL PRIMARY KEY,
    account UUID NOT NULL REFERENCES account (id),
    points BIGINT NOT NULL CHECK (points > 0),
    held_at BIGINT NOT NULL,
    held_until BIGINT NOT NULL,
    -- captured: spent; released: given back. Once, and never both.
    outcome TEXT CHECK (outcome IN ('captured', 'released')),
    resolved_at BIGINT,
    transfer UUID REFERENCES transfer (id),
    CHECK ((outcome IS NULL) = (resolved_at IS NULL)),
    CHECK ((outcome IS NOT NULL AND outcome = 'captured') = (transfer IS NOT NULL))
);
CREATE INDEX hold_open ON hold (held_until) WHERE outcome IS NULL;
CREATE INDEX hold_account ON hold (account);

-- The points shop -------------------------------------------------------------------------------------------

CREATE TABLE item (
    id UUID NOT NULL PRIMARY KEY,
    slug TEXT NOT NULL UNIQUE,
    shop BIGINT NOT NULL REFERENCES area (code),
    counter TEXT NOT NULL,
    name_zh TEXT NOT NULL,
    name_en TEXT NOT NULL,
    picture TEXT NOT NULL,
    price BIGINT NOT NULL CHECK (price > 0),
    -- Every piece ever put on the shelf, and those left: stocked minus live and redeemed vouchers.
    stocked BIGINT NOT NULL CHECK (stocked >= 0),
    remaining BIGINT NOT NULL CHECK (remaining >= 0 AND remaining <= stocked),
    position BIGINT NOT NULL,
    retired BOOLEAN NOT NULL
);

CREATE TABLE voucher (
    id UUID NOT NULL PRIMARY KEY,
    code TEXT NOT NULL UNIQUE,
    item UUID NOT NULL REFERENCES item (id),
    owner UUID NOT NULL REFERENCES person (id),
    price BIGINT NOT NULL CHECK (price > 0),
    hold UUID NOT NULL UNIQUE REFERENCES hold (id),
    issued_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('live', 'redeemed', 'cancelled', 'expired')),
    ended_at BIGINT,
    redeemed_by UUID REFERENCES person (id),
    CHECK ((state = 'live') = (ended_at IS NULL)),
    CHECK ((state = 'redeemed') = (redeemed_by IS NOT NULL)),
    CHECK (redeemed_by IS NULL OR redeemed_by <> owner)
);
CREATE INDEX voucher_owner ON voucher (owner, issued_at);
CREATE INDEX voucher_live ON voucher (expires_at) WHERE state = 'live';
CREATE INDEX voucher_item ON voucher (item, state);
CREATE INDEX voucher_redeemed ON voucher (redeemed_by, ended_at) WHERE redeemed_by IS NOT NULL;

-- What the house answers for --------------------------------------------------------------------------------

-- Every look behind a mask: who looked at whose contact, for which request, and why.
CREATE TABLE look (
    id UUID NOT NULL PRIMARY KEY,
    viewer UUID NOT NULL REFERENCES person (id),
    subject UUID NOT NULL REFERENCES person (id),
    request BIGINT,
    reason TEXT NOT NULL,
    at BIGINT NOT NULL
);
CREATE INDEX look_subject ON look (subject, at);
CREATE INDEX look_viewer ON look (viewer, request, at);
-- append-only: look

-- Who changed what: every verb, in the transaction of the change. Holds ids, never personal data.
CREATE TABLE audit (
    id UUID NOT NULL PRIMARY KEY,
    at BIGINT NOT NULL,
    person UUID,
    role TEXT NOT NULL,
    area BIGINT,
    verb TEXT NOT NULL,
    subject TEXT NOT NULL,
    detail TEXT
);
CREATE INDEX audit_at ON audit (at);
CREATE INDEX audit_subject ON audit (subject, at);
CREATE INDEX audit_person ON audit (person, at);
-- append-only: audit

-- What is to be told after the commit: live updates now; notices and webhooks later. Written with the change, taken
-- by every node in order.
CREATE TABLE outbox (
    id UUID NOT NULL PRIMARY KEY,
    topic TEXT NOT NULL,
    body TEXT NOT NULL,
    at BIGINT NOT NULL
);
CREATE INDEX outbox_at ON outbox (at);

-- Words that others do not read: a star stands for each of their letters.
CREATE TABLE hidden_word (
    word TEXT NOT NULL PRIMARY KEY,
    added_by UUID REFERENCES person (id),
    added_at BIGINT NOT NULL
);
