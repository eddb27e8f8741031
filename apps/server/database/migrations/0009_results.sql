-- module: result-protocols, elections
-- The count of an election, opened once, on the definition that was in force: from then on the definition stays.
create table result_counts (
  election text primary key references elections,
  definition_version integer not null,
  definition_hash bytea not null check (octet_length(definition_hash) = 32),
  geography_version integer not null,
  legal_count text not null check (legal_count in ('hand', 'machine')),
  stations integer not null check (stations > 0),
  -- Nothing is published before: the close of the last station that the law waits for.
  release_at timestamptz not null,
  opened_at timestamptz not null,
  opened_by uuid not null references people,
  foreign key (election, definition_version) references election_versions
);
create trigger result_counts_fixed before update or delete on result_counts
  for each row execute function refuse_change();

create function definitions_rest_while_counting() returns trigger language plpgsql as $$
begin
  if new.status = 'sealed' and old.status <> 'sealed'
     and exists (select from result_counts c where c.election = new.election)
  then
    raise exception 'no definition is sealed once the count is open' using errcode = 'restrict_violation';
  end if;
  return new;
end $$;
create trigger election_versions_rest before update on election_versions
  for each row execute function definitions_rest_while_counting();

-- module: result-protocols
-- Every version of every protocol that ever came, as it was signed. `bytes` are the package: counts, votes,
-- origin, key and signature stand in it and nowhere else.
create table result_packages (
  hash bytea primary key check (octet_length(hash) = 32),
  election text not null references result_counts,
  contest text not null,
  station text not null,
  count text not null check (count in ('hand', 'machine')),
  version integer not null check (version between 1 and 999),
  origin text not null check (origin in ('station-signed', 'keyed', 'corrected')),
  key_fingerprint bytea not null check (octet_length(key_fingerprint) = 32),
  bytes bytea not null check (octet_length(bytes) <= 32000),
  -- What the numbered checks of the form found, as data: a schema `CheckFinding` each.
  findings jsonb not null,
  errors smallint not null check (errors >= 0),
  warnings smallint not null check (warnings >= 0),
  received_at timestamptz not null,
  -- Who uploaded, keyed or proposed it; null when a device sent it.
  received_by uuid references people,
  proposal_id uuid references proposals,
  -- The receipt: what came of it, and the hash of the fact that records it. Who sends it again gets the same.
  outcome text not null check (outcome in ('received', 'alarm-raised')),
  fact_hash bytea not null check (octet_length(fact_hash) = 32),
  constraint hash_is_of_package check (hash = sha256(bytes)),
  check ((origin = 'corrected') = (proposal_id is not null))
);
create index result_packages_by_protocol on result_packages (election, station, contest, count, version);
create trigger result_packages_fixed before update or delete on result_packages
  for each row execute function refuse_change();

-- One row for each protocol that is due, made when the count is opened; for the count that is not the legal
-- one, when it comes. The row says which package stands and what was decided.
create table result_protocols (
  election text not null references result_counts,
  contest text not null,
  station text not null,
  count text not null check (count in ('hand', 'machine')),
  -- Place of the station in the order of the numbers.
  position integer not null,
  territory_path text not null,
  -- District of the contest that the station votes in; null when the nation is the district.
  district text,
  closes_at timestamptz not null,
  legal boolean not null,
  status text not null check (status in ('awaited', 'received', 'accepted', 'returned', 'annulled')),
  version integer not null check (version between 0 and 999),
  -- Highest version that ever came: one that was not taken leaves its number used.
  latest integer not null check (latest between version and 999),
  package_hash bytea references result_packages,
  errors smallint not null default 0,
  warnings smallint not null default 0,
  alarms smallint not null default 0 check (alarms >= 0),
  -- Raised with every change: two people never decide about different states.
  revision integer not null default 1,
  changed_at timestamptz not null,
  primary key (election, station, contest, count),
  check ((status = 'awaited') = (package_hash is null)),
  check ((version = 0) = (package_hash is null))
);
create index result_protocols_by_place on result_protocols (election, territory_path text_pattern_ops);
create index result_protocols_by_status on result_protocols (election, status, position, contest, count);
-- The list that people look at: missing ones first, then by the number of the station.
create index result_protocols_in_order on result_protocols (election, (status <> 'awaited'), position, contest, count);
create index result_protocols_by_number on result_protocols (election, station text_pattern_ops);
create index result_protocols_with_errors on result_protocols (election, position) where errors > 0;
create index result_protocols_with_alarms on result_protocols (election, position) where alarms > 0;
create trigger result_protocols_stay before delete on result_protocols
  for each row execute function refuse_change();

