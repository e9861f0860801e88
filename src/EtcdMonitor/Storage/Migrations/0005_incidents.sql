alter table alerts add column incident integer not null default 0;   -- 0: before there were incidents

create index alerts_by_incident on alerts (incident);

create index outbox_by_alert on outbox (alert);

-- alerts are deleted in time, the numbers of their incidents are never given again
create table last_incident (number integer not null);

insert into last_incident (number) values (0);

create table acknowledgements (
    incident integer primary key,
    author   text not null,
    comment  text not null,
    at       integer not null
);
