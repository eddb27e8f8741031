-- module: duplicates
-- shares: voters
-- shares: addresses
-- Searches for people who stand in the register twice: of everybody, or of those who changed.
create table match_runs (
  id uuid primary key,
  pack text not null,
  kind text not null check (kind in ('full', 'arrival')),
  status text not null check (status in ('waiting', 'running', 'done', 'failed')),
  -- What it is at, in words of a fixed list, and how far, 0..1000.
  step text check (step in ('export', 'population', 'learning', 'scoring', 'saving')),
  progress integer not null default 0 check (progress between 0 and 1000),
  -- Null: the system itself, because of a change of the register.
  requested_by uuid references people,
  requested_at timestamptz not null,
  started_at timestamptz,
  ended_at timestamptz,
  -- Counts and times, for the page of runs. No person.
  report json,
  -- What was learnt: m and u of each comparison, and the prior.
  model json,
  check ((status in ('done', 'failed')) = (ended_at is not null)),
  check (status <> 'done' or report is not null)
);
create unique index match_runs_one_at_a_time on match_runs (pack) where kind = 'full' and status in ('waiting', 'running');
create index match_runs_newest on match_runs (pack, requested_at desc);

-- Two entries that may be one person. A pair never removes anybody: people decide.
create table match_pairs (
  id bigint generated always as identity primary key,
  pack text not null,
  voter_a bigint not null,
  voter_b bigint not null,
  path_a text not null,
  path_b text not null,
  -- Versions of the two entries that were compared.
  version_a integer not null,
  version_b integer not null,
  run_id uuid not null references match_runs,
  -- Bits that speak for one person, in thousandths, and how each comparison came out.
  weight integer not null,
  lines json not null,
  -- open: to be decided; proposed: waits for a second person; unsure: to be looked into; decided: by two people;
  -- dropped: the entries changed and are no longer alike, or one of them left the register.
  status text not null check (status in ('open', 'proposed', 'unsure', 'decided', 'dropped')),
  found_at timestamptz not null,
  proposal_id uuid references proposals,
  check (voter_a < voter_b),
  check ((status = 'proposed') <= (proposal_id is not null)),
  unique (voter_a, voter_b)
);
create index match_pairs_to_decide on match_pairs (pack, weight desc, id) where status in ('open', 'proposed', 'unsure');
create index match_pairs_of_b on match_pairs (voter_b);

-- What people decided about a pair. Append-only: a later decision is a new row.
create table match_decisions (
  pair_id bigint not null references match_pairs,
  number integer not null check (number > 0),
  path_a text not null,
  path_b text not null,
  version_a integer not null,
  version_b integer not null,
  outcome text not null check (outcome in ('same', 'different', 'relatives', 'unsure')),
  -- Of the two, the entry to be removed, on request and with a hearing: null unless they are the same person.
  superfluous bigint,
  -- The request that was opened to remove it.
  request_id uuid,
  reason text not null,
  first_person uuid not null references people,
  second_person uuid references people,
  proposal_id uuid unique references proposals,
  decided_at timestamptz not null,
  primary key (pair_id, number),
  check ((outcome = 'same') = (superfluous is not null)),
  check (first_person is distinct from second_person),
  -- Being unsure binds nobody; everything else takes two people.
  check ((outcome = 'unsure') = (second_person is null)),
  check ((second_person is null) = (proposal_id is null))
);

alter table match_pairs enable row level security;
alter table match_decisions enable row level security;
-- Whoever decides has to see both entries.
create policy match_pairs_in_scope on match_pairs to ovoz_server
  using (in_register_scope(path_a, (select register_scope())) and in_register_scope(path_b, (select register_scope())))
  with check (in_register_scope(path_a, (select register_scope())) and in_register_scope(path_b, (select register_scope())));
create policy match_decisions_in_scope on match_decisions to ovoz_server
  using (in_register_scope(path_a, (select register_scope())) and in_register_scope(path_b, (select register_scope())))
  with check (in_register_scope(path_a, (select register_scope())) and in_register_scope(path_b, (select register_scope())));

create trigger match_pairs_stay before delete on match_pairs for each row execute function refuse_change();
create trigger match_decisions_stay before update or delete on match_decisions
  for each row execute function refuse_change();
create trigger match_decisions_by_two before insert on match_decisions
  for each row when (new.outcome <> 'unsure') execute function by_approved_proposal('decide-duplicate');

grant select, insert on match_runs, match_pairs, match_decisions to ovoz_server;
grant update (status, step, progress, started_at, ended_at, report, model) on match_runs to ovoz_server;
grant update (status, proposal_id) on match_pairs to ovoz_server;
grant select on match_runs to ovoz_auditor;
