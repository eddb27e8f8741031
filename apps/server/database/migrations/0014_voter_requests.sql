-- module: voter-requests
-- shares: voters
-- shares: voter_versions
-- shares: voter_facts
-- shares: addresses
-- The station, at home or at a mission, where a member of its commission works. Who has the right of a precinct
-- member only sees the voters of this station; without a desk nobody.
create table station_desks (
  person_id uuid not null references people,
  pack text not null,
  station text not null,
  territory_path text not null,
  given_by uuid not null references people,
  given_at timestamptz not null,
  ended_at timestamptz,
  primary key (person_id, given_at),
  check (person_id <> given_by),
  check (ended_at >= given_at)
);
create unique index station_desks_in_force on station_desks (person_id) where ended_at is null;
create index station_desks_by_station on station_desks (pack, station) where ended_at is null;

-- What somebody asks to be changed on the list. Times of the legal clock are those of the election's own clock.
create table voter_requests (
  id uuid primary key,
  -- For people: "request 217".
  number bigint generated always as identity unique,
  pack text not null,
  election text,
  kind text not null check (kind in ('add', 'remove', 'fix', 'move', 'restore', 'abroad', 'return')),
  channel text not null check (channel in ('commission', 'mission', 'online')),
  -- Who asks: the voter, or somebody about another person.
  about text not null check (about in ('self', 'other')),
  voter_id bigint,
  -- Of the voter, of the address of somebody to be added, or of the mission.
  territory_path text not null,
  -- Abroad only, once known: where the voter is listed at home.
  home_path text,
  -- move: the station asked for; abroad: that of the mission.
  station text,
  -- restore: the decision to be reversed.
  reverses uuid references voter_requests,
  status text not null check (status in ('notice-due', 'notice-given', 'open', 'proposed', 'granted', 'rejected',
    'appealed', 'upheld', 'overturned', 'reversed', 'withdrawn')),
  revision integer not null default 1 check (revision > 0),
  -- What is asked, who asks and why: personal data.
  details jsonb not null,
  -- National number and document number as they were given, encrypted by a key outside of the database.
  sealed bytea,
  received_at timestamptz not null,
  -- Null: came in online.
  received_by uuid references people,
  -- From when the legal clock runs and when it ends, by the clock of the election.
  ready_at timestamptz,
  due_at timestamptz,
  -- Until when a person who is to be removed may answer.
  answer_until timestamptz,
  proposal_id uuid references proposals,
  decided_at timestamptz,
  decided_by uuid references people,
  -- Of NIST SP 1500-102: what was done, or why not.
  outcome text,
  words text,
  -- The version of the voter's record that the decision replaced.
  version_before integer,
  check ((channel = 'online') = (received_by is null)),
  check (kind not in ('move', 'abroad', 'return') or election is not null),
  check (kind in ('add', 'abroad') or voter_id is not null),
  check ((kind = 'restore') = (reverses is not null)),
  check ((ready_at is null) = (due_at is null)),
  check (status in ('granted', 'rejected', 'appealed', 'upheld', 'overturned', 'reversed') = (decided_at is not null)),
  check ((decided_at is null) = (outcome is null)),
  check ((decided_at is null) = (decided_by is null)),
  -- Whoever was entered at a mission is confirmed by another officer.
  check (kind <> 'abroad' or status <> 'granted' or decided_by is distinct from received_by)
);
create index voter_requests_to_decide on voter_requests (territory_path text_pattern_ops, due_at)
  where status in ('notice-due', 'notice-given', 'open', 'proposed', 'appealed');
create index voter_requests_of_voter on voter_requests (voter_id) where voter_id is not null;
create index voter_requests_newest on voter_requests (pack, number desc);
create unique index voter_requests_reversed_once on voter_requests (reverses)
  where status in ('open', 'proposed', 'granted');

-- What happened to a request, step by step.
create table voter_request_steps (
  request_id uuid not null references voter_requests,
  number integer not null check (number > 0),
  territory_path text not null,
  event text not null,
  at timestamptz not null,
  person_id uuid references people,
  words text,
  primary key (request_id, number)
);

-- Papers that a request rests on, encrypted; the hash is of the file as it was given.
create table voter_request_documents (
  request_id uuid not null references voter_requests,
  number integer not null check (number > 0),
  territory_path text not null,
  name text not null check (length(name) between 1 and 200),
  media_type text not null check (media_type in ('application/pdf', 'image/jpeg', 'image/png')),
  size integer not null check (size > 0),
  hash bytea not null check (octet_length(hash) = 32),
  sealed bytea not null,
  added_at timestamptz not null,
  added_by uuid not null references people,
  primary key (request_id, number)
);

