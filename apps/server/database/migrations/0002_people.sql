-- module: access
-- People who work with the system. An account alone gives no right; grants do.
create table people (
  id uuid primary key,
  username text not null unique check (username ~ '^[a-z][a-z0-9.-]{2,39}$'),
  name text not null check (length(name) between 1 and 200),
  home_territory text not null,
  status text not null check (status in ('invited', 'active', 'suspended')),
  created_at timestamptz not null,
  created_by uuid references people
);

grant select, insert on people to ovoz_server;
grant update (status) on people to ovoz_server;
grant select on people to ovoz_auditor;
