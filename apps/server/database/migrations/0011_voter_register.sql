-- module: platform
-- Which territories the person may see for whom a transaction reads the register: paths, joined by commas;
-- `*` is the whole installation. Nothing is set: nothing is seen.
create function register_scope() returns text[] language sql stable as $$
  select string_to_array(current_setting('ovoz.register_scope', true), ',')
$$;
create function in_register_scope(path text, scope text[]) returns boolean language sql immutable as $$
  select exists (select from unnest(scope) s where s = '*' or path = s or starts_with(path, s || '/'))
$$;

-- module: voter-register
-- Keys of the registers that may send batches, certified by two people.
create table register_suppliers (
  id uuid primary key,
  pack text not null,
  register text not null check (register in ('civil', 'address')),
  name text not null check (length(name) between 1 and 200),
  public_key bytea not null unique check (octet_length(public_key) = 32),
  proposal_id uuid not null unique references proposals,
  registered_at timestamptz not null,
  ended_at timestamptz,
  end_proposal_id uuid unique references proposals,
  check ((ended_at is null) = (end_proposal_id is null))
);
create unique index register_suppliers_in_force on register_suppliers (pack, register, name) where ended_at is null;

-- One signed batch of files, from its arrival to its end. The sequence is per pack and register, without gaps.
create table register_batches (
  id uuid primary key,
  pack text not null,
  register text not null check (register in ('civil', 'address')),
  sequence integer not null check (sequence > 0),
  kind text not null check (kind in ('full', 'delta')),
  supplier uuid not null references register_suppliers,
  manifest bytea not null,
  manifest_hash bytea not null unique check (octet_length(manifest_hash) = 32),
  as_of timestamptz not null,
  received_at timestamptz not null,
  -- received: files are here and whole; loading; held: waits for two people (circuit breaker); applied; refused.
  status text not null check (status in ('received', 'loading', 'held', 'applied', 'refused')),
  -- 0..1000 of the current step, for the progress shown; step in words of a fixed list.
  step text,
  progress integer not null default 0 check (progress between 0 and 1000),
  -- Counts, findings per kind, holds per district, data quality: what the report page shows.
  report json,
  refusal text,
  hold_proposal_id uuid unique references proposals,
  ended_at timestamptz,
  check ((status = 'refused') = (refusal is not null)),
  check ((status in ('applied', 'refused')) = (ended_at is not null))
);
create unique index register_batches_applied_once on register_batches (pack, register, sequence) where status <> 'refused';
create index register_batches_newest on register_batches (pack, received_at desc);

-- Lines of batches that were not taken over, with the reason.
create table register_quarantine (
  batch_id uuid not null references register_batches,
  file text not null,
  line integer not null,
  reason text not null,
  field text,
  record_id bigint,
  territory_path text not null default '',
  -- The line as it came, sealed: it holds personal data.
  sealed bytea not null,
  resolved_at timestamptz,
  resolved_by uuid references people,
  resolution text,
  primary key (batch_id, file, line)
);
create index register_quarantine_open on register_quarantine (reason, batch_id) where resolved_at is null;

-- Addresses of the address register; its own number is the identity. Never deleted: retired.
create table addresses (
  id bigint primary key,
  territory_path text not null,
  locality text not null,
  street text not null,
  -- Folded, for search in any script.
  street_key text not null,
  -- The leading digits, for ranges; null when there are none.
  house_number integer,
  house text not null,
  latitude_e6 integer,
  longitude_e6 integer,
  state text not null check (state in ('active', 'retired')),
  batch_sequence integer not null,
  check ((latitude_e6 is null) = (longitude_e6 is null))
);
create index addresses_by_place on addresses (territory_path text_pattern_ops, locality, street, house_number);
create index addresses_by_street on addresses (territory_path text_pattern_ops, street_key text_pattern_ops);

