-- module: approvals
-- Acts that one person proposes and another decides. The content is what takes effect, byte by byte.
create table proposals (
  id uuid primary key,
  kind text not null,
  subject text not null,
  -- At most one waiting proposal about the same thing.
  subject_key text not null,
  territory_path text not null,
  election text,
  reason text not null,
  content text not null check (length(content) <= 8000000),
  content_hash bytea not null check (octet_length(content_hash) = 32),
  proposed_by uuid not null references people,
  proposed_at timestamptz not null,
  expires_at timestamptz not null check (expires_at > proposed_at),
  status text not null check (status in ('waiting', 'approved', 'declined', 'withdrawn', 'expired')),
  decided_by uuid references people,
  decided_at timestamptz,
  decision_reason text,
  check ((status = 'waiting') = (decided_at is null)),
  check ((status in ('approved', 'declined')) = (decided_by is not null)),
  constraint approved_by_a_second_person check (decided_by is distinct from proposed_by)
);
create unique index proposals_one_waiting on proposals (kind, subject_key) where status = 'waiting';
create index proposals_by_status on proposals (status, proposed_at desc);

create function proposals_are_decided_once() returns trigger language plpgsql as $$
begin
  if old.status <> 'waiting'
     or (new.id, new.kind, new.subject, new.subject_key, new.territory_path, new.election, new.reason, new.content, new.content_hash, new.proposed_by, new.proposed_at, new.expires_at)
        is distinct from
        (old.id, old.kind, old.subject, old.subject_key, old.territory_path, old.election, old.reason, old.content, old.content_hash, old.proposed_by, old.proposed_at, old.expires_at)
  then
    raise exception 'a proposal is decided once and its content never changes' using errcode = 'restrict_violation';
  end if;
  return new;
end $$;
create trigger proposals_decided_once before update on proposals
  for each row execute function proposals_are_decided_once();
create trigger proposals_stay before delete on proposals
  for each row execute function refuse_change();

grant select, insert on proposals to ovoz_server;
grant update (status, decided_by, decided_at, decision_reason) on proposals to ovoz_server;
grant select on proposals to ovoz_auditor;