create function result_protocols_step() returns trigger language plpgsql as $$
begin
  if (new.election, new.contest, new.station, new.count, new.territory_path, new.district, new.closes_at, new.legal, new.position)
     is distinct from
     (old.election, old.contest, old.station, old.count, old.territory_path, old.district, old.closes_at, old.legal, old.position)
  then
    raise exception 'what a protocol is about is fixed' using errcode = 'restrict_violation';
  end if;
  if new.revision <> old.revision + 1 then
    raise exception 'every change raises the revision' using errcode = 'restrict_violation';
  end if;
  if new.version < old.version or new.latest < old.latest then
    raise exception 'versions do not go back' using errcode = 'restrict_violation';
  end if;
  if new.status <> old.status and (old.status, new.status) not in (
    ('awaited', 'received'), ('received', 'accepted'), ('received', 'returned'), ('received', 'annulled'),
    ('accepted', 'returned'), ('accepted', 'annulled'), ('accepted', 'received'),
    ('returned', 'received'), ('returned', 'accepted'), ('returned', 'annulled'), ('annulled', 'received'))
  then
    raise exception 'a protocol does not go from % to %', old.status, new.status using errcode = 'restrict_violation';
  end if;
  if new.package_hash is distinct from old.package_hash and not exists (
    select from result_packages p where p.hash = new.package_hash and p.election = new.election
      and p.contest = new.contest and p.station = new.station and p.count = new.count and p.version = new.version)
  then
    raise exception 'the standing package is one of this protocol and version' using errcode = 'restrict_violation';
  end if;
  return new;
end $$;
create trigger result_protocols_steps before update on result_protocols
  for each row execute function result_protocols_step();

-- What people decided about a protocol, with the package that they decided about.
create table result_decisions (
  id uuid primary key,
  election text not null,
  contest text not null,
  station text not null,
  count text not null,
  -- Revision of the protocol that it made: the order of the decisions.
  revision integer not null check (revision > 1),
  package_hash bytea not null references result_packages,
  decision text not null check (decision in ('accepted', 'returned', 'corrected', 'annulled', 'reinstated', 'alarm-settled')),
  -- Accepting a clean protocol needs no words; everything else does.
  reason text check (reason is not null or decision = 'accepted'),
  errors smallint not null,
  decided_by uuid not null references people,
  decided_as text not null,
  proposal_id uuid references proposals,
  decided_at timestamptz not null,
  foreign key (election, station, contest, count) references result_protocols,
  constraint errors_need_a_reason check (decision <> 'accepted' or errors = 0 or reason is not null),
  constraint by_two_people check ((decision in ('corrected', 'annulled', 'reinstated', 'alarm-settled')) = (proposal_id is not null))
);
create unique index result_decisions_by_protocol on result_decisions (election, station, contest, count, revision);
create trigger result_decisions_fixed before update or delete on result_decisions
  for each row execute function refuse_change();

-- Something that people have to settle before the protocol counts any further.
create table result_alarms (
  id uuid primary key,
  election text not null,
  contest text not null,
  station text not null,
  count text not null,
  kind text not null check (kind in ('other-content', 'after-decision')),
  -- The package that came and does not stand.
  package_hash bytea not null references result_packages,
  raised_at timestamptz not null,
  settled_at timestamptz,
  -- The package that stands after the decision.
  taken_hash bytea references result_packages,
  proposal_id uuid references proposals,
  foreign key (election, station, contest, count) references result_protocols,
  unique (package_hash, election),
  check ((settled_at is null) = (taken_hash is null) and (settled_at is null) = (proposal_id is null))
);
create index result_alarms_open on result_alarms (election, raised_at) where settled_at is null;
create function result_alarms_settle_once() returns trigger language plpgsql as $$
begin
  if old.settled_at is not null or (new.id, new.election, new.contest, new.station, new.count, new.kind, new.package_hash, new.raised_at)
     is distinct from (old.id, old.election, old.contest, old.station, old.count, old.kind, old.package_hash, old.raised_at)
  then
    raise exception 'an alarm is settled once' using errcode = 'restrict_violation';
  end if;
  if not exists (select from proposals p where p.id = new.proposal_id and p.kind = 'settle-alarm' and p.status = 'approved') then
    raise exception 'an alarm is settled by two people' using errcode = 'restrict_violation';
  end if;
  return new;
end $$;
create trigger result_alarms_settled before update on result_alarms
  for each row execute function result_alarms_settle_once();