-- What people were told: before a decision about them, and the decision.
create table voter_notices (
  request_id uuid not null references voter_requests,
  number integer not null check (number > 0),
  territory_path text not null,
  subject text not null check (subject in ('hearing', 'decision')),
  method text not null check (method in ('in-person', 'post', 'phone', 'portal', 'at-address')),
  words text not null,
  sent_at timestamptz not null,
  sent_by uuid not null references people,
  delivered_at timestamptz,
  delivered_by uuid references people,
  answer text,
  primary key (request_id, number),
  check ((delivered_at is null) = (delivered_by is null)),
  check (answer is null or delivered_at is not null)
);

create table voter_appeals (
  request_id uuid primary key references voter_requests,
  territory_path text not null,
  submitted_by text not null,
  ground text not null,
  filed_at timestamptz not null,
  filed_by uuid not null references people,
  due_at timestamptz not null,
  decided_at timestamptz,
  decided_by uuid references people,
  outcome text check (outcome in ('upheld', 'overturned')),
  words text,
  check ((decided_at is null) = (outcome is null)),
  check ((decided_at is null) = (decided_by is null))
);

-- Who saw whose record, and why. The voter may read it.
create table voter_views (
  id bigint generated always as identity primary key,
  voter_id bigint not null,
  territory_path text not null,
  person_id uuid references people,
  role text,
  commission text,
  -- listed: among the answers of a search or on a list; opened; unmasked: with the national number; own: by the voter.
  act text not null check (act in ('listed', 'opened', 'unmasked', 'own')),
  purpose text not null,
  words text not null default '',
  at timestamptz not null
);
create index voter_views_of on voter_views (voter_id, at desc);
create index voter_views_by on voter_views (person_id, at);

-- How much each person looked at, hour by hour: to see who reads more than the work takes.
create table view_counts (
  person_id uuid not null references people,
  hour timestamptz not null,
  territory_path text not null,
  searches integer not null default 0,
  opened integer not null default 0,
  -- When the alarm of this hour was raised.
  alarmed_at timestamptz,
  primary key (person_id, hour)
);

-- A link that a clerk hands to a voter, for one look at the own record.
create table view_links (
  token_hash bytea primary key check (octet_length(token_hash) = 32),
  voter_id bigint not null,
  territory_path text not null,
  created_at timestamptz not null,
  created_by uuid not null references people,
  expires_at timestamptz not null,
  used_at timestamptz,
  check (expires_at > created_at)
);
create index view_links_of on view_links (voter_id);

-- module: voter-requests, rolls, voter-lookup
-- Voters who vote abroad in an election. In force: `ended_at is null`; the home list shows a mark meanwhile.
create table overseas_entries (
  id uuid primary key,
  election text not null,
  pack text not null,
  voter_id bigint not null,
  station text not null,
  -- Of the mission's station.
  station_path text not null,
  -- Of the entry at home.
  home_path text not null,
  request_id uuid not null references voter_requests,
  since timestamptz not null,
  ended_at timestamptz,
  end_request_id uuid references voter_requests,
  check ((ended_at is null) = (end_request_id is null)),
  check (ended_at >= since)
);
create unique index overseas_entries_in_force on overseas_entries (election, voter_id) where ended_at is null;
create index overseas_entries_by_station on overseas_entries (election, station) where ended_at is null;

-- module: voter-requests
alter table voter_requests enable row level security;
alter table voter_request_steps enable row level security;
alter table voter_request_documents enable row level security;
alter table voter_notices enable row level security;
alter table voter_appeals enable row level security;
alter table voter_views enable row level security;
alter table view_links enable row level security;
alter table overseas_entries enable row level security;
create policy voter_requests_in_scope on voter_requests to ovoz_server
  using (in_register_scope(territory_path, (select register_scope())) or in_register_scope(home_path, (select register_scope())))
  with check (in_register_scope(territory_path, (select register_scope())));
create policy voter_request_steps_in_scope on voter_request_steps to ovoz_server
  using (in_register_scope(territory_path, (select register_scope())))
  with check (in_register_scope(territory_path, (select register_scope())));
create policy voter_request_documents_in_scope on voter_request_documents to ovoz_server
  using (in_register_scope(territory_path, (select register_scope())))
  with check (in_register_scope(territory_path, (select register_scope())));
