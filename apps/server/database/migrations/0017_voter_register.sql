-- module: voter-register
-- What two people approved is this very key, and no other that comes under their proposal: its fingerprint is what they
-- compared with the register.
create function register_suppliers_are_as_proposed() returns trigger language plpgsql as $$
begin
  if tg_op = 'INSERT' and not exists (
    select from proposals p where p.id = new.proposal_id
      and p.content::jsonb ->> 'pack' = new.pack
      and p.content::jsonb ->> 'register' = new.register
      and p.content::jsonb ->> 'name' = new.name
      and p.content::jsonb ->> 'fingerprint' = encode(sha256(new.public_key), 'hex'))
  then
    raise exception 'a supplier is what its proposal says' using errcode = 'restrict_violation';
  end if;
  if new.end_proposal_id is not null and not exists (
    select from proposals p where p.id = new.end_proposal_id and p.content::jsonb ->> 'supplier' = new.id::text)
  then
    raise exception 'a supplier ends by the proposal about it' using errcode = 'restrict_violation';
  end if;
  return new;
end $$;
create trigger register_suppliers_of_proposal before insert or update of end_proposal_id on register_suppliers
  for each row execute function register_suppliers_are_as_proposed();

-- A batch goes beyond the limits by the proposal of this very batch; none comes released.
create function register_batches_are_released_as_proposed() returns trigger language plpgsql as $$
begin
  if new.hold_proposal_id is not null and (tg_op = 'INSERT' or not exists (
    select from proposals p where p.id = new.hold_proposal_id
      and p.content::jsonb ->> 'batch' = new.id::text
      and p.content::jsonb ->> 'manifest' = encode(new.manifest_hash, 'hex')))
  then
    raise exception 'a batch is released by the proposal about it' using errcode = 'restrict_violation';
  end if;
  return new;
end $$;
create trigger register_batches_released_of_proposal before insert or update of hold_proposal_id on register_batches
  for each row execute function register_batches_are_released_as_proposed();

-- Numbers of records and addresses are the register's own: two countries in one list would overwrite each other.
create function register_is_of_one_country() returns trigger language plpgsql as $$
begin
  perform pg_advisory_xact_lock(hashtextextended('register of one country', 0));
  if exists (select from register_batches where pack <> new.pack and status <> 'refused') then
    raise exception 'an installation keeps the voter list of one country' using errcode = 'restrict_violation';
  end if;
  return new;
end $$;
create trigger register_batches_of_one_country before insert on register_batches
  for each row execute function register_is_of_one_country();
