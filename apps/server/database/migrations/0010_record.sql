-- module: platform, evidence
-- An entry of a log is at most 65,535 bytes: its length is written in two (C2SP tlog-tiles).
alter table evidence_facts drop constraint evidence_facts_bytes_check;
alter table evidence_facts add constraint evidence_facts_bytes_check check (octet_length(bytes) <= 65535);

-- The sequencer takes what waits in the order in which it was written. `recorded_at` is when an act began: of two
-- acts on one thing the later one may have begun first and have waited for the other's lock.
alter table evidence_facts add column inserted_at timestamptz not null default clock_timestamp();
drop index evidence_facts_waiting;
create index evidence_facts_waiting on evidence_facts (log, inserted_at, id) where leaf_index is null;

create or replace function evidence_is_append_only() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' and old.leaf_index is null and new.leaf_index is not null
     and (new.id, new.log, new.event_type, new.election, new.territory_path, new.subject, new.recorded_at, new.inserted_at, new.bytes, new.hash, new.private_bytes)
         is not distinct from
         (old.id, old.log, old.event_type, old.election, old.territory_path, old.subject, old.recorded_at, old.inserted_at, old.bytes, old.hash, old.private_bytes)
  then
    return new;
  end if;
  raise exception 'evidence is append-only' using errcode = 'restrict_violation';
end $$;

-- module: platform, record
-- How each log stands, as the sequencer last saw it, for people and monitoring. Nothing is decided by it: what
-- was signed stands in files outside of the database.
create table log_states (
  log text primary key check (log in ('public', 'audit')),
  status text not null,
  detail text,
  since timestamptz not null,
  size bigint not null check (size >= 0),
  checkpoint_at timestamptz
);

-- module: record
-- shares: evidence_facts
-- Who co-signs checkpoints of the public log. The facts say from which entry on.
create table log_witnesses (
  id uuid primary key,
  name text not null,
  vkey text not null unique,
  organisation text not null,
  proposal_id uuid not null unique references proposals,
  registered_at timestamptz not null,
  -- No foreign keys to facts: they never go, and their table takes no locks for others.
  registered_fact uuid not null,
  removed_at timestamptz,
  removal_proposal_id uuid unique references proposals,
  removed_fact uuid,
  check ((removed_at is null) = (removal_proposal_id is null) and (removed_at is null) = (removed_fact is null))
);
create unique index log_witnesses_in_force on log_witnesses (name) where removed_at is null;

create function log_witnesses_are_removed_once() returns trigger language plpgsql as $$
begin
  if old.removed_at is not null
     or (new.id, new.name, new.vkey, new.organisation, new.proposal_id, new.registered_at, new.registered_fact)
        is distinct from
        (old.id, old.name, old.vkey, old.organisation, old.proposal_id, old.registered_at, old.registered_fact)
  then
    raise exception 'a witness is removed once and never changes otherwise' using errcode = 'restrict_violation';
  end if;
  if not exists (select from proposals p where p.id = new.removal_proposal_id
    and p.status = 'approved' and p.kind = 'remove-witness')
  then
    raise exception 'this takes two people' using errcode = 'restrict_violation';
  end if;
  return new;
end $$;
create trigger log_witnesses_by_two before insert on log_witnesses
  for each row execute function by_approved_proposal('register-witness');
create trigger log_witnesses_removed before update on log_witnesses
  for each row execute function log_witnesses_are_removed_once();
create trigger log_witnesses_stay before delete on log_witnesses
  for each row execute function refuse_change();

-- Co-signatures that may still be needed: the sequencer removes those of checkpoints before the public one.
create table log_cosignatures (
  size bigint not null check (size >= 0),
  witness uuid not null references log_witnesses,
  -- The checkpoint with the signature of the log, and the line of the witness.
  checkpoint text not null check (length(checkpoint) <= 4000),
  line text not null check (length(line) <= 400),
  cosigned_at timestamptz not null,
  primary key (size, witness)
);
create index log_cosignatures_by_witness on log_cosignatures (witness, size desc);

grant select, insert on log_witnesses, log_cosignatures to ovoz_server;
grant update (removed_at, removal_proposal_id, removed_fact) on log_witnesses to ovoz_server;
grant select on log_states to ovoz_server;
grant select on log_states, log_witnesses, log_cosignatures to ovoz_auditor;

-- module: protocols
-- The fact that records the decision, as published with it. Null only for what was decided before this migration.
alter table result_decisions add column fact_hash bytea check (octet_length(fact_hash) = 32);