create policy voter_notices_in_scope on voter_notices to ovoz_server
  using (in_register_scope(territory_path, (select register_scope())))
  with check (in_register_scope(territory_path, (select register_scope())));
create policy voter_appeals_in_scope on voter_appeals to ovoz_server
  using (in_register_scope(territory_path, (select register_scope())))
  with check (in_register_scope(territory_path, (select register_scope())));
create policy voter_views_in_scope on voter_views to ovoz_server
  using (in_register_scope(territory_path, (select register_scope())))
  with check (in_register_scope(territory_path, (select register_scope())));
create policy view_links_in_scope on view_links to ovoz_server
  using (in_register_scope(territory_path, (select register_scope())))
  with check (in_register_scope(territory_path, (select register_scope())));
create policy overseas_entries_in_scope on overseas_entries to ovoz_server
  using (in_register_scope(station_path, (select register_scope())) or in_register_scope(home_path, (select register_scope())))
  with check (in_register_scope(station_path, (select register_scope())));

-- A request keeps what was asked; who is added, removed or put back is decided by two people.
create function voter_requests_in_order() returns trigger language plpgsql as $$
begin
  if (new.id, new.pack, new.election, new.kind, new.channel, new.about, new.territory_path, new.station, new.reverses, new.details, new.received_at, new.received_by)
     is distinct from (old.id, old.pack, old.election, old.kind, old.channel, old.about, old.territory_path, old.station, old.reverses, old.details, old.received_at, old.received_by)
     or (old.voter_id is not null and new.voter_id is distinct from old.voter_id)
  then
    raise exception 'a request keeps what was asked' using errcode = 'restrict_violation';
  end if;
  if new.status <> old.status and (old.status, new.status) not in (
    ('notice-due', 'notice-given'), ('notice-due', 'rejected'), ('notice-due', 'withdrawn'),
    ('notice-given', 'open'), ('notice-given', 'proposed'), ('notice-given', 'rejected'), ('notice-given', 'withdrawn'),
    ('open', 'proposed'), ('open', 'granted'), ('open', 'rejected'), ('open', 'withdrawn'),
    ('proposed', 'open'), ('proposed', 'granted'),
    ('granted', 'appealed'), ('granted', 'reversed'), ('rejected', 'appealed'),
    ('appealed', 'upheld'), ('appealed', 'overturned'))
  then
    raise exception 'a request does not go from % to %', old.status, new.status using errcode = 'restrict_violation';
  end if;
  if new.status = 'granted' and old.status <> 'granted' and new.kind in ('add', 'remove', 'restore') and not exists (
    select from proposals p where p.id = new.proposal_id and p.kind = 'decide-voter-request' and p.status = 'approved'
      and p.content::jsonb ->> 'request' = new.id::text)
  then
    raise exception 'nobody is added, removed or put back without two people' using errcode = 'restrict_violation';
  end if;
  return new;
end $$;
create trigger voter_requests_move before update on voter_requests
  for each row execute function voter_requests_in_order();

create trigger voter_requests_stay before delete on voter_requests for each row execute function refuse_change();
create trigger voter_request_steps_stay before update or delete on voter_request_steps
  for each row execute function refuse_change();
create trigger voter_request_documents_stay before update or delete on voter_request_documents
  for each row execute function refuse_change();
create trigger voter_notices_stay before delete on voter_notices for each row execute function refuse_change();
create trigger voter_appeals_stay before delete on voter_appeals for each row execute function refuse_change();
create trigger voter_views_stay before update or delete on voter_views for each row execute function refuse_change();
create trigger overseas_entries_stay before delete on overseas_entries for each row execute function refuse_change();

grant select, insert on station_desks, voter_requests, voter_request_steps, voter_request_documents, voter_notices,
  voter_appeals, voter_views, view_counts, view_links, overseas_entries to ovoz_server;
grant update (ended_at) on station_desks to ovoz_server;
grant update (voter_id, home_path, status, revision, ready_at, due_at, answer_until, proposal_id, decided_at, decided_by,
  outcome, words, version_before) on voter_requests to ovoz_server;
grant update (delivered_at, delivered_by, answer) on voter_notices to ovoz_server;
grant update (decided_at, decided_by, outcome, words) on voter_appeals to ovoz_server;
grant update (searches, opened, alarmed_at) on view_counts to ovoz_server;
grant update (used_at) on view_links to ovoz_server;
grant update (ended_at, end_request_id) on overseas_entries to ovoz_server;
grant select on station_desks, view_counts to ovoz_auditor;