-- One row per person. `id` is the register's own number, shown to officials only.
create table voters (
  id bigint primary key,
  -- Number of the record in the civil register; null for who was added on request.
  record_id bigint,
  -- HMAC-SHA-256 of the national number, 16 bytes; null when there is none or an invalid one.
  national_key bytea check (octet_length(national_key) = 16),
  -- National number and document number, encrypted by a key outside of the database.
  sealed bytea not null,
  surname text not null,
  given text not null,
  patronymic text not null,
  sex text not null check (sex in ('m', 'f')),
  birth_date date not null,
  -- ISO 3166-1 alpha-2, or XX when stateless or unknown.
  citizenship text not null check (citizenship ~ '^[A-Z]{2}$'),
  -- `surname given patronymic`, folded to one alphabet (nameKey).
  search_key text not null,
  -- Skeletons of surname and given name (nameSkeleton), for spellings that differ.
  skeleton_key text not null,
  address_id bigint,
  flat text not null default '',
  -- Of the address, or of the district when there is none.
  territory_path text not null,
  -- Path of level 1, for searches of a region.
  region_path text not null,
  -- registered; removed: by a decision here; deceased, left: by an event of the civil register.
  status text not null check (status in ('registered', 'removed', 'deceased', 'left')),
  -- Fields that a commission corrected: they stand until the civil register sends the same or refuses.
  corrected text[],
  version integer not null default 1 check (version > 0),
  -- First eight bytes of SHA-256 of the source row, to skip what did not change.
  source_hash bigint,
  -- Sequence of the batch that was the last to say something about this person.
  batch_sequence integer not null default 0
);
create unique index voters_national_key on voters (national_key);
create unique index voters_record_id on voters (record_id);
create index voters_by_address on voters (address_id);
create index voters_by_place on voters (territory_path text_pattern_ops, search_key text_pattern_ops);
create index voters_by_name on voters (region_path, search_key text_pattern_ops);
create index voters_by_skeleton on voters (region_path, skeleton_key text_pattern_ops);
create sequence voter_numbers as bigint cache 1;

-- What a row said before each change. Append-only.
create table voter_versions (
  voter_id bigint not null,
  version integer not null,
  replaced_at timestamptz not null,
  -- feed, request, duplicate
  cause text not null check (cause in ('feed', 'request', 'duplicate')),
  -- Number of the batch, id of the request or of the pair.
  cause_ref text not null,
  territory_path text not null,
  before jsonb not null,
  primary key (voter_id, version)
);

-- What bears on the right to vote, with its validity; never overwritten in place.
create table voter_facts (
  id bigint generated always as identity primary key,
  voter_id bigint not null,
  territory_path text not null,
  kind text not null check (kind in ('deceased', 'citizenship-lost', 'incapacitated', 'sentenced', 'moved-abroad')),
  valid_from date not null,
  valid_to date,
  document text not null check (length(document) between 1 and 300),
  batch_id uuid references register_batches,
  -- Set when the source takes it back; the row stays.
  revoked_at timestamptz,
  check (valid_to is null or valid_to >= valid_from)
);
create index voter_facts_of on voter_facts (voter_id);

-- module: voter-register, duplicates
-- Who changed since the finder of duplicates last looked; it removes what it has taken.
create table voter_changes (
  seq bigint generated always as identity primary key,
  voter_id bigint not null
);

-- module: voter-register
alter table voters enable row level security;
alter table voter_versions enable row level security;
alter table voter_facts enable row level security;
create policy voters_in_scope on voters to ovoz_server
  using (in_register_scope(territory_path, (select register_scope())))
  with check (in_register_scope(territory_path, (select register_scope())));
create policy voter_versions_in_scope on voter_versions to ovoz_server
  using (in_register_scope(territory_path, (select register_scope())))
  with check (in_register_scope(territory_path, (select register_scope())));
create policy voter_facts_in_scope on voter_facts to ovoz_server
  using (in_register_scope(territory_path, (select register_scope())))
  with check (in_register_scope(territory_path, (select register_scope())));

create trigger voter_versions_stay before update or delete on voter_versions
  for each row execute function refuse_change();
create trigger voters_stay before delete on voters for each row execute function refuse_change();
create trigger register_suppliers_by_two before insert on register_suppliers
  for each row execute function by_approved_proposal('register-supplier');
create trigger register_batches_stay before delete on register_batches
  for each row execute function refuse_change();

grant select, insert on register_suppliers, register_batches, register_quarantine, addresses, voters, voter_versions,
  voter_facts, voter_changes to ovoz_server;
grant update (ended_at, end_proposal_id) on register_suppliers to ovoz_server;
grant update (status, step, progress, report, refusal, hold_proposal_id, ended_at) on register_batches to ovoz_server;
grant update (resolved_at, resolved_by, resolution) on register_quarantine to ovoz_server;
grant update on voters to ovoz_server;
grant update (revoked_at) on voter_facts to ovoz_server;
grant delete on voter_changes to ovoz_server;
grant usage on sequence voter_numbers to ovoz_server;
-- An auditor reads what was done, not who the voters are.
grant select on register_suppliers, register_batches, addresses to ovoz_auditor;
