create table silences (
    number     integer primary key autoincrement,   -- S-1, S-2, …: never given twice
    starts_at  integer not null,
    ends_at    integer not null,
    matchers   text not null,                       -- JSON array of matchers as people write them
    author     text not null,
    comment    text not null,
    created_at integer not null,
    expired_by text                                 -- who ended it before its time
);

create index silences_by_end on silences (ends_at);
