-- module: access
-- How people sign in. Secrets: passwords as argon2id hashes, one-time-code secrets encrypted by a key
-- that lies outside of the database.
create table credentials (
  person_id uuid primary key references people,
  password_hash text not null check (password_hash like '$argon2id$%'),
  totp_secret bytea not null,
  -- The last time step whose code was used: a code works once.
  totp_last_step bigint not null,
  set_at timestamptz not null
);

create table invitations (
  token_hash bytea primary key check (octet_length(token_hash) = 32),
  person_id uuid not null references people,
  totp_secret bytea not null,
  created_at timestamptz not null,
  expires_at timestamptz not null check (expires_at > created_at),
  used_at timestamptz
);
create index invitations_by_person on invitations (person_id);

create table sessions (
  id uuid primary key,
  token_hash bytea not null unique check (octet_length(token_hash) = 32),
  person_id uuid not null references people,
  level text not null check (level in ('demo', 'password-and-code')),
  device text not null check (length(device) <= 200),
  started_at timestamptz not null,
  last_seen_at timestamptz not null,
  expires_at timestamptz not null
);
create index sessions_by_person on sessions (person_id);

-- Failed sign-ins, by account and by whether the device is known to the account; never by address.
create table sign_in_failures (
  bucket bytea primary key check (octet_length(bucket) = 32),
  failures integer not null check (failures > 0),
  first_at timestamptz not null,
  last_at timestamptz not null
);

-- A role for a territory, perhaps one election, and dates. It exists only by two people's act:
-- one proposed it, another approved it.
create table role_grants (
  id uuid primary key,
  person_id uuid not null references people,
  role text not null check (role in (
    'central-member', 'territorial-member', 'district-member', 'precinct-member', 'operator',
    'register-supplier', 'observer', 'auditor', 'help-desk-agent', 'administrator')),
  territory_path text not null,
  territory_name text not null,
  election text,
  valid_from date not null,
  valid_until date check (valid_until >= valid_from),
  proposal_id uuid unique references proposals,
  proposed_by uuid not null references people,
  approved_by uuid not null references people,
  granted_at timestamptz not null,
  ended_at timestamptz,
  ended_by uuid references people,
  end_reason text,
  check ((ended_at is null) = (ended_by is null)),
  constraint granted_by_two_people check (proposed_by <> approved_by),
  -- The founders of an installation grant each other's first roles; nobody else proposes for themselves.
  constraint nobody_approves_their_own_grant check (approved_by <> person_id)
);
create index role_grants_by_person on role_grants (person_id);

create function role_grants_end_once() returns trigger language plpgsql as $$
begin
  if old.ended_at is not null
     or (new.id, new.person_id, new.role, new.territory_path, new.territory_name, new.election, new.valid_from, new.valid_until, new.proposal_id, new.proposed_by, new.approved_by, new.granted_at)
        is distinct from
        (old.id, old.person_id, old.role, old.territory_path, old.territory_name, old.election, old.valid_from, old.valid_until, old.proposal_id, old.proposed_by, old.approved_by, old.granted_at)
  then
    raise exception 'a grant only ends, once' using errcode = 'restrict_violation';
  end if;
  return new;
end $$;
create trigger role_grants_only_end before update on role_grants
  for each row execute function role_grants_end_once();
create trigger role_grants_stay before delete on role_grants
  for each row execute function refuse_change();

-- A grant that came from a proposal names the same two people as the approved proposal.
create function role_grants_match_proposal() returns trigger language plpgsql as $$
begin
  if new.proposal_id is null then
    if exists (select from proposals) then
      raise exception 'only founders are granted without a proposal' using errcode = 'restrict_violation';
    end if;
  elsif not exists (
    select from proposals p where p.id = new.proposal_id and p.kind = 'grant-role' and p.status = 'approved'
      and p.proposed_by = new.proposed_by and p.decided_by = new.approved_by)
  then
    raise exception 'a grant needs its approved proposal' using errcode = 'restrict_violation';
  end if;
  return new;
end $$;
create trigger role_grants_from_proposal before insert on role_grants
  for each row execute function role_grants_match_proposal();

grant select, insert on credentials, invitations, sessions, sign_in_failures, role_grants to ovoz_server;
grant update on credentials to ovoz_server;
grant update (used_at) on invitations to ovoz_server;
grant update (last_seen_at, expires_at) on sessions to ovoz_server;
grant update on sign_in_failures to ovoz_server;
grant update (ended_at, ended_by, end_reason) on role_grants to ovoz_server;
grant delete on sessions, sign_in_failures, credentials to ovoz_server;
grant select on role_grants to ovoz_auditor;
