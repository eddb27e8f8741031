-- module: geography
-- Versions of a country's geography are whole and immutable; only their status moves.
create table geography_versions (
  pack text not null,
  number integer not null check (number > 0),
  status text not null check (status in ('draft', 'proposed', 'current', 'superseded', 'discarded')),
  follows integer,
  hash bytea not null check (octet_length(hash) = 32),
  reason text not null,
  territories integer not null check (territories > 0),
  stations integer not null check (stations >= 0),
  stations_abroad integer not null check (stations_abroad between 0 and stations),
  districts integer not null check (districts >= 0),
  -- The difference to the version that it follows: as fixed as the two versions are.
  difference json not null,
  -- What the election calendar may have a say about when it becomes current.
  governed_acts text[] not null,
  created_at timestamptz not null,
  created_by uuid not null references people,
  proposal_id uuid references proposals,
  decided_at timestamptz,
  primary key (pack, number),
  foreign key (pack, follows) references geography_versions,
  check (status not in ('current', 'superseded') or decided_at is not null)
);
create unique index geography_one_current on geography_versions (pack) where status = 'current';

create table territories (
  pack text not null,
  version integer not null,
  code text not null,
  path text not null,
  parent_code text,
  level smallint not null check (level between 0 and 5),
  type text not null,
  name jsonb not null,
  primary key (pack, version, code),
  foreign key (pack, version) references geography_versions,
  foreign key (pack, version, parent_code) references territories,
  check ((level = 0) = (parent_code is null))
);
-- The path comes first: before there are statistics, an index that begins like the primary key is taken for
-- the checks of foreign keys, and the import of a nation takes six seconds instead of a half.
create index territories_by_path on territories (path text_pattern_ops, pack, version);

create table polling_stations (
  pack text not null,
  version integer not null,
  number text not null,
  -- Place in the order of the numbers, given at import, so that lists page by an index.
  position integer not null check (position >= 0),
  territory_code text not null,
  territory_path text not null,
  kind text not null check (kind in ('domestic', 'abroad', 'remote', 'special')),
  name text not null,
  address text not null,
  latitude_e4 integer check (latitude_e4 between -900000 and 900000),
  longitude_e4 integer check (longitude_e4 between -1800000 and 1800000),
  step_free text not null check (step_free in ('yes', 'with-help', 'no', 'unknown')),
  opens text not null,
  closes text not null,
  time_zone text not null,
  languages text[] not null,
  host_country text,
  generated boolean not null,
  -- Name and address folded by the program, so that a search finds Cyrillic under any locale of the database.
  search_text text not null,
  primary key (pack, version, number),
  unique (position, pack, version),
  foreign key (pack, version, territory_code) references territories,
  check ((latitude_e4 is null) = (longitude_e4 is null))
);
create index polling_stations_by_path on polling_stations (territory_path text_pattern_ops, pack, version);

create table electoral_districts (
  pack text not null,
  version integer not null,
  set_code text not null,
  code text not null,
  name jsonb not null,
  seats integer not null check (seats > 0),
  generated boolean not null,
  primary key (pack, version, set_code, code),
  foreign key (pack, version) references geography_versions
);

create table district_memberships (
  pack text not null,
  version integer not null,
  set_code text not null,
  district_code text not null,
  station_number text not null,
  -- A station is in exactly one district of a set. In this order it also finds the districts of a station.
  primary key (pack, version, station_number, set_code),
  foreign key (pack, version, set_code, district_code) references electoral_districts,
  foreign key (pack, version, station_number) references polling_stations
);
create index district_memberships_by_district on district_memberships (pack, version, set_code, district_code);

create table geography_imports (
  id uuid primary key,
  pack text not null,
  version integer,
  at timestamptz not null,
  by_person uuid not null references people,
  reason text not null,
  report json not null,
  -- The rows that were wrong, as they were sent: json keeps what jsonb would refuse, such as \u0000.
  quarantined json not null,
  foreign key (pack, version) references geography_versions,
  check ((version is null) = ((report->>'errors')::integer > 0))
);
create index geography_imports_newest on geography_imports (pack, at desc);

