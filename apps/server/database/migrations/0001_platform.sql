-- module: platform
-- Roles of the database. The server works as ovoz_server, which can append evidence but never change it;
-- ovoz_auditor reads everything and writes nothing. Both are group roles without login.
do $$
begin
  -- An administrator may have made it for an account that may not.
  if not exists (select from pg_roles where rolname = 'ovoz_server') then
    create role ovoz_server nologin;
  end if;
exception when duplicate_object or unique_violation then null;
end $$;
do $$
begin
  -- An administrator may have made it for an account that may not.
  if not exists (select from pg_roles where rolname = 'ovoz_auditor') then
    create role ovoz_auditor nologin;
  end if;
exception when duplicate_object or unique_violation then null;
end $$;
do $$
begin
  execute format('grant ovoz_server to %I', current_user);
exception when others then
  -- A member already, or a superuser that needs no membership.
  if not pg_has_role(current_user, 'ovoz_server', 'member') then raise; end if;
end $$;

-- What this installation is. A demonstration can never become real, nor the other way round.
create table installation (
  only_row boolean primary key default true check (only_row),
  id uuid not null,
  kind text not null check (kind in ('demo', 'real')),
  created_at timestamptz not null
);

create function refuse_change() returns trigger language plpgsql as $$
begin
  raise exception '% of % is append-only', tg_op, tg_table_name using errcode = 'restrict_violation';
end $$;

create trigger installation_is_fixed before update or delete on installation
  for each row execute function refuse_change();

-- module: platform, evidence
-- Facts that await, or have, their place in one of the two Merkle logs.
-- `bytes` is the canonical JSON that is hashed as the leaf; `private_bytes` is what the leaf's
-- commitment stands for. Neither changes, ever; only the leaf index is given later, once.
create table evidence_facts (
  id uuid primary key,
  log text not null check (log in ('public', 'audit')),
  event_type text not null,
  election text,
  territory_path text not null,
  subject text not null,
  recorded_at timestamptz not null,
  bytes bytea not null check (octet_length(bytes) <= 65536),
  hash bytea not null check (octet_length(hash) = 32),
  private_bytes bytea check (octet_length(private_bytes) <= 65536),
  leaf_index bigint check (leaf_index >= 0),
  unique (log, leaf_index)
);
create index evidence_facts_waiting on evidence_facts (log) where leaf_index is null;
create index evidence_facts_newest on evidence_facts (log, recorded_at desc, id desc);

create function evidence_is_append_only() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' and old.leaf_index is null and new.leaf_index is not null
     and (new.id, new.log, new.event_type, new.election, new.territory_path, new.subject, new.recorded_at, new.bytes, new.hash, new.private_bytes)
         is not distinct from
         (old.id, old.log, old.event_type, old.election, old.territory_path, old.subject, old.recorded_at, old.bytes, old.hash, old.private_bytes)
  then
    return new;
  end if;
  raise exception 'evidence is append-only' using errcode = 'restrict_violation';
end $$;

create trigger evidence_facts_append_only before update or delete on evidence_facts
  for each row execute function evidence_is_append_only();
create trigger evidence_facts_no_truncate before truncate on evidence_facts
  for each statement execute function refuse_change();

grant usage on schema public to ovoz_server, ovoz_auditor;
grant select, insert on installation, evidence_facts to ovoz_server;
grant select on installation, evidence_facts to ovoz_auditor;

-- Jobs live in the queue's own schema, which the server's role does not own. This door adds one.
create function add_job(task text, payload json, job_key text, run_at timestamptz) returns void
language plpgsql security definer set search_path = pg_catalog, public as $$
begin
  perform graphile_worker.add_job(task, payload, run_at => run_at, job_key => job_key, max_attempts => 10);
end $$;
revoke all on function add_job(text, json, text, timestamptz) from public;
grant execute on function add_job(text, json, text, timestamptz) to ovoz_server;
