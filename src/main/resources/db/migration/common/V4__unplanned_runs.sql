alter table run add column unplanned_at timestamp with time zone;