create trigger result_alarms_stay before delete on result_alarms for each row execute function refuse_change();

-- What a person keyed from the paper, without seeing what others keyed. All entries are kept.
create table result_entries (
  id uuid primary key,
  election text not null,
  contest text not null,
  station text not null,
  count text not null,
  -- The version that the entries will make.
  version integer not null check (version between 1 and 999),
  -- 1 the first, 2 the second, 3 only the fields in which they differ.
  ordinal smallint not null check (ordinal between 1 and 3),
  person_id uuid not null references people,
  -- Names of the fields to be keyed: `counts.ballots-valid`, `votes.list-41`.
  fields text[] not null,
  content jsonb not null,
  revision integer not null default 1,
  -- `used` entries went into a version; they stay, and no longer take part in anything.
  status text not null check (status in ('open', 'finished', 'used', 'discarded')),
  -- Fields on which no two entries agree, written with the entry that was finished last; null before.
  differing smallint check (differing >= 0),
  -- True when the person confirmed that the paper itself has the errors.
  errors_on_paper boolean not null default false,
  started_at timestamptz not null,
  finished_at timestamptz,
  ended_by uuid references people,
  end_reason text,
  foreign key (election, station, contest, count) references result_protocols,
  check ((status = 'discarded') = (end_reason is not null))
);
create unique index result_entries_one_each on result_entries (election, station, contest, count, version, ordinal)
  where status <> 'discarded';
create unique index result_entries_other_people on result_entries (election, station, contest, count, version, person_id)
  where status <> 'discarded';
create index result_entries_under_way on result_entries (election, station, contest, count, version)
  where status in ('open', 'finished');
create function result_entries_keep() returns trigger language plpgsql as $$
begin
  if old.status in ('used', 'discarded') or (new.id, new.election, new.contest, new.station, new.count, new.version, new.ordinal, new.person_id, new.fields, new.started_at)
     is distinct from (old.id, old.election, old.contest, old.station, old.count, old.version, old.ordinal, old.person_id, old.fields, old.started_at)
  then
    raise exception 'whose entry it is and of what is fixed' using errcode = 'restrict_violation';
  end if;
  if old.status <> 'open' and (new.status = 'open' or new.content is distinct from old.content) then
    raise exception 'a finished entry stays as it was keyed' using errcode = 'restrict_violation';
  end if;
  return new;
end $$;
create trigger result_entries_kept before update on result_entries
  for each row execute function result_entries_keep();
create trigger result_entries_stay before delete on result_entries for each row execute function refuse_change();

-- Why a warning, or an error that stands on the paper, is as it is. Published with the protocol.
create table result_explanations (
  id uuid primary key,
  election text not null,
  contest text not null,
  station text not null,
  count text not null,
  package_hash bytea not null references result_packages,
  check_code text not null,
  reason_code text not null,
  explanation text not null,
  written_by uuid not null references people,
  written_at timestamptz not null,
  foreign key (election, station, contest, count) references result_protocols
);
create index result_explanations_by_package on result_explanations (package_hash);
create trigger result_explanations_fixed before update or delete on result_explanations
  for each row execute function refuse_change();

-- Pictures of the paper.
create table result_scans (
  hash bytea not null check (octet_length(hash) = 32),
  election text not null,
  contest text not null,
  station text not null,
  count text not null,
  version integer not null,
  media_type text not null check (media_type in ('image/jpeg', 'image/png', 'application/pdf')),
  bytes bytea not null check (octet_length(bytes) <= 8388608),
  attached_by uuid not null references people,
  attached_at timestamptz not null,
  primary key (election, station, contest, count, hash),
  foreign key (election, station, contest, count) references result_protocols,
  constraint hash_is_of_scan check (hash = sha256(bytes))
);
create trigger result_scans_fixed before update or delete on result_scans
  for each row execute function refuse_change();

-- What changed and is not yet in the published figures. The publisher takes rows away as it publishes them.
-- Every change is a row of its own: one that already waits says nothing of a change that commits later.
create table result_changes (
  id uuid primary key default gen_random_uuid(),
  election text not null,
  station text not null,
  contest text not null,
  count text not null
);

