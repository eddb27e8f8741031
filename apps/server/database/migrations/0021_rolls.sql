-- module: rolls
-- What is printed: the frozen roll, or the supplementary sheet of a station with what came after the freeze.
alter table roll_prints
  add column part text not null default 'roll' check (part in ('roll', 'supplements')),
  -- Of a sheet that is set: how many lines were added and struck out at the station by then.
  add column version integer check (version > 0),
  -- The files are personal data: when they were removed from the server. The printing stays known.
  add column removed_at timestamptz,
  add constraint roll_prints_sheets check (
    part = 'roll' and version is null
    or part = 'supplements' and station is not null and (status <> 'done' or version is not null)),
  add constraint roll_prints_removed check (removed_at is null or status = 'done');
create index roll_prints_lying on roll_prints (ended_at) where removed_at is null;

create function roll_prints_are_removed_once() returns trigger language plpgsql as $$
begin
  raise exception 'a printing whose files are removed does not change' using errcode = 'restrict_violation';
end $$;
create trigger roll_prints_removed_once before update on roll_prints
  for each row when (old.removed_at is not null) execute function roll_prints_are_removed_once();

grant update (version, removed_at) on roll_prints to ovoz_server;
