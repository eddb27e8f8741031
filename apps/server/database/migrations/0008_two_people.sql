-- module: access
-- Who handed an invitation out has held it, and could have taken the account for themselves. Null for the
-- founders, whose invitations come from the terminal of the installation.
alter table invitations add column handed_by uuid references people;
update invitations i set handed_by = coalesce(
  (select p.decided_by from proposals p
    where p.kind = 'reset-sign-in' and p.status = 'approved' and p.decided_at = i.created_at
      and p.content::jsonb ->> 'person' = i.person_id::text),
  (select created_by from people where id = i.person_id));

-- Who handed a person the sign-in that is in force: the newest invitation is in place of all older ones.
create function sign_in_handed_by(holder uuid) returns uuid language sql stable as $$
  select handed_by from invitations where person_id = holder order by created_at desc limit 1
$$;

-- module: approvals
-- Two accounts of which one handed out the other may be one person: they do not approve for each other.
create function proposals_need_two_people() returns trigger language plpgsql as $$
begin
  if tg_op = 'INSERT' then
    if new.status <> 'waiting' then
      raise exception 'a proposal begins by waiting' using errcode = 'restrict_violation';
    end if;
  elsif new.status = 'approved' and (sign_in_handed_by(new.decided_by) = new.proposed_by
    or sign_in_handed_by(new.proposed_by) = new.decided_by)
  then
    raise exception 'one of the two people handed out the account of the other' using errcode = 'restrict_violation';
  end if;
  return new;
end $$;
create trigger proposals_by_two_people before insert or update on proposals
  for each row execute function proposals_need_two_people();

-- module: access
-- A grant is what its approved proposal says: person, role, place, election and days.
create function role_grants_are_as_proposed() returns trigger language plpgsql as $$
begin
  if new.proposal_id is not null and not exists (
    select from proposals p where p.id = new.proposal_id
      and p.content::jsonb ->> 'person' = new.person_id::text
      and p.content::jsonb ->> 'role' = new.role
      and p.content::jsonb ->> 'territoryPath' = new.territory_path
      and p.content::jsonb ->> 'election' is not distinct from new.election
      and (p.content::jsonb ->> 'from')::date = new.valid_from
      and (p.content::jsonb ->> 'until')::date is not distinct from new.valid_until)
  then
    raise exception 'a grant is what its proposal says' using errcode = 'restrict_violation';
  end if;
  return new;
end $$;
create trigger role_grants_as_proposed before insert on role_grants
  for each row execute function role_grants_are_as_proposed();

-- module: geography
-- An approved proposal makes that version current which it is about, and no other.
create function geography_versions_are_as_proposed() returns trigger language plpgsql as $$
begin
  if new.status = 'current' and old.status <> 'current' and not exists (
    select from proposals p where p.id = new.proposal_id
      and p.content::jsonb ->> 'pack' = new.pack
      and (p.content::jsonb ->> 'number')::integer = new.number
      and p.content::jsonb ->> 'hash' = encode(new.hash, 'hex'))
  then
    raise exception 'a geography becomes current by the proposal of this very version' using errcode = 'restrict_violation';
  end if;
  return new;
end $$;
create trigger geography_versions_as_proposed before update on geography_versions
  for each row execute function geography_versions_are_as_proposed();

-- module: evidence
alter table evidence_facts add constraint hash_is_of_bytes check (hash = sha256(bytes));
