-- times are Unix milliseconds, UTC

create table series (
    id      integer primary key,
    cluster text not null,
    member  text not null,              -- '' for the cluster as a whole
    name    text not null,
    unique (cluster, member, name)
);

create table samples (
    series integer not null references series (id),
    at     integer not null,
    value  real not null,
    primary key (series, at)
) without rowid;

create table leadership (
    cluster     text primary key,
    leader      text,                   -- hex; the last leader there was
    name        text,
    term        integer not null,
    since       integer,
    changes     integer not null,
    last_change integer,
    recent      text not null           -- JSON array of the last hour's changes
);

create table alerts (
    id          text not null,
    generation  integer not null,
    cluster     text not null,
    rule        text not null,
    status      text not null,
    fired_at    integer,
    resolved_at integer,
    body        text not null,          -- the alert as JSON
    primary key (id, generation)
);

create index alerts_by_time on alerts (fired_at);

create table events (
    id       integer primary key autoincrement,
    at       integer not null,
    cluster  text not null,
    kind     text not null,
    severity text not null,
    member   text,
    text     text not null
);

create index events_by_cluster on events (cluster, id);

create table outbox (
    id         integer primary key autoincrement,
    key        text not null unique,    -- idempotency key: cluster, rule, member, generation, receiver, kind
    receiver   text not null,
    alert      text not null,           -- deliveries of one alert keep their order
    body       text not null,           -- the notice as JSON
    created_at integer not null,
    attempts   integer not null default 0,
    next_at    integer not null,
    last_error text,
    state      text not null default 'queued'   -- queued, sent, dead
);

create index outbox_due on outbox (receiver, state, next_at);
