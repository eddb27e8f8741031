-- module: rolls
-- shares: voters
-- shares: voter_facts
-- shares: addresses
-- shares: register_batches
-- shares: voter_requests
-- shares: match_pairs
-- module: voter-lookup
-- shares: voters
-- shares: rolls
-- module: rolls
-- The frozen list of voters of one election. freezing: a process writes the stations one after the other; frozen: every
-- station has its root, the whole has one, and only supplements follow.
create table rolls (
  id integer generated always as identity primary key,
  election text not null unique references elections,
  pack text not null,
  -- The stations are those of this version of the geography.
  geography integer not null,
  mode text not null check (mode in ('live', 'training', 'drill')),
  voting_day date not null,
  proposal_id uuid not null unique references proposals,
  approved_at timestamptz not null,
  status text not null default 'freezing' check (status in ('freezing', 'frozen')),
  -- Since when it is decided who is on which roll: one statement decides it, so nobody is missed who moves meanwhile.
  selected_at timestamptz,
  stations integer check (stations >= 0),
  voters bigint check (voters >= 0),
  excluded bigint check (excluded >= 0),
  -- Root over the leaves of all stations, in the order of their numbers (RFC 6962).
  root bytea check (octet_length(root) = 32),
  frozen_at timestamptz,
  check ((status = 'frozen') = (frozen_at is not null) and (root is null) = (frozen_at is null)),
  check ((selected_at is null) = (stations is null) and (selected_at is null) = (voters is null)
    and (selected_at is null) = (excluded is null)),
  check (status = 'freezing' or selected_at is not null)
);

-- Who is on which roll, until the station is written.
create table roll_selection (
  roll integer not null references rolls,
  station text not null,
  voter_id bigint not null,
  primary key (roll, station, voter_id)
);

-- Voters of the register who are on no roll, with the reason and the article.
create table roll_exclusions (
  roll integer not null references rolls,
  voter_id bigint not null,
  territory_path text not null,
  -- A reason of the pack's law, or `unplaced`: no station has the address.
  reason text not null,
  primary key (roll, voter_id)
);
create index roll_exclusions_by_reason on roll_exclusions (roll, reason);

-- module: rolls, voter-lookup
-- One line of a roll, as it is printed.
create table roll_entries (
  roll integer not null references rolls,
  station text not null,
  line integer not null check (line > 0),
  voter_id bigint not null,
  territory_path text not null,
  surname text not null,
  given text not null,
  patronymic text not null,
  birth_date date not null,
  address text not null,
  -- Random, in the line that is hashed: nobody finds a line by guessing what it says.
  salt bytea not null check (octet_length(salt) = 16),
  -- SHA-256 (0x00, canonical JSON of the line): RFC 6962, section 2.1.
  leaf bytea not null check (octet_length(leaf) = 32),
  primary key (roll, station, line)
);
-- A voter is on one roll only.
create unique index roll_entries_voter on roll_entries (roll, voter_id);

-- The root of each station that is written, and its leaf in the tree of the whole.
create table roll_roots (
  roll integer not null references rolls,
  station text not null,
  -- Place in the order of the numbers, from 0.
  position integer not null check (position >= 0),
  territory_path text not null,
  voters integer not null check (voters >= 0),
  root bytea not null check (octet_length(root) = 32),
  primary key (roll, station),
  unique (roll, position)
);

-- What came after the freeze: typed, reasoned, by two people, with a numbering of its own.
create table roll_supplements (
  roll integer not null references rolls,
  station text not null,
  number integer not null check (number > 0),
  voter_id bigint not null,
  territory_path text not null,
  reason text not null check (reason in ('omitted', 'certificate', 'court-decision', 'registration-error')),
  evidence text not null check (length(evidence) between 3 and 1000),
  surname text not null,
  given text not null,
  patronymic text not null,
  birth_date date not null,
  address text not null,
  -- With a certificate: the line that is struck out at home.
  home_station text,
  home_line integer,
  salt bytea not null check (octet_length(salt) = 16),
  leaf bytea not null check (octet_length(leaf) = 32),
  proposal_id uuid not null unique references proposals,
  added_at timestamptz not null,
  primary key (roll, station, number),
  check ((reason = 'certificate') = (home_line is not null) and (home_station is null) = (home_line is null))
);
create unique index roll_supplements_voter on roll_supplements (roll, voter_id);

-- module: rolls
-- Printing of the rolls of a territory: a bulk export that two people ask for, or of one station.
create table roll_prints (
  id uuid primary key,
  roll integer not null references rolls,
  territory_path text not null,
  -- Null: every station of the territory.
  station text,
  language text not null,
  -- Null for a single station, which its commission prints.
  proposal_id uuid unique references proposals,
  requested_by uuid not null references people,
  requested_at timestamptz not null,
  status text not null default 'waiting' check (status in ('waiting', 'printing', 'done')),
  stations integer not null check (stations > 0),
  printed integer not null default 0 check (printed >= 0),
  bytes bigint not null default 0,
  -- SHA-256 of the list of the files with their hashes.
  manifest_hash bytea check (octet_length(manifest_hash) = 32),
  ended_at timestamptz,
  check ((status = 'done') = (ended_at is not null) and (manifest_hash is null) = (ended_at is null)),
  check ((station is null) = (proposal_id is not null))
);
create index roll_prints_newest on roll_prints (roll, requested_at desc);

