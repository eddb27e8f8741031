-- module: elections
create table elections (
  code text primary key,
  pack text not null,
  territory_path text not null,
  mode text not null check (mode in ('live', 'training', 'drill')),
  created_at timestamptz not null,
  created_by uuid not null references people,
  -- The election clock of training and drill elections. A live election has none.
  clock_set_at timestamptz,
  clock_shows timestamptz,
  clock_speed integer check (clock_speed between 0 and 100000),
  check ((mode = 'live') = (clock_set_at is null)),
  check ((clock_set_at is null) = (clock_shows is null) and (clock_set_at is null) = (clock_speed is null))
);

create table election_versions (
  election text not null references elections,
  number integer not null check (number > 0),
  status text not null check (status in ('draft', 'proposed', 'sealed', 'superseded', 'discarded')),
  revision integer not null check (revision > 0),
  -- Canonical JSON of the definition, and its SHA-256.
  definition text not null check (length(definition) <= 8000000),
  hash bytea not null check (octet_length(hash) = 32),
  reason text not null,
  created_at timestamptz not null,
  created_by uuid not null references people,
  proposal_id uuid references proposals,
  sealed_at timestamptz,
  primary key (election, number),
  check ((status in ('sealed', 'superseded')) = (sealed_at is not null))
);
create unique index election_versions_one_sealed on election_versions (election) where status = 'sealed';
create unique index election_versions_one_open on election_versions (election) where status in ('draft', 'proposed');

create function election_versions_seal() returns trigger language plpgsql as $$
begin
  if old.status <> 'draft' and (new.definition, new.hash, new.revision) is distinct from (old.definition, old.hash, old.revision) then
    raise exception 'only a draft is edited' using errcode = 'restrict_violation';
  end if;
  if (new.election, new.number, new.created_at, new.created_by) is distinct from (old.election, old.number, old.created_at, old.created_by)
     or old.status in ('superseded', 'discarded')
     or (old.status = 'sealed' and new.status not in ('sealed', 'superseded'))
  then
    raise exception 'a version does not go from % to %', old.status, new.status using errcode = 'restrict_violation';
  end if;
  if new.status = 'sealed' and old.status <> 'sealed' and (old.status <> 'proposed' or not exists (
    select from proposals p where p.id = new.proposal_id and p.kind = 'seal-definition' and p.status = 'approved'))
  then
    raise exception 'a definition is sealed by an approved proposal' using errcode = 'restrict_violation';
  end if;
  return new;
end $$;
create trigger election_versions_sealed before update on election_versions
  for each row execute function election_versions_seal();
create trigger election_versions_stay before delete on election_versions for each row execute function refuse_change();
create trigger elections_stay before delete on elections for each row execute function refuse_change();

grant select, insert on elections, election_versions to ovoz_server;
grant update (clock_set_at, clock_shows, clock_speed) on elections to ovoz_server;
grant update (status, revision, definition, hash, proposal_id, sealed_at) on election_versions to ovoz_server;
grant select on elections, election_versions to ovoz_auditor;
