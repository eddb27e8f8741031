-- module: voter-register
-- A batch on its way: the manifest is here, the files come piece by piece. One per register; it becomes a row of
-- register_batches under the same id when the last byte is here, or gives way to a newer manifest.
create table register_uploads (
  id uuid primary key,
  pack text not null,
  register text not null check (register in ('civil', 'address')),
  sequence integer not null check (sequence > 0),
  supplier uuid not null references register_suppliers,
  manifest bytea not null,
  manifest_hash bytea not null unique check (octet_length(manifest_hash) = 32),
  signature bytea not null check (octet_length(signature) = 64),
  started_at timestamptz not null,
  unique (pack, register)
);

-- Ed25519 of the supplier over the manifest: proof of who sent the batch.
alter table register_batches add column signature bytea not null check (octet_length(signature) = 64);

-- Checksums of a register, as its supplier signed them, and what came out beside ours. Append-only.
create table register_reconciliations (
  id uuid primary key,
  pack text not null,
  register text not null check (register in ('civil', 'address')),
  supplier uuid not null references register_suppliers,
  sequence integer not null check (sequence > 0),
  as_of timestamptz not null,
  received_at timestamptz not null,
  content bytea not null,
  signature bytea not null check (octet_length(signature) = 64),
  districts integer not null check (districts > 0),
  compared_at timestamptz,
  -- Districts that differ, with both rows; null until compared.
  differences json,
  differing integer,
  check ((compared_at is null) = (differences is null) and (compared_at is null) = (differing is null))
);
create index register_reconciliations_newest on register_reconciliations (pack, register, received_at desc);
create index register_reconciliations_waiting on register_reconciliations (received_at) where compared_at is null;
create trigger register_reconciliations_stay before delete on register_reconciliations
  for each row execute function refuse_change();

-- A held batch goes on, and a supplier ends, by two people only.
create function register_acts_by_two() returns trigger language plpgsql as $$
begin
  if not exists (select from proposals p where p.status = 'approved' and p.kind = tg_argv[0]
    and p.id = (to_jsonb(new) ->> tg_argv[1])::uuid) then
    raise exception 'this takes two people' using errcode = 'restrict_violation';
  end if;
  return new;
end $$;
create trigger register_batches_released_by_two before update of hold_proposal_id on register_batches
  for each row when (new.hold_proposal_id is distinct from old.hold_proposal_id)
  execute function register_acts_by_two('release-held-batch', 'hold_proposal_id');
create trigger register_suppliers_ended_by_two before update of end_proposal_id on register_suppliers
  for each row when (new.end_proposal_id is distinct from old.end_proposal_id)
  execute function register_acts_by_two('end-supplier', 'end_proposal_id');

grant select, insert, delete on register_uploads to ovoz_server;
grant select, insert on register_reconciliations to ovoz_server;
grant update (compared_at, differences, differing) on register_reconciliations to ovoz_server;
grant select on register_uploads, register_reconciliations to ovoz_auditor;
