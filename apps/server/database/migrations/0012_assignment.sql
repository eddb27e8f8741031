-- module: precinct-assignment
-- shares: addresses
-- shares: voters
-- One set of rules says for every address of a country at which station its voters vote. The rules come whole and
-- stay; what they give is computed. computing: the difference to the set in force is worked out; entering: approved
-- by two people, and taking effect.
create table assignment_sets (
  pack text not null,
  number integer not null check (number > 0),
  status text not null check (status in ('computing', 'draft', 'proposed', 'entering', 'current', 'superseded', 'discarded')),
  follows integer,
  -- The stations are those of this version of the geography.
  geography integer not null,
  -- SHA-256 over the canonical rules.
  hash bytea not null check (octet_length(hash) = 32),
  reason text not null,
  -- What the import found in the files, as the report of findings.
  import_report json not null,
  created_at timestamptz not null,
  created_by uuid not null references people,
  -- The report is wanted as of this moment or later: the registers change while a set waits.
  asked_at timestamptz not null,
  -- 0..1000 of what is being computed.
  progress integer not null default 0 check (progress between 0 and 1000),
  -- Counts by method, of moves, and what the checks found; null until it is computed.
  report json,
  computed_at timestamptz,
  proposal_id uuid references proposals,
  decided_at timestamptz,
  -- The files of the public finder are wanted as of this moment or later; written last.
  finder_asked_at timestamptz,
  finder_written_at timestamptz,
  primary key (pack, number),
  foreign key (pack, follows) references assignment_sets,
  foreign key (pack, geography) references geography_versions,
  check ((report is null) = (computed_at is null)),
  check (status in ('computing', 'discarded') or report is not null),
  check (status not in ('entering', 'current', 'superseded') or decided_at is not null)
);
create unique index assignment_sets_in_force on assignment_sets (pack) where status = 'current';
create unique index assignment_sets_entering on assignment_sets (pack) where status = 'entering';

-- address: one address of the register; range: houses of a street, a whole street (no numbers) or a whole locality
-- (no street); area: what lies in a polygon. An address takes the most exact rule that fits.
create table assignment_rules (
  pack text not null,
  set_number integer not null,
  -- Place in the set, from 1; rules placed by hand follow.
  id integer not null check (id > 0),
  kind text not null check (kind in ('address', 'range', 'area')),
  station text not null,
  address_id bigint,
  territory_path text,
  locality text,
  street text,
  from_number integer,
  to_number integer,
  parity text check (parity in ('all', 'odd', 'even')),
  -- Rings of polygons in millionths of a degree.
  area json,
  -- A person placed this address after the set was in force.
  placed_by uuid references people,
  placed_at timestamptz,
  primary key (pack, set_number, id),
  foreign key (pack, set_number) references assignment_sets,
  check ((kind = 'address') = (address_id is not null)),
  check ((kind = 'range') = (territory_path is not null and locality is not null and street is not null and parity is not null)),
  check ((kind = 'area') = (area is not null)),
  check ((from_number is null) = (to_number is null) and (from_number is null or kind = 'range' and street <> '' and from_number <= to_number)),
  check ((placed_by is null) = (placed_at is null) and (placed_by is null or kind = 'address'))
);
create index assignment_rules_by_address on assignment_rules (pack, set_number, address_id) where kind = 'address';
create index assignment_rules_by_place on assignment_rules (pack, set_number, territory_path) where kind = 'range';
create index assignment_rules_areas on assignment_rules (pack, set_number) where kind = 'area';

-- How many move between which stations when a set follows the one before, by territory; null: no station.
create table assignment_moves (
  pack text not null,
  set_number integer not null,
  territory_path text not null,
  from_station text,
  to_station text,
  addresses integer not null check (addresses > 0),
  voters integer not null check (voters >= 0),
  unique nulls not distinct (pack, set_number, territory_path, from_station, to_station),
  foreign key (pack, set_number) references assignment_sets
);

-- What each station gets by a set.
create table assignment_sizes (
  pack text not null,
  set_number integer not null,
  station text not null,
  -- Place in the order of the numbers.
  position integer not null,
  territory_path text not null,
  addresses integer not null check (addresses >= 0),
  voters integer not null check (voters >= 0),
  finding text check (finding in ('station-without-addresses', 'station-too-small', 'station-too-large')),
  primary key (pack, set_number, station),
  foreign key (pack, set_number) references assignment_sets
);

-- module: precinct-assignment, voter-register, voter-requests, rolls, voter-lookup
-- The station of each active address, with the set from which it is so and, once it is over, the set from which it
-- is not. In force: `to_set is null`, at most one row an address. No station: the address waits in the queue.
create table address_stations (
  pack text not null,
  address_id bigint not null,
  territory_path text not null,
  station text,
  -- The first rule that gave it, of set `from_set`; of several in a conflict none.
  method text not null check (method in ('address', 'range', 'area', 'unplaced', 'conflict')),
  rule_id integer,
  from_set integer not null,
  to_set integer,
  check ((station is null) = (method in ('unplaced', 'conflict'))),
  check ((station is null) = (rule_id is null)),
  check (to_set > from_set)
);
create unique index address_stations_in_force on address_stations (address_id) where to_set is null;
-- Of the station alone: with the address in it, it looks as good as the one above while the table is empty, and is
-- read whole for every address once it is full.
create index address_stations_of_station on address_stations (station) where to_set is null;
create index address_stations_queue on address_stations (pack, territory_path text_pattern_ops, address_id)
  where to_set is null and station is null;