alter table roll_selection enable row level security;
alter table roll_exclusions enable row level security;
alter table roll_entries enable row level security;
alter table roll_supplements enable row level security;
-- Only for the process that freezes: whoever sees a part of the register sees nothing of it.
create policy roll_selection_in_scope on roll_selection to ovoz_server
  using (in_register_scope('', (select register_scope())))
  with check (in_register_scope('', (select register_scope())));
create policy roll_exclusions_in_scope on roll_exclusions to ovoz_server
  using (in_register_scope(territory_path, (select register_scope())))
  with check (in_register_scope(territory_path, (select register_scope())));
create policy roll_entries_in_scope on roll_entries to ovoz_server
  using (in_register_scope(territory_path, (select register_scope())))
  with check (in_register_scope(territory_path, (select register_scope())));
create policy roll_supplements_in_scope on roll_supplements to ovoz_server
  using (in_register_scope(territory_path, (select register_scope())))
  with check (in_register_scope(territory_path, (select register_scope())));

-- A roll is selected once and frozen once, and never changes otherwise.
create function rolls_are_frozen_once() returns trigger language plpgsql as $$
begin
  if old.status = 'frozen'
     or (new.id, new.election, new.pack, new.geography, new.mode, new.voting_day, new.proposal_id, new.approved_at)
        is distinct from
        (old.id, old.election, old.pack, old.geography, old.mode, old.voting_day, old.proposal_id, old.approved_at)
     or (old.selected_at is not null and (new.selected_at, new.stations, new.voters, new.excluded)
        is distinct from (old.selected_at, old.stations, old.voters, old.excluded))
  then
    raise exception 'a roll is frozen once and never changes' using errcode = 'restrict_violation';
  end if;
  if new.status = 'frozen' and (
    (select count(*) from roll_roots r where r.roll = new.id) <> new.stations
    or (select coalesce(sum(r.voters), 0) from roll_roots r where r.roll = new.id) <> new.voters)
  then
    raise exception 'a roll is frozen when every station and every voter is written' using errcode = 'restrict_violation';
  end if;
  return new;
end $$;
create trigger rolls_frozen_once before update on rolls for each row execute function rolls_are_frozen_once();
create trigger rolls_by_two before insert on rolls
  for each row execute function by_approved_proposal('freeze-roll');
create trigger rolls_stay before delete on rolls for each row execute function refuse_change();

-- Lines come with the root of their station, before the freeze.
create function roll_lines_come_once() returns trigger language plpgsql as $$
begin
  if exists (
    select from (select distinct roll, station from added) a join rolls r on r.id = a.roll
    where r.status <> 'freezing'
      or exists (select from roll_roots t where t.roll = a.roll and t.station = a.station))
  then
    raise exception 'nothing is added to a roll that is written' using errcode = 'restrict_violation';
  end if;
  return null;
end $$;
create trigger roll_entries_once after insert on roll_entries referencing new table as added
  for each statement execute function roll_lines_come_once();

-- A supplement follows the freeze.
create function roll_supplements_follow() returns trigger language plpgsql as $$
begin
  if not exists (select from rolls r where r.id = new.roll and r.status = 'frozen') then
    raise exception 'a supplement follows the freeze' using errcode = 'restrict_violation';
  end if;
  return new;
end $$;
create trigger roll_supplements_after before insert on roll_supplements
  for each row execute function roll_supplements_follow();
create trigger roll_supplements_by_two before insert on roll_supplements
  for each row execute function by_approved_proposal('supplement-roll');
create trigger roll_prints_by_two before insert on roll_prints
  for each row when (new.station is null) execute function by_approved_proposal('print-rolls');

create trigger roll_entries_stay before update or delete or truncate on roll_entries
  for each statement execute function refuse_change();
create trigger roll_exclusions_stay before update or delete or truncate on roll_exclusions
  for each statement execute function refuse_change();
create trigger roll_roots_stay before update or delete or truncate on roll_roots
  for each statement execute function refuse_change();
create trigger roll_supplements_stay before update or delete or truncate on roll_supplements
  for each statement execute function refuse_change();
create trigger roll_prints_stay before delete on roll_prints for each row execute function refuse_change();

grant select, insert on rolls, roll_selection, roll_exclusions, roll_entries, roll_roots, roll_supplements, roll_prints
  to ovoz_server;
grant update (status, selected_at, stations, voters, excluded, root, frozen_at) on rolls to ovoz_server;
grant update (status, printed, bytes, manifest_hash, ended_at) on roll_prints to ovoz_server;
grant delete on roll_selection to ovoz_server;
-- An auditor reads counts and roots, not who the voters are.
grant select on rolls, roll_roots, roll_prints to ovoz_auditor;

-- Millions of rows come at once, and only the owner may analyse (see analyze_geography).
create function analyze_roll_selection() returns void
language plpgsql security definer set search_path = pg_catalog, public as $$
begin
  analyze roll_selection;
end $$;
revoke all on function analyze_roll_selection() from public;
grant execute on function analyze_roll_selection() to ovoz_server;