-- module: station-keys
create table station_key_requests (
  fingerprint bytea primary key check (octet_length(fingerprint) = 32),
  election text not null references elections,
  station text not null,
  territory_path text not null,
  public_key bytea not null check (octet_length(public_key) = 32),
  requested_at timestamptz not null,
  -- The proposal that it waits in.
  proposal_id uuid references proposals
);
create index station_key_requests_by_station on station_key_requests (election, station);
create index station_key_requests_by_place on station_key_requests (election, territory_path text_pattern_ops);
create table station_keys (
  fingerprint bytea primary key check (octet_length(fingerprint) = 32),
  election text not null references elections,
  station text not null,
  territory_path text not null,
  public_key bytea not null check (octet_length(public_key) = 32),
  valid_from timestamptz not null,
  valid_until timestamptz not null check (valid_until > valid_from),
  proposal_id uuid not null references proposals,
  proposed_by uuid not null references people,
  approved_by uuid not null references people,
  certified_at timestamptz not null,
  revoked_at timestamptz,
  revoked_by uuid references people,
  revoke_reason text,
  constraint fingerprint_is_of_key check (fingerprint = sha256(public_key)),
  check ((revoked_at is null) = (revoked_by is null) and (revoked_at is null) = (revoke_reason is null))
);
create index station_keys_by_station on station_keys (election, station);
create index station_keys_by_place on station_keys (election, territory_path text_pattern_ops);
create function station_keys_need_two_people() returns trigger language plpgsql as $$
begin
  if tg_op = 'INSERT' then
    if not exists (select from proposals p where p.id = new.proposal_id and p.kind = 'certify-station-keys' and p.status = 'approved') then
      raise exception 'two people certify a key' using errcode = 'restrict_violation';
    end if;
  elsif old.revoked_at is not null or new.revoked_at is null
     or (new.fingerprint, new.election, new.station, new.territory_path, new.public_key, new.valid_from, new.valid_until, new.proposal_id, new.proposed_by, new.approved_by, new.certified_at)
        is distinct from
        (old.fingerprint, old.election, old.station, old.territory_path, old.public_key, old.valid_from, old.valid_until, old.proposal_id, old.proposed_by, old.approved_by, old.certified_at)
  then
    raise exception 'a certified key is only revoked, once' using errcode = 'restrict_violation';
  end if;
  return new;
end $$;
create trigger station_keys_by_two_people before insert or update on station_keys
  for each row execute function station_keys_need_two_people();
create trigger station_keys_stay before delete on station_keys for each row execute function refuse_change();

-- module: polling
-- Turnout as a station reported it at an hour of the law. A later report for the hour is another row.
create table turnout_reports (
  election text not null references elections,
  station text not null,
  hour text not null check (hour ~ '^[0-2][0-9]:[0-5][0-9]$'),
  number integer not null check (number >= 1),
  territory_path text not null,
  voters integer not null check (voters between 0 and 999999999),
  -- Voters on the station's lists at that hour; null when it was not told.
  listed integer check (listed between 0 and 999999999),
  -- Codes of what is implausible: the report is kept as it came.
  findings text[] not null,
  reported_at timestamptz not null,
  reported_by uuid not null references people,
  primary key (election, station, hour, number)
);
create index turnout_reports_by_place on turnout_reports (election, territory_path text_pattern_ops);
create trigger turnout_reports_fixed before update or delete on turnout_reports
  for each row execute function refuse_change();
create table turnout_changes (
  id uuid primary key default gen_random_uuid(),
  election text not null
);

-- module: canvass
-- The protocol of a commission above the stations: its own figures beside the sums of those below.
create table canvass_protocols (
  id uuid primary key,
  election text not null references result_counts,
  contest text not null,
  -- `territory:1703`, `district:12`, `nation`.
  area text not null check (area ~ '^(nation|territory:[A-Z0-9-]+|district:[A-Z0-9]+)$'),
  number integer not null check (number >= 1),
  territory_path text not null,
  -- The figures that the commission signed, the sums of the lower protocols, and where they differ.
  content jsonb not null,
  sums jsonb not null,
  differences text[] not null,
  -- SHA-256 over the hashes of the protocols that it covers: another one below makes it stale.
  basis bytea not null check (octet_length(basis) = 32),
  reason text,
  confirmed_by uuid not null references people,
  confirmed_at timestamptz not null,
  unique (election, contest, area, number),
  constraint differences_need_a_reason check (cardinality(differences) = 0 or reason is not null)
);
create trigger canvass_protocols_fixed before update or delete on canvass_protocols
  for each row execute function refuse_change();

