-- module: rolls
-- shares: assignment_sets
-- Addresses that no station has, for a count that looks at nothing else.
create index address_stations_without on address_stations (pack, address_id) where to_set is null and station is null;

-- How many rolls of stations each person took in an hour: to see who collects the list of the country.
create table roll_reading_counts (
  person_id uuid not null references people,
  hour timestamptz not null,
  readings integer not null check (readings > 0),
  -- When the alarm of this hour was raised.
  alarmed_at timestamptz,
  primary key (person_id, hour)
);
grant select, insert on roll_reading_counts to ovoz_server;
grant update (readings, alarmed_at) on roll_reading_counts to ovoz_server;
grant select on roll_reading_counts to ovoz_auditor;

-- An approved proposal freezes the roll of its own election, by its own definition, and no other.
create function rolls_are_as_proposed() returns trigger language plpgsql as $$
begin
  if not exists (
    select from proposals p where p.id = new.proposal_id
      and p.content::jsonb ->> 'election' = new.election
      and p.content::jsonb ->> 'pack' = new.pack)
  then
    raise exception 'a roll is frozen by the proposal of its own election' using errcode = 'restrict_violation';
  end if;
  return new;
end $$;
create trigger rolls_of_proposal before insert on rolls for each row execute function rolls_are_as_proposed();

-- It adds the very voter whom it names, where and why it says.
create function roll_supplements_are_as_proposed() returns trigger language plpgsql as $$
begin
  if not exists (
    select from proposals p join rolls r on r.election = p.content::jsonb ->> 'election'
    where p.id = new.proposal_id and r.id = new.roll
      and p.content::jsonb ->> 'station' = new.station
      and p.content::jsonb ->> 'voter' = new.voter_id::text
      and p.content::jsonb ->> 'kind' = new.reason
      and p.content::jsonb ->> 'evidence' = new.evidence
      and p.content::jsonb -> 'home' ->> 'station' is not distinct from new.home_station
      and (p.content::jsonb -> 'home' ->> 'line')::integer is not distinct from new.home_line)
  then
    raise exception 'a supplement is what its proposal says' using errcode = 'restrict_violation';
  end if;
  return new;
end $$;
create trigger roll_supplements_of_proposal before insert on roll_supplements
  for each row execute function roll_supplements_are_as_proposed();

-- It prints the territory that it names.
create function roll_prints_are_as_proposed() returns trigger language plpgsql as $$
begin
  if not exists (
    select from proposals p join rolls r on r.election = p.content::jsonb ->> 'election'
    where p.id = new.proposal_id and r.id = new.roll
      and p.content::jsonb ->> 'territory' = new.territory_path
      and p.content::jsonb ->> 'language' = new.language
      and (p.content::jsonb ->> 'stations')::integer = new.stations)
  then
    raise exception 'a printing is what its proposal says' using errcode = 'restrict_violation';
  end if;
  return new;
end $$;
create trigger roll_prints_of_proposal before insert on roll_prints
  for each row when (new.station is null) execute function roll_prints_are_as_proposed();
