-- deliveries of a channel with the same batch are one message
alter table outbox add column batch text;

-- an attempt that began then and whose end nobody knows: the next one may be a repeat
alter table outbox add column began_at integer;
