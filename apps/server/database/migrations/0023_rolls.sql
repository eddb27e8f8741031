-- module: rolls
-- The mark at home: how many voters of a station are on the list of a mission instead. Counted in the snapshot that
-- decides who is on which roll; a station that is not here has none. No part of a root: the roll says who votes here.
create table roll_voters_abroad (
  roll integer not null references rolls,
  -- Where they would vote at home.
  station text not null,
  voters integer not null check (voters > 0),
  primary key (roll, station)
);

create function roll_voters_abroad_with_selection() returns trigger language plpgsql as $$
begin
  if exists (select from rolls r where r.id = new.roll and r.selected_at is not null) then
    raise exception 'voters abroad are counted when the roll is selected' using errcode = 'restrict_violation';
  end if;
  return new;
end $$;
create trigger roll_voters_abroad_once before insert on roll_voters_abroad
  for each row execute function roll_voters_abroad_with_selection();
create trigger roll_voters_abroad_stay before update or delete or truncate on roll_voters_abroad
  for each statement execute function refuse_change();

grant select, insert on roll_voters_abroad to ovoz_server;
grant select on roll_voters_abroad to ovoz_auditor;