create table objections (
  id uuid primary key,
  election text not null references result_counts,
  -- Number as people say it: 1, 2, 3 within the election.
  number integer not null check (number >= 1),
  station text not null,
  territory_path text not null,
  contest text,
  submitted_by text not null,
  objection text not null,
  deadline timestamptz not null,
  registered_by uuid not null references people,
  registered_at timestamptz not null,
  decision text check (decision in ('upheld', 'partly-upheld', 'rejected', 'withdrawn')),
  decision_text text,
  decided_by uuid references people,
  decided_at timestamptz,
  unique (election, number),
  check ((decision is null) = (decided_at is null) and (decision is null) = (decided_by is null)
    and (decision is null) = (decision_text is null))
);
create index objections_open on objections (election, deadline) where decision is null;
create function objections_are_decided_once() returns trigger language plpgsql as $$
begin
  if old.decision is not null or (new.id, new.election, new.number, new.station, new.territory_path, new.contest, new.submitted_by, new.objection, new.deadline, new.registered_by, new.registered_at)
     is distinct from (old.id, old.election, old.number, old.station, old.territory_path, old.contest, old.submitted_by, old.objection, old.deadline, old.registered_by, old.registered_at)
  then
    raise exception 'an objection is decided once and its text stays' using errcode = 'restrict_violation';
  end if;
  return new;
end $$;
create trigger objections_decided_once before update on objections
  for each row execute function objections_are_decided_once();
create trigger objections_stay before delete on objections for each row execute function refuse_change();

-- module: tabulation
-- Lots that were drawn in public to break a tie, in the order in which they came.
create table recorded_lots (
  id uuid primary key,
  election text not null references result_counts,
  contest text not null,
  district text,
  step text not null,
  lot_order text[] not null,
  proposal_id uuid not null references proposals,
  recorded_at timestamptz not null
);
create trigger recorded_lots_fixed before update or delete on recorded_lots
  for each row execute function refuse_change();

-- module: certification
create table certified_results (
  election text not null references result_counts,
  version integer not null check (version >= 1),
  -- Canonical JSON of totals, seats with their working, and the hash of every protocol behind them.
  bytes bytea not null,
  hash bytea not null,
  -- What would have stopped it, and why two people went on.
  overridden jsonb not null,
  reason text not null,
  proposal_id uuid not null unique references proposals,
  certified_at timestamptz not null,
  primary key (election, version),
  constraint hash_is_of_result check (hash = sha256(bytes))
);
create trigger certified_results_fixed before update or delete on certified_results
  for each row execute function refuse_change();

create function by_approved_proposal() returns trigger language plpgsql as $$
begin
  if not exists (select from proposals p where p.id = new.proposal_id and p.status = 'approved' and p.kind = tg_argv[0]) then
    raise exception 'this takes two people' using errcode = 'restrict_violation';
  end if;
  return new;
end $$;
create trigger recorded_lots_by_two before insert on recorded_lots
  for each row execute function by_approved_proposal('record-lot');
create trigger certified_results_by_two before insert on certified_results
  for each row execute function by_approved_proposal('certify-results');
create trigger result_packages_by_two before insert on result_packages
  for each row when (new.origin = 'corrected') execute function by_approved_proposal('correct-protocol');

grant select, insert on result_counts, result_packages, result_protocols, result_decisions, result_alarms,
  result_entries, result_explanations, result_scans, result_changes, station_key_requests, station_keys,
  turnout_reports, turnout_changes, canvass_protocols, objections, recorded_lots, certified_results to ovoz_server;
grant delete on result_changes, turnout_changes, station_key_requests to ovoz_server;
grant update (status, version, latest, package_hash, errors, warnings, alarms, revision, changed_at) on result_protocols to ovoz_server;
grant update (settled_at, taken_hash, proposal_id) on result_alarms to ovoz_server;
grant update (content, revision, status, differing, errors_on_paper, finished_at, ended_by, end_reason) on result_entries to ovoz_server;
grant update (proposal_id) on station_key_requests to ovoz_server;
grant update (revoked_at, revoked_by, revoke_reason) on station_keys to ovoz_server;
grant update (decision, decision_text, decided_by, decided_at) on objections to ovoz_server;
grant select on result_counts, result_packages, result_protocols, result_decisions, result_alarms,
  result_entries, result_explanations, result_scans, result_changes, station_key_requests, station_keys,
  turnout_reports, turnout_changes, canvass_protocols, objections, recorded_lots, certified_results to ovoz_auditor;

-- As with geography: tens of thousands of rows come at once when a count is opened.
create function analyze_results() returns void
language plpgsql security definer set search_path = pg_catalog, public as $$
begin
  analyze result_protocols;
end $$;
revoke all on function analyze_results() from public;
grant execute on function analyze_results() to ovoz_server;
