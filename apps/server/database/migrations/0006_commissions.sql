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
  -- Name, code and address folded by the program, so that a search finds Cyrillic under any locale of the database.
  search_text text not null,
  -- The code with its numbers filled up with zeros: sorts as people count, under any locale.
  sort_key text collate "C" not null,
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

create function commission_memberships_end_once() returns trigger language plpgsql as $$
begin
  if old.end_reason is not null or new.end_reason is null or new.valid_until is null
     or (new.id, new.pack, new.commission_code, new.name, new.office, new.nominated_by, new.valid_from, new.generated, new.appointed_by)
        is distinct from
        (old.id, old.pack, old.commission_code, old.name, old.office, old.nominated_by, old.valid_from, old.generated, old.appointed_by)
  then
    raise exception 'a membership only ends, once, with a reason' using errcode = 'restrict_violation';
  end if;
  return new;
end $$;
create trigger commission_memberships_only_end before update on commission_memberships
  for each row execute function commission_memberships_end_once();
create trigger commissions_stay before delete on commissions for each row execute function refuse_change();
create trigger commission_memberships_stay before delete on commission_memberships
  for each row execute function refuse_change();

grant select, insert on commissions, commission_memberships to ovoz_server;
grant update (valid_until, end_reason) on commission_memberships to ovoz_server;
grant select on commissions, commission_memberships to ovoz_auditor;