create function geography_versions_begin_as_draft() returns trigger language plpgsql as $$
begin
  if new.status <> 'draft' then
    raise exception 'a version begins as a draft' using errcode = 'restrict_violation';
  end if;
  return new;
end $$;
create trigger geography_versions_draft before insert on geography_versions
  for each row execute function geography_versions_begin_as_draft();

-- draft -> proposed | discarded, proposed -> draft | current, current -> superseded.
create function geography_versions_keep_content() returns trigger language plpgsql as $$
begin
  if (new.pack, new.number, new.follows, new.hash, new.reason, new.territories, new.stations, new.stations_abroad, new.districts, new.difference::text, new.governed_acts, new.created_at, new.created_by)
     is distinct from (old.pack, old.number, old.follows, old.hash, old.reason, old.territories, old.stations, old.stations_abroad, old.districts, old.difference::text, old.governed_acts, old.created_at, old.created_by)
  then
    raise exception 'only the status of a version moves' using errcode = 'restrict_violation';
  end if;
  if (old.status, new.status) not in (('draft', 'proposed'), ('draft', 'discarded'),
    ('proposed', 'draft'), ('proposed', 'current'), ('current', 'superseded'))
  then
    raise exception 'a version does not go from % to %', old.status, new.status using errcode = 'restrict_violation';
  end if;
  if new.status = 'current' and not exists (
    select from proposals p where p.id = new.proposal_id and p.kind = 'approve-geography' and p.status = 'approved')
  then
    raise exception 'a geography becomes current by an approved proposal' using errcode = 'restrict_violation';
  end if;
  return new;
end $$;
create trigger geography_versions_fixed before update on geography_versions
  for each row execute function geography_versions_keep_content();

-- The content of a version comes whole, in the transaction that makes the version, or never.
create function geography_content_comes_whole() returns trigger language plpgsql as $$
begin
  if exists (
    select from (select distinct pack, version from added) a
    join geography_versions v on v.pack = a.pack and v.number = a.version
    where v.xmin <> pg_current_xact_id()::xid)
  then
    raise exception 'nothing is added to a version that was made before' using errcode = 'restrict_violation';
  end if;
  return null;
end $$;
create trigger territories_whole after insert on territories referencing new table as added
  for each statement execute function geography_content_comes_whole();
create trigger polling_stations_whole after insert on polling_stations referencing new table as added
  for each statement execute function geography_content_comes_whole();
create trigger electoral_districts_whole after insert on electoral_districts referencing new table as added
  for each statement execute function geography_content_comes_whole();
create trigger district_memberships_whole after insert on district_memberships referencing new table as added
  for each statement execute function geography_content_comes_whole();

create trigger geography_versions_stay before delete on geography_versions for each row execute function refuse_change();
create trigger territories_fixed before update or delete on territories for each row execute function refuse_change();
create trigger polling_stations_fixed before update or delete on polling_stations for each row execute function refuse_change();
create trigger electoral_districts_fixed before update or delete on electoral_districts for each row execute function refuse_change();
create trigger district_memberships_fixed before update or delete on district_memberships for each row execute function refuse_change();
create trigger geography_imports_fixed before update or delete on geography_imports for each row execute function refuse_change();

grant select, insert on geography_versions, territories, polling_stations, electoral_districts,
  district_memberships, geography_imports to ovoz_server;
grant update (status, proposal_id, decided_at) on geography_versions to ovoz_server;
grant select on geography_versions, territories, polling_stations, electoral_districts,
  district_memberships, geography_imports to ovoz_auditor;

-- A whole nation comes in one transaction, and until the server's own housekeeping has seen it the planner
-- takes its tables for empty: measured, the districts of a station took 130 ms instead of 0.1. Only the owner
-- may analyse, so this door does it.
create function analyze_geography() returns void
language plpgsql security definer set search_path = pg_catalog, public as $$
begin
  analyze territories, polling_stations, electoral_districts, district_memberships;
end $$;
revoke all on function analyze_geography() from public;
grant execute on function analyze_geography() to ovoz_server;
