-- module: duplicates
-- How good a search is: pairs of a random sample are looked at by two people, each alone.

-- What the last full search put to people, and with which weight: match_pairs has only the newest weight.
create table match_found (
  run_id uuid not null references match_runs,
  pair_id bigint not null references match_pairs,
  weight integer not null,
  primary key (run_id, pair_id)
);

-- One sample of a search: nobody draws until the answer is liked.
create table match_samples (
  run_id uuid primary key references match_runs,
  -- 32 random bytes in hexadecimal: order of the pairs of a band is SHA-256 of seed, slash and number of the pair.
  seed text not null check (seed ~ '^[0-9a-f]{64}$'),
  pairs_a_band integer not null check (pairs_a_band between 1 and 500),
  drawn_by uuid not null references people,
  drawn_at timestamptz not null
);
create table match_sample_pairs (
  run_id uuid not null references match_samples,
  pair_id bigint not null,
  -- In this order people see them.
  position integer not null check (position > 0),
  weight integer not null,
  primary key (run_id, pair_id),
  unique (run_id, position),
  foreign key (run_id, pair_id) references match_found
);

-- Two people, each without the other's answer; a third where they differ.
create table match_sample_reviews (
  run_id uuid not null,
  pair_id bigint not null,
  number integer not null check (number between 1 and 3),
  reviewer uuid not null references people,
  verdict text not null check (verdict in ('same', 'different', 'unsure')),
  reviewed_at timestamptz not null,
  primary key (run_id, pair_id, number),
  unique (run_id, pair_id, reviewer),
  foreign key (run_id, pair_id) references match_sample_pairs
);

create function third_review_settles() returns trigger language plpgsql as $$
begin
  if new.number > 1 + (select count(*) from match_sample_reviews r where r.run_id = new.run_id and r.pair_id = new.pair_id)
     or new.number = 3 and (select count(distinct verdict) = 1 from match_sample_reviews r
       where r.run_id = new.run_id and r.pair_id = new.pair_id)
  then
    raise exception 'two people review a pair, and a third where they differ' using errcode = 'restrict_violation';
  end if;
  return new;
end $$;
create trigger match_sample_reviews_settle before insert on match_sample_reviews
  for each row execute function third_review_settles();
create trigger match_samples_stay before update or delete on match_samples
  for each row execute function refuse_change();
create trigger match_sample_pairs_stay before update or delete on match_sample_pairs
  for each row execute function refuse_change();
create trigger match_sample_reviews_stay before update or delete on match_sample_reviews
  for each row execute function refuse_change();

grant select on match_found to ovoz_server;
grant select, insert on match_samples, match_sample_pairs, match_sample_reviews to ovoz_server;