-- Voters who vote at another station than that of their address, in one election.
create table station_overrides (
  election text not null,
  voter_id bigint not null,
  pack text not null,
  station text not null,
  territory_path text not null,
  request_id uuid not null,
  since timestamptz not null,
  ended_at timestamptz,
  primary key (election, voter_id, since),
  check (ended_at >= since)
);
create unique index station_overrides_in_force on station_overrides (election, voter_id) where ended_at is null;
create index station_overrides_by_station on station_overrides (election, station) where ended_at is null;

-- module: precinct-assignment
alter table station_overrides enable row level security;
create policy station_overrides_in_scope on station_overrides to ovoz_server
  using (in_register_scope(territory_path, (select register_scope())))
  with check (in_register_scope(territory_path, (select register_scope())));

create function assignment_sets_move() returns trigger language plpgsql as $$
begin
  if tg_op = 'INSERT' then
    if new.status <> 'computing' then
      raise exception 'a set begins by being computed' using errcode = 'restrict_violation';
    end if;
    return new;
  end if;
  if (new.pack, new.number, new.follows, new.geography, new.hash, new.reason, new.import_report::text, new.created_at, new.created_by)
     is distinct from (old.pack, old.number, old.follows, old.geography, old.hash, old.reason, old.import_report::text, old.created_at, old.created_by)
  then
    raise exception 'a set keeps its rules' using errcode = 'restrict_violation';
  end if;
  if new.status <> old.status and (old.status, new.status) not in (('computing', 'draft'), ('computing', 'discarded'),
    ('draft', 'proposed'), ('draft', 'discarded'), ('proposed', 'draft'), ('proposed', 'entering'),
    ('entering', 'current'), ('current', 'superseded'))
  then
    raise exception 'a set does not go from % to %', old.status, new.status using errcode = 'restrict_violation';
  end if;
  if new.status = 'entering' and old.status <> 'entering' and not exists (
    select from proposals p where p.id = new.proposal_id and p.kind = 'approve-assignment' and p.status = 'approved'
      and p.content::jsonb ->> 'pack' = new.pack
      and (p.content::jsonb ->> 'number')::integer = new.number
      and p.content::jsonb ->> 'hash' = encode(new.hash, 'hex'))
  then
    raise exception 'a set takes effect by an approved proposal of this very set' using errcode = 'restrict_violation';
  end if;
  return new;
end $$;
create trigger assignment_sets_in_order before insert or update on assignment_sets
  for each row execute function assignment_sets_move();

-- The rules come with their set, in one transaction. Later only an address is placed by hand, in the set in force.
create function assignment_rules_come_whole() returns trigger language plpgsql as $$
begin
  if exists (
    select from (select distinct pack, set_number, placed_at is not null as is_by_hand from added) a
    join assignment_sets s on s.pack = a.pack and s.number = a.set_number
    where s.xmin <> pg_current_xact_id()::xid and not (a.is_by_hand and s.status = 'current'))
  then
    raise exception 'nothing is added to the rules of a set' using errcode = 'restrict_violation';
  end if;
  return null;
end $$;
create trigger assignment_rules_whole after insert on assignment_rules referencing new table as added
  for each statement execute function assignment_rules_come_whole();

create trigger assignment_sets_stay before delete on assignment_sets for each row execute function refuse_change();
create trigger assignment_rules_fixed before update or delete on assignment_rules for each row execute function refuse_change();
create trigger address_stations_stay before delete on address_stations for each row execute function refuse_change();
create trigger station_overrides_stay before delete on station_overrides for each row execute function refuse_change();

grant select, insert on assignment_sets, assignment_rules, assignment_moves, assignment_sizes, address_stations,
  station_overrides to ovoz_server;
grant update (status, asked_at, progress, report, computed_at, proposal_id, decided_at, finder_asked_at,
  finder_written_at) on assignment_sets to ovoz_server;
grant delete on assignment_moves, assignment_sizes to ovoz_server;
grant update (territory_path, station, method, rule_id, to_set) on address_stations to ovoz_server;
grant update (ended_at) on station_overrides to ovoz_server;
grant select on assignment_sets, assignment_rules, assignment_moves, assignment_sizes, address_stations to ovoz_auditor;

-- Millions of rows come at once, and only the owner may analyse (see analyze_geography).
create function analyze_assignment() returns void
language plpgsql security definer set search_path = pg_catalog, public as $$
begin
  analyze assignment_rules, address_stations;
end $$;
revoke all on function analyze_assignment() from public;
grant execute on function analyze_assignment() to ovoz_server;
