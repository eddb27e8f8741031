-- module: voter-requests
-- shares: rolls
-- An appeal that is to succeed in what two people decide waits for a second person, too.
alter table voter_requests add column overturn_proposal_id uuid references proposals;
grant update (overturn_proposal_id) on voter_requests to ovoz_server;

-- A link that is handed out is a look at the record.
alter table voter_views drop constraint voter_views_act_check,
  add constraint voter_views_act_check check (act in ('listed', 'opened', 'unmasked', 'link', 'own'));

-- A request keeps what was asked. Who is added, removed or put back, and who gets another birth date, is decided by two
-- people in the proposal about this very request, on appeal as well; anything else not by the one who registered it.
-- Nobody is removed at the wish of another without having been told.
create or replace function voter_requests_in_order() returns trigger language plpgsql as $$
declare
  is_decided constant boolean := new.status <> old.status and new.status in ('granted', 'overturned');
  is_by_two constant boolean := new.kind in ('add', 'remove', 'restore')
    or new.kind = 'fix' and jsonb_exists(new.details -> 'fields', 'birthDate');
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
  if is_decided and is_by_two and not exists (
    select from proposals p where p.status = 'approved'
      and p.id = case new.status when 'granted' then new.proposal_id else new.overturn_proposal_id end
      and p.kind = case new.status when 'granted' then 'decide-voter-request' else 'overturn-voter-request' end
      and p.content::jsonb ->> 'request' = new.id::text
      and (p.content::jsonb ->> 'revision')::integer = old.revision)
  then
    raise exception 'nobody is added, removed, put back or given another birth date without two people'
      using errcode = 'restrict_violation';
  end if;
  if is_decided and new.status = 'granted' and not is_by_two and new.decided_by = new.received_by then
    raise exception 'who registers a request does not grant it' using errcode = 'restrict_violation';
  end if;
  if is_decided and new.kind = 'remove' and new.about = 'other' and (new.status = 'granted' or old.version_before is null)
    and not exists (select from voter_notices n where n.request_id = new.id and n.subject = 'hearing')
  then
    raise exception 'nobody is removed before being told' using errcode = 'restrict_violation';
  end if;
  return new;
end $$;
