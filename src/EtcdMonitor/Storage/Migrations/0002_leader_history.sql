-- who led when and in which term, oldest first: a JSON array, bounded
alter table leadership add column history text not null default '[]';
