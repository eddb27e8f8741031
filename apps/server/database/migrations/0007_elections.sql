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

-- Country packs as they were when an election was drafted from them: a newer pack must not change
-- the law of an election that is under way. The hash is over the files of the pack.
create table election_packs (
  hash bytea primary key check (octet_length(hash) = 32),
  pack text not null check (length(pack) <= 8000000)
);

create table election_versions (
  election text not null references elections,
  number integer not null check (number > 0),
  status text not null check (status in ('draft', 'proposed', 'sealed', 'superseded', 'discarded')),
  revision integer not null check (revision > 0),
  -- Canonical JSON of the definition, and its SHA-256.
  definition text not null check (length(definition) <= 8000000),
  hash bytea not null,
  -- The definition without its long parts, for lists.
  outline jsonb not null generated always as (definition::jsonb - 'parties' - 'ballots') stored,
  pack_hash bytea not null references election_packs,
  reason text not null,
  created_at timestamptz not null,
  created_by uuid not null references people,
  proposal_id uuid references proposals,
  proposed_by uuid references people,
  approved_by uuid references people,
  sealed_at timestamptz,
  primary key (election, number),
  constraint hash_is_of_definition check (hash = sha256(convert_to(definition, 'UTF8'))),
  check ((proposal_id is null) = (proposed_by is null)),
  check ((status in ('proposed', 'sealed', 'superseded')) = (proposal_id is not null)),
  check ((status in ('sealed', 'superseded')) = (sealed_at is not null)),
  check ((status in ('sealed', 'superseded')) = (approved_by is not null)),
  constraint sealed_by_two_people check (proposed_by <> approved_by)
);
create unique index election_versions_one_sealed on election_versions (election) where status = 'sealed';
create unique index election_versions_one_open on election_versions (election) where status in ('draft', 'proposed');

create function election_versions_seal() returns trigger language plpgsql as $$
begin
  if old.status <> 'draft' and (new.definition, new.hash, new.revision, new.pack_hash)
     is distinct from (old.definition, old.hash, old.revision, old.pack_hash)
  then
    raise exception 'only a draft is edited' using errcode = 'restrict_violation';
  end if;
  if (new.election, new.number, new.reason, new.created_at, new.created_by)
     is distinct from (old.election, old.number, old.reason, old.created_at, old.created_by)
  then
    raise exception 'the origin of a version is fixed' using errcode = 'restrict_violation';
  end if;
  if old.status <> new.status and (old.status, new.status) not in (
    ('draft', 'proposed'), ('draft', 'discarded'), ('proposed', 'draft'), ('proposed', 'sealed'),
    ('sealed', 'superseded'))
  then
    raise exception 'a version does not go from % to %', old.status, new.status using errcode = 'restrict_violation';
  end if;
  if old.status in ('sealed', 'superseded', 'discarded')
     and (new.proposal_id, new.proposed_by, new.approved_by, new.sealed_at)
         is distinct from (old.proposal_id, old.proposed_by, old.approved_by, old.sealed_at)
  then
    raise exception 'who sealed a version is fixed' using errcode = 'restrict_violation';
  end if;
  if old.status = 'proposed' and new.status = 'sealed' and not exists (
    select from proposals p where p.id = new.proposal_id and p.kind = 'seal-definition'
      and p.status = 'approved' and p.proposed_by = new.proposed_by and p.decided_by = new.approved_by
      and p.content::jsonb ->> 'election' = new.election
      and p.content::jsonb ->> 'hash' = encode(new.hash, 'hex'))
  then
    raise exception 'a definition is sealed by an approved proposal of this very definition'
      using errcode = 'restrict_violation';
  end if;
  return new;
end $$;
create function election_versions_begin_as_draft() returns trigger language plpgsql as $$
begin
  if new.status <> 'draft' then
    raise exception 'a version begins as a draft' using errcode = 'restrict_violation';
  end if;
  return new;
end $$;
create trigger election_versions_begin before insert on election_versions
  for each row execute function election_versions_begin_as_draft();
create trigger election_versions_sealed before update on election_versions
  for each row execute function election_versions_seal();
create trigger election_versions_stay before delete on election_versions for each row execute function refuse_change();
create trigger elections_stay before delete on elections for each row execute function refuse_change();

create trigger election_packs_fixed before update or delete on election_packs
  for each row execute function refuse_change();

grant select, insert on elections, election_packs, election_versions to ovoz_server;
grant update (clock_set_at, clock_shows, clock_speed) on elections to ovoz_server;
grant update (status, revision, definition, hash, proposal_id, proposed_by, approved_by, sealed_at) on election_versions to ovoz_server;
grant select on elections, election_packs, election_versions to ovoz_auditor;
