-- module: commissions
create table commissions (
  pack text not null,
  code text not null,
  kind text not null,
  name jsonb not null,
  territory_code text not null,
  territory_path text not null,
  district_set text,
  district_code text,
  station_number text,
  address text,
  phone text,
  formed_on date not null,
  ends_on date check (ends_on >= formed_on),
  generated boolean not null,
  formed_by uuid not null references people,
  primary key (pack, code)
);
create index commissions_by_path on commissions (territory_path text_pattern_ops, pack);

create table commission_memberships (
  id uuid primary key,
  pack text not null,
  commission_code text not null,
  name text not null,
  office text not null check (office in ('chair', 'deputy-chair', 'secretary', 'member')),
  nominated_by text,
  valid_from date not null,
  valid_until date check (valid_until >= valid_from),
  generated boolean not null,
  appointed_by uuid not null references people,
  end_reason text,
  foreign key (pack, commission_code) references commissions
);
create index commission_memberships_by_commission on commission_memberships (pack, commission_code);

create trigger commissions_stay before delete on commissions for each row execute function refuse_change();
create trigger commission_memberships_stay before delete on commission_memberships
  for each row execute function refuse_change();

grant select, insert on commissions, commission_memberships to ovoz_server;
grant update (valid_until, end_reason) on commission_memberships to ovoz_server;
grant select on commissions, commission_memberships to ovoz_auditor;
