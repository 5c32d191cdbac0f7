alter table watch_now add column served varchar(4000) default '[]' not null;
