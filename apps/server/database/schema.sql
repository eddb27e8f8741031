-- The database as the migrations leave it, read from the catalogs. Do not edit:
-- node apps/server/src/platform/dump-schema-command.ts writes it, and a test compares it.

create table address_stations (
  pack text not null,
  address_id bigint not null,
  territory_path text not null,
  station text,
  method text not null,
  rule_id integer,
  from_set integer not null,
  to_set integer,
  constraint address_stations_check CHECK (((station IS NULL) = (method = ANY (ARRAY['unplaced'::text, 'conflict'::text])))),
  constraint address_stations_check1 CHECK (((station IS NULL) = (rule_id IS NULL))),
  constraint address_stations_check2 CHECK ((to_set > from_set)),
  constraint address_stations_method_check CHECK ((method = ANY (ARRAY['address'::text, 'range'::text, 'area'::text, 'unplaced'::text, 'conflict'::text])))
);
CREATE UNIQUE INDEX address_stations_in_force ON public.address_stations USING btree (address_id) WHERE (to_set IS NULL);
CREATE INDEX address_stations_of_station ON public.address_stations USING btree (station) WHERE (to_set IS NULL);
CREATE INDEX address_stations_queue ON public.address_stations USING btree (pack, territory_path text_pattern_ops, address_id) WHERE ((to_set IS NULL) AND (station IS NULL));
CREATE INDEX address_stations_without ON public.address_stations USING btree (pack, address_id) WHERE ((to_set IS NULL) AND (station IS NULL));
CREATE TRIGGER address_stations_stay BEFORE DELETE ON public.address_stations FOR EACH ROW EXECUTE FUNCTION refuse_change();
grant select on address_stations to ovoz_auditor;
grant insert, select on address_stations to ovoz_server;
grant update (territory_path, station, method, rule_id, to_set) on address_stations to ovoz_server;

create table addresses (
  id bigint not null,
  territory_path text not null,
  locality text not null,
  street text not null,
  street_key text not null,
  house_number integer,
  house text not null,
  latitude_e6 integer,
  longitude_e6 integer,
  state text not null,
  source_hash bigint,
  batch_sequence integer not null,
  constraint addresses_pkey PRIMARY KEY (id),
  constraint addresses_check CHECK (((latitude_e6 IS NULL) = (longitude_e6 IS NULL))),
  constraint addresses_state_check CHECK ((state = ANY (ARRAY['active'::text, 'retired'::text])))
);
CREATE INDEX addresses_by_place ON public.addresses USING btree (territory_path text_pattern_ops, locality, street, house_number);
CREATE INDEX addresses_by_street ON public.addresses USING btree (territory_path text_pattern_ops, street_key text_pattern_ops);
grant select on addresses to ovoz_auditor;
grant insert, select on addresses to ovoz_server;

create table assignment_moves (
  pack text not null,
  set_number integer not null,
  territory_path text not null,
  from_station text,
  to_station text,
  addresses integer not null,
  voters integer not null,
  constraint assignment_moves_pack_set_number_territory_path_from_statio_key UNIQUE NULLS NOT DISTINCT (pack, set_number, territory_path, from_station, to_station),
  constraint assignment_moves_addresses_check CHECK ((addresses > 0)),
  constraint assignment_moves_voters_check CHECK ((voters >= 0)),
  constraint assignment_moves_pack_set_number_fkey FOREIGN KEY (pack, set_number) REFERENCES assignment_sets(pack, number)
);
grant select on assignment_moves to ovoz_auditor;
grant delete, insert, select on assignment_moves to ovoz_server;

create table assignment_rules (
  pack text not null,
  set_number integer not null,
  id integer not null,
  kind text not null,
  station text not null,
  address_id bigint,
  territory_path text,
  locality text,
  street text,
  from_number integer,
  to_number integer,
  parity text,
  area json,
  placed_by uuid,
  placed_at timestamp with time zone,
  constraint assignment_rules_pkey PRIMARY KEY (pack, set_number, id),
  constraint assignment_rules_check CHECK (((kind = 'address'::text) = (address_id IS NOT NULL))),
  constraint assignment_rules_check1 CHECK (((kind = 'range'::text) = ((territory_path IS NOT NULL) AND (locality IS NOT NULL) AND (street IS NOT NULL) AND (parity IS NOT NULL)))),
  constraint assignment_rules_check2 CHECK (((kind = 'area'::text) = (area IS NOT NULL))),
  constraint assignment_rules_check3 CHECK ((((from_number IS NULL) = (to_number IS NULL)) AND ((from_number IS NULL) OR ((kind = 'range'::text) AND (street <> ''::text) AND (from_number <= to_number))))),
  constraint assignment_rules_check4 CHECK ((((placed_by IS NULL) = (placed_at IS NULL)) AND ((placed_by IS NULL) OR (kind = 'address'::text)))),
  constraint assignment_rules_id_check CHECK ((id > 0)),
  constraint assignment_rules_kind_check CHECK ((kind = ANY (ARRAY['address'::text, 'range'::text, 'area'::text]))),
  constraint assignment_rules_parity_check CHECK ((parity = ANY (ARRAY['all'::text, 'odd'::text, 'even'::text]))),
  constraint assignment_rules_pack_set_number_fkey FOREIGN KEY (pack, set_number) REFERENCES assignment_sets(pack, number),
  constraint assignment_rules_placed_by_fkey FOREIGN KEY (placed_by) REFERENCES people(id)
);
CREATE INDEX assignment_rules_areas ON public.assignment_rules USING btree (pack, set_number) WHERE (kind = 'area'::text);
CREATE INDEX assignment_rules_by_address ON public.assignment_rules USING btree (pack, set_number, address_id) WHERE (kind = 'address'::text);
CREATE INDEX assignment_rules_by_place ON public.assignment_rules USING btree (pack, set_number, territory_path) WHERE (kind = 'range'::text);
CREATE TRIGGER assignment_rules_fixed BEFORE DELETE OR UPDATE ON public.assignment_rules FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER assignment_rules_whole AFTER INSERT ON public.assignment_rules REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION assignment_rules_come_whole();
grant select on assignment_rules to ovoz_auditor;
grant insert, select on assignment_rules to ovoz_server;

create table assignment_sets (
  pack text not null,
  number integer not null,
  status text not null,
  follows integer,
  geography integer not null,
  hash bytea not null,
  reason text not null,
  import_report json not null,
  created_at timestamp with time zone not null,
  created_by uuid not null,
  asked_at timestamp with time zone not null,
  progress integer default 0 not null,
  report json,
  computed_at timestamp with time zone,
  proposal_id uuid,
  decided_at timestamp with time zone,
  finder_asked_at timestamp with time zone,
  finder_written_at timestamp with time zone,
  constraint assignment_sets_pkey PRIMARY KEY (pack, number),
  constraint assignment_sets_check CHECK (((report IS NULL) = (computed_at IS NULL))),
  constraint assignment_sets_check1 CHECK (((status = ANY (ARRAY['computing'::text, 'discarded'::text])) OR (report IS NOT NULL))),
  constraint assignment_sets_check2 CHECK (((status <> ALL (ARRAY['entering'::text, 'current'::text, 'superseded'::text])) OR (decided_at IS NOT NULL))),
  constraint assignment_sets_hash_check CHECK ((octet_length(hash) = 32)),
  constraint assignment_sets_number_check CHECK ((number > 0)),
  constraint assignment_sets_progress_check CHECK (((progress >= 0) AND (progress <= 1000))),
  constraint assignment_sets_status_check CHECK ((status = ANY (ARRAY['computing'::text, 'draft'::text, 'proposed'::text, 'entering'::text, 'current'::text, 'superseded'::text, 'discarded'::text]))),
  constraint assignment_sets_created_by_fkey FOREIGN KEY (created_by) REFERENCES people(id),
  constraint assignment_sets_pack_follows_fkey FOREIGN KEY (pack, follows) REFERENCES assignment_sets(pack, number),
  constraint assignment_sets_pack_geography_fkey FOREIGN KEY (pack, geography) REFERENCES geography_versions(pack, number),
  constraint assignment_sets_proposal_id_fkey FOREIGN KEY (proposal_id) REFERENCES proposals(id)
);
CREATE UNIQUE INDEX assignment_sets_entering ON public.assignment_sets USING btree (pack) WHERE (status = 'entering'::text);
CREATE UNIQUE INDEX assignment_sets_in_force ON public.assignment_sets USING btree (pack) WHERE (status = 'current'::text);
CREATE TRIGGER assignment_sets_in_order BEFORE INSERT OR UPDATE ON public.assignment_sets FOR EACH ROW EXECUTE FUNCTION assignment_sets_move();
CREATE TRIGGER assignment_sets_stay BEFORE DELETE ON public.assignment_sets FOR EACH ROW EXECUTE FUNCTION refuse_change();
grant select on assignment_sets to ovoz_auditor;
grant insert, select on assignment_sets to ovoz_server;
grant update (status, asked_at, progress, report, computed_at, proposal_id, decided_at, finder_asked_at, finder_written_at) on assignment_sets to ovoz_server;

create table assignment_sizes (
  pack text not null,
  set_number integer not null,
  station text not null,
  "position" integer not null,
  territory_path text not null,
  addresses integer not null,
  voters integer not null,
  finding text,
  constraint assignment_sizes_pkey PRIMARY KEY (pack, set_number, station),
  constraint assignment_sizes_addresses_check CHECK ((addresses >= 0)),
  constraint assignment_sizes_finding_check CHECK ((finding = ANY (ARRAY['station-without-addresses'::text, 'station-too-small'::text, 'station-too-large'::text]))),
  constraint assignment_sizes_voters_check CHECK ((voters >= 0)),
  constraint assignment_sizes_pack_set_number_fkey FOREIGN KEY (pack, set_number) REFERENCES assignment_sets(pack, number)
);
grant select on assignment_sizes to ovoz_auditor;
grant delete, insert, select on assignment_sizes to ovoz_server;

create table canvass_protocols (
  id uuid not null,
  election text not null,
  contest text not null,
  area text not null,
  number integer not null,
  territory_path text not null,
  content jsonb not null,
  sums jsonb not null,
  differences text[] not null,
  basis bytea not null,
  reason text,
  confirmed_by uuid not null,
  confirmed_at timestamp with time zone not null,
  constraint canvass_protocols_pkey PRIMARY KEY (id),
  constraint canvass_protocols_election_contest_area_number_key UNIQUE (election, contest, area, number),
  constraint canvass_protocols_area_check CHECK ((area ~ '^(nation|territory:[A-Z0-9-]+|district:[A-Z0-9]+)$'::text)),
  constraint canvass_protocols_basis_check CHECK ((octet_length(basis) = 32)),
  constraint canvass_protocols_number_check CHECK ((number >= 1)),
  constraint differences_need_a_reason CHECK (((cardinality(differences) = 0) OR (reason IS NOT NULL))),
  constraint canvass_protocols_confirmed_by_fkey FOREIGN KEY (confirmed_by) REFERENCES people(id),
  constraint canvass_protocols_election_fkey FOREIGN KEY (election) REFERENCES result_counts(election)
);
CREATE TRIGGER canvass_protocols_fixed BEFORE DELETE OR UPDATE ON public.canvass_protocols FOR EACH ROW EXECUTE FUNCTION refuse_change();
grant select on canvass_protocols to ovoz_auditor;
grant insert, select on canvass_protocols to ovoz_server;

create table certified_results (
  election text not null,
  version integer not null,
  bytes bytea not null,
  hash bytea not null,
  overridden jsonb not null,
  reason text not null,
  proposal_id uuid not null,
  certified_at timestamp with time zone not null,
  constraint certified_results_pkey PRIMARY KEY (election, version),
  constraint certified_results_proposal_id_key UNIQUE (proposal_id),
  constraint certified_results_version_check CHECK ((version >= 1)),
  constraint hash_is_of_result CHECK ((hash = sha256(bytes))),
  constraint certified_results_election_fkey FOREIGN KEY (election) REFERENCES result_counts(election),
  constraint certified_results_proposal_id_fkey FOREIGN KEY (proposal_id) REFERENCES proposals(id)
);
CREATE TRIGGER certified_results_by_two BEFORE INSERT ON public.certified_results FOR EACH ROW EXECUTE FUNCTION by_approved_proposal('certify-results');
CREATE TRIGGER certified_results_fixed BEFORE DELETE OR UPDATE ON public.certified_results FOR EACH ROW EXECUTE FUNCTION refuse_change();
grant select on certified_results to ovoz_auditor;
grant insert, select on certified_results to ovoz_server;

create table commission_memberships (
  id uuid not null,
  pack text not null,
  commission_code text not null,
  name text not null,
  office text not null,
  nominated_by text,
  valid_from date not null,
  valid_until date,
  generated boolean not null,
  appointed_by uuid not null,
  end_reason text,
  constraint commission_memberships_pkey PRIMARY KEY (id),
  constraint commission_memberships_check CHECK ((valid_until >= valid_from)),
  constraint commission_memberships_office_check CHECK ((office = ANY (ARRAY['chair'::text, 'deputy-chair'::text, 'secretary'::text, 'member'::text]))),
  constraint commission_memberships_appointed_by_fkey FOREIGN KEY (appointed_by) REFERENCES people(id),
  constraint commission_memberships_pack_commission_code_fkey FOREIGN KEY (pack, commission_code) REFERENCES commissions(pack, code)
);
CREATE INDEX commission_memberships_by_commission ON public.commission_memberships USING btree (pack, commission_code);
CREATE TRIGGER commission_memberships_only_end BEFORE UPDATE ON public.commission_memberships FOR EACH ROW EXECUTE FUNCTION commission_memberships_end_once();
CREATE TRIGGER commission_memberships_stay BEFORE DELETE ON public.commission_memberships FOR EACH ROW EXECUTE FUNCTION refuse_change();
grant select on commission_memberships to ovoz_auditor;
grant insert, select on commission_memberships to ovoz_server;
grant update (valid_until, end_reason) on commission_memberships to ovoz_server;

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
  ends_on date,
  generated boolean not null,
  formed_by uuid not null,
  search_text text not null,
  sort_key text not null,
  constraint commissions_pkey PRIMARY KEY (pack, code),
  constraint commissions_check CHECK ((ends_on >= formed_on)),
  constraint commissions_formed_by_fkey FOREIGN KEY (formed_by) REFERENCES people(id)
);
CREATE INDEX commissions_by_path ON public.commissions USING btree (territory_path text_pattern_ops, pack);
CREATE TRIGGER commissions_stay BEFORE DELETE ON public.commissions FOR EACH ROW EXECUTE FUNCTION refuse_change();
grant select on commissions to ovoz_auditor;
grant insert, select on commissions to ovoz_server;

create table credentials (
  person_id uuid not null,
  password_hash text not null,
  totp_secret bytea not null,
  totp_last_step bigint not null,
  set_at timestamp with time zone not null,
  constraint credentials_pkey PRIMARY KEY (person_id),
  constraint credentials_password_hash_check CHECK ((password_hash ~~ '$argon2id$%'::text)),
  constraint credentials_person_id_fkey FOREIGN KEY (person_id) REFERENCES people(id)
);
grant delete, insert, select, update on credentials to ovoz_server;

create table district_memberships (
  pack text not null,
  version integer not null,
  set_code text not null,
  district_code text not null,
  station_number text not null,
  constraint district_memberships_pkey PRIMARY KEY (pack, version, station_number, set_code),
  constraint district_memberships_pack_version_set_code_district_code_fkey FOREIGN KEY (pack, version, set_code, district_code) REFERENCES electoral_districts(pack, version, set_code, code),
  constraint district_memberships_pack_version_station_number_fkey FOREIGN KEY (pack, version, station_number) REFERENCES polling_stations(pack, version, number)
);
CREATE INDEX district_memberships_by_district ON public.district_memberships USING btree (pack, version, set_code, district_code);
CREATE TRIGGER district_memberships_fixed BEFORE DELETE OR UPDATE ON public.district_memberships FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER district_memberships_whole AFTER INSERT ON public.district_memberships REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION geography_content_comes_whole();
grant select on district_memberships to ovoz_auditor;
grant insert, select on district_memberships to ovoz_server;

create table election_packs (
  hash bytea not null,
  pack text not null,
  constraint election_packs_pkey PRIMARY KEY (hash),
  constraint election_packs_hash_check CHECK ((octet_length(hash) = 32)),
  constraint election_packs_pack_check CHECK ((length(pack) <= 8000000))
);
CREATE TRIGGER election_packs_fixed BEFORE DELETE OR UPDATE ON public.election_packs FOR EACH ROW EXECUTE FUNCTION refuse_change();
grant select on election_packs to ovoz_auditor;
grant insert, select on election_packs to ovoz_server;

create table election_versions (
  election text not null,
  number integer not null,
  status text not null,
  revision integer not null,
  definition text not null,
  hash bytea not null,
  outline jsonb generated always as (((definition)::jsonb - 'parties'::text) - 'ballots'::text) stored not null,
  pack_hash bytea not null,
  reason text not null,
  created_at timestamp with time zone not null,
  created_by uuid not null,
  proposal_id uuid,
  proposed_by uuid,
  approved_by uuid,
  sealed_at timestamp with time zone,
  constraint election_versions_pkey PRIMARY KEY (election, number),
  constraint election_versions_check CHECK (((proposal_id IS NULL) = (proposed_by IS NULL))),
  constraint election_versions_check1 CHECK (((status = ANY (ARRAY['proposed'::text, 'sealed'::text, 'superseded'::text])) = (proposal_id IS NOT NULL))),
  constraint election_versions_check2 CHECK (((status = ANY (ARRAY['sealed'::text, 'superseded'::text])) = (sealed_at IS NOT NULL))),
  constraint election_versions_check3 CHECK (((status = ANY (ARRAY['sealed'::text, 'superseded'::text])) = (approved_by IS NOT NULL))),
  constraint election_versions_definition_check CHECK ((length(definition) <= 8000000)),
  constraint election_versions_number_check CHECK ((number > 0)),
  constraint election_versions_revision_check CHECK ((revision > 0)),
  constraint election_versions_status_check CHECK ((status = ANY (ARRAY['draft'::text, 'proposed'::text, 'sealed'::text, 'superseded'::text, 'discarded'::text]))),
  constraint hash_is_of_definition CHECK ((hash = sha256(convert_to(definition, 'UTF8'::name)))),
  constraint sealed_by_two_people CHECK ((proposed_by <> approved_by)),
  constraint election_versions_approved_by_fkey FOREIGN KEY (approved_by) REFERENCES people(id),
  constraint election_versions_created_by_fkey FOREIGN KEY (created_by) REFERENCES people(id),
  constraint election_versions_election_fkey FOREIGN KEY (election) REFERENCES elections(code),
  constraint election_versions_pack_hash_fkey FOREIGN KEY (pack_hash) REFERENCES election_packs(hash),
  constraint election_versions_proposal_id_fkey FOREIGN KEY (proposal_id) REFERENCES proposals(id),
  constraint election_versions_proposed_by_fkey FOREIGN KEY (proposed_by) REFERENCES people(id)
);
CREATE UNIQUE INDEX election_versions_one_open ON public.election_versions USING btree (election) WHERE (status = ANY (ARRAY['draft'::text, 'proposed'::text]));
CREATE UNIQUE INDEX election_versions_one_sealed ON public.election_versions USING btree (election) WHERE (status = 'sealed'::text);
CREATE TRIGGER election_versions_begin BEFORE INSERT ON public.election_versions FOR EACH ROW EXECUTE FUNCTION election_versions_begin_as_draft();
CREATE TRIGGER election_versions_rest BEFORE UPDATE ON public.election_versions FOR EACH ROW EXECUTE FUNCTION definitions_rest_while_counting();
CREATE TRIGGER election_versions_sealed BEFORE UPDATE ON public.election_versions FOR EACH ROW EXECUTE FUNCTION election_versions_seal();
CREATE TRIGGER election_versions_stay BEFORE DELETE ON public.election_versions FOR EACH ROW EXECUTE FUNCTION refuse_change();
grant select on election_versions to ovoz_auditor;
grant insert, select on election_versions to ovoz_server;
grant update (status, revision, definition, hash, proposal_id, proposed_by, approved_by, sealed_at) on election_versions to ovoz_server;

create table elections (
  code text not null,
  pack text not null,
  territory_path text not null,
  mode text not null,
  created_at timestamp with time zone not null,
  created_by uuid not null,
  clock_set_at timestamp with time zone,
  clock_shows timestamp with time zone,
  clock_speed integer,
  constraint elections_pkey PRIMARY KEY (code),
  constraint elections_check CHECK (((mode = 'live'::text) = (clock_set_at IS NULL))),
  constraint elections_check1 CHECK ((((clock_set_at IS NULL) = (clock_shows IS NULL)) AND ((clock_set_at IS NULL) = (clock_speed IS NULL)))),
  constraint elections_clock_speed_check CHECK (((clock_speed >= 0) AND (clock_speed <= 100000))),
  constraint elections_mode_check CHECK ((mode = ANY (ARRAY['live'::text, 'training'::text, 'drill'::text]))),
  constraint elections_created_by_fkey FOREIGN KEY (created_by) REFERENCES people(id)
);
CREATE TRIGGER elections_stay BEFORE DELETE ON public.elections FOR EACH ROW EXECUTE FUNCTION refuse_change();
grant select on elections to ovoz_auditor;
grant insert, select on elections to ovoz_server;
grant update (clock_set_at, clock_shows, clock_speed) on elections to ovoz_server;

create table electoral_districts (
  pack text not null,
  version integer not null,
  set_code text not null,
  code text not null,
  name jsonb not null,
  seats integer not null,
  generated boolean not null,
  constraint electoral_districts_pkey PRIMARY KEY (pack, version, set_code, code),
  constraint electoral_districts_seats_check CHECK ((seats > 0)),
  constraint electoral_districts_pack_version_fkey FOREIGN KEY (pack, version) REFERENCES geography_versions(pack, number)
);
CREATE TRIGGER electoral_districts_fixed BEFORE DELETE OR UPDATE ON public.electoral_districts FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER electoral_districts_whole AFTER INSERT ON public.electoral_districts REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION geography_content_comes_whole();
grant select on electoral_districts to ovoz_auditor;
grant insert, select on electoral_districts to ovoz_server;

create table evidence_facts (
  id uuid not null,
  log text not null,
  event_type text not null,
  election text,
  territory_path text not null,
  subject text not null,
  recorded_at timestamp with time zone not null,
  bytes bytea not null,
  hash bytea not null,
  private_bytes bytea,
  leaf_index bigint,
  inserted_at timestamp with time zone default clock_timestamp() not null,
  constraint evidence_facts_pkey PRIMARY KEY (id),
  constraint evidence_facts_log_leaf_index_key UNIQUE (log, leaf_index),
  constraint evidence_facts_bytes_check CHECK ((octet_length(bytes) <= 65535)),
  constraint evidence_facts_hash_check CHECK ((octet_length(hash) = 32)),
  constraint evidence_facts_leaf_index_check CHECK ((leaf_index >= 0)),
  constraint evidence_facts_log_check CHECK ((log = ANY (ARRAY['public'::text, 'audit'::text]))),
  constraint evidence_facts_private_bytes_check CHECK ((octet_length(private_bytes) <= 65536)),
  constraint hash_is_of_bytes CHECK ((hash = sha256(bytes)))
);
CREATE INDEX evidence_facts_newest ON public.evidence_facts USING btree (log, recorded_at DESC, id DESC);
CREATE INDEX evidence_facts_waiting ON public.evidence_facts USING btree (log, inserted_at, id) WHERE (leaf_index IS NULL);
CREATE TRIGGER evidence_facts_append_only BEFORE DELETE OR UPDATE ON public.evidence_facts FOR EACH ROW EXECUTE FUNCTION evidence_is_append_only();
CREATE TRIGGER evidence_facts_no_truncate BEFORE TRUNCATE ON public.evidence_facts FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
grant select on evidence_facts to ovoz_auditor;
grant insert, select on evidence_facts to ovoz_server;

create table geography_imports (
  id uuid not null,
  pack text not null,
  version integer,
  at timestamp with time zone not null,
  by_person uuid not null,
  reason text not null,
  report json not null,
  quarantined json not null,
  constraint geography_imports_pkey PRIMARY KEY (id),
  constraint geography_imports_check CHECK (((version IS NULL) = (((report ->> 'errors'::text))::integer > 0))),
  constraint geography_imports_by_person_fkey FOREIGN KEY (by_person) REFERENCES people(id),
  constraint geography_imports_pack_version_fkey FOREIGN KEY (pack, version) REFERENCES geography_versions(pack, number)
);
CREATE INDEX geography_imports_newest ON public.geography_imports USING btree (pack, at DESC);
CREATE TRIGGER geography_imports_fixed BEFORE DELETE OR UPDATE ON public.geography_imports FOR EACH ROW EXECUTE FUNCTION refuse_change();
grant select on geography_imports to ovoz_auditor;
grant insert, select on geography_imports to ovoz_server;

create table geography_versions (
  pack text not null,
  number integer not null,
  status text not null,
  follows integer,
  hash bytea not null,
  reason text not null,
  territories integer not null,
  stations integer not null,
  stations_abroad integer not null,
  districts integer not null,
  difference json not null,
  governed_acts text[] not null,
  created_at timestamp with time zone not null,
  created_by uuid not null,
  proposal_id uuid,
  decided_at timestamp with time zone,
  constraint geography_versions_pkey PRIMARY KEY (pack, number),
  constraint geography_versions_check CHECK (((stations_abroad >= 0) AND (stations_abroad <= stations))),
  constraint geography_versions_check1 CHECK (((status <> ALL (ARRAY['current'::text, 'superseded'::text])) OR (decided_at IS NOT NULL))),
  constraint geography_versions_districts_check CHECK ((districts >= 0)),
  constraint geography_versions_hash_check CHECK ((octet_length(hash) = 32)),
  constraint geography_versions_number_check CHECK ((number > 0)),
  constraint geography_versions_stations_check CHECK ((stations >= 0)),
  constraint geography_versions_status_check CHECK ((status = ANY (ARRAY['draft'::text, 'proposed'::text, 'current'::text, 'superseded'::text, 'discarded'::text]))),
  constraint geography_versions_territories_check CHECK ((territories > 0)),
  constraint geography_versions_created_by_fkey FOREIGN KEY (created_by) REFERENCES people(id),
  constraint geography_versions_pack_follows_fkey FOREIGN KEY (pack, follows) REFERENCES geography_versions(pack, number),
  constraint geography_versions_proposal_id_fkey FOREIGN KEY (proposal_id) REFERENCES proposals(id)
);
CREATE UNIQUE INDEX geography_one_current ON public.geography_versions USING btree (pack) WHERE (status = 'current'::text);
CREATE TRIGGER geography_versions_as_proposed BEFORE UPDATE ON public.geography_versions FOR EACH ROW EXECUTE FUNCTION geography_versions_are_as_proposed();
CREATE TRIGGER geography_versions_draft BEFORE INSERT ON public.geography_versions FOR EACH ROW EXECUTE FUNCTION geography_versions_begin_as_draft();
CREATE TRIGGER geography_versions_fixed BEFORE UPDATE ON public.geography_versions FOR EACH ROW EXECUTE FUNCTION geography_versions_keep_content();
CREATE TRIGGER geography_versions_stay BEFORE DELETE ON public.geography_versions FOR EACH ROW EXECUTE FUNCTION refuse_change();
grant select on geography_versions to ovoz_auditor;
grant insert, select on geography_versions to ovoz_server;
grant update (status, proposal_id, decided_at) on geography_versions to ovoz_server;

create table installation (
  only_row boolean default true not null,
  id uuid not null,
  kind text not null,
  created_at timestamp with time zone not null,
  constraint installation_pkey PRIMARY KEY (only_row),
  constraint installation_kind_check CHECK ((kind = ANY (ARRAY['demo'::text, 'real'::text]))),
  constraint installation_only_row_check CHECK (only_row)
);
CREATE TRIGGER installation_is_fixed BEFORE DELETE OR UPDATE ON public.installation FOR EACH ROW EXECUTE FUNCTION refuse_change();
grant select on installation to ovoz_auditor;
grant insert, select on installation to ovoz_server;

create table invitations (
  token_hash bytea not null,
  person_id uuid not null,
  totp_secret bytea not null,
  created_at timestamp with time zone not null,
  expires_at timestamp with time zone not null,
  used_at timestamp with time zone,
  handed_by uuid,
  constraint invitations_pkey PRIMARY KEY (token_hash),
  constraint invitations_check CHECK ((expires_at > created_at)),
  constraint invitations_token_hash_check CHECK ((octet_length(token_hash) = 32)),
  constraint invitations_handed_by_fkey FOREIGN KEY (handed_by) REFERENCES people(id),
  constraint invitations_person_id_fkey FOREIGN KEY (person_id) REFERENCES people(id)
);
CREATE INDEX invitations_by_person ON public.invitations USING btree (person_id);
grant insert, select on invitations to ovoz_server;
grant update (used_at) on invitations to ovoz_server;

create table log_cosignatures (
  size bigint not null,
  witness uuid not null,
  checkpoint text not null,
  line text not null,
  cosigned_at timestamp with time zone not null,
  constraint log_cosignatures_pkey PRIMARY KEY (size, witness),
  constraint log_cosignatures_checkpoint_check CHECK ((length(checkpoint) <= 4000)),
  constraint log_cosignatures_line_check CHECK ((length(line) <= 400)),
  constraint log_cosignatures_size_check CHECK ((size >= 0)),
  constraint log_cosignatures_witness_fkey FOREIGN KEY (witness) REFERENCES log_witnesses(id)
);
CREATE INDEX log_cosignatures_by_witness ON public.log_cosignatures USING btree (witness, size DESC);
grant select on log_cosignatures to ovoz_auditor;
grant insert, select on log_cosignatures to ovoz_server;

create table log_states (
  log text not null,
  status text not null,
  detail text,
  since timestamp with time zone not null,
  size bigint not null,
  checkpoint_at timestamp with time zone,
  constraint log_states_pkey PRIMARY KEY (log),
  constraint log_states_log_check CHECK ((log = ANY (ARRAY['public'::text, 'audit'::text]))),
  constraint log_states_size_check CHECK ((size >= 0))
);
grant select on log_states to ovoz_auditor;
grant select on log_states to ovoz_server;

create table log_witnesses (
  id uuid not null,
  name text not null,
  vkey text not null,
  organisation text not null,
  proposal_id uuid not null,
  registered_at timestamp with time zone not null,
  registered_fact uuid not null,
  removed_at timestamp with time zone,
  removal_proposal_id uuid,
  removed_fact uuid,
  constraint log_witnesses_pkey PRIMARY KEY (id),
  constraint log_witnesses_proposal_id_key UNIQUE (proposal_id),
  constraint log_witnesses_removal_proposal_id_key UNIQUE (removal_proposal_id),
  constraint log_witnesses_vkey_key UNIQUE (vkey),
  constraint log_witnesses_check CHECK ((((removed_at IS NULL) = (removal_proposal_id IS NULL)) AND ((removed_at IS NULL) = (removed_fact IS NULL)))),
  constraint log_witnesses_proposal_id_fkey FOREIGN KEY (proposal_id) REFERENCES proposals(id),
  constraint log_witnesses_removal_proposal_id_fkey FOREIGN KEY (removal_proposal_id) REFERENCES proposals(id)
);
CREATE UNIQUE INDEX log_witnesses_in_force ON public.log_witnesses USING btree (name) WHERE (removed_at IS NULL);
CREATE TRIGGER log_witnesses_by_two BEFORE INSERT ON public.log_witnesses FOR EACH ROW EXECUTE FUNCTION by_approved_proposal('register-witness');
CREATE TRIGGER log_witnesses_removed BEFORE UPDATE ON public.log_witnesses FOR EACH ROW EXECUTE FUNCTION log_witnesses_are_removed_once();
CREATE TRIGGER log_witnesses_stay BEFORE DELETE ON public.log_witnesses FOR EACH ROW EXECUTE FUNCTION refuse_change();
grant select on log_witnesses to ovoz_auditor;
grant insert, select on log_witnesses to ovoz_server;
grant update (removed_at, removal_proposal_id, removed_fact) on log_witnesses to ovoz_server;

create table match_decisions (
  pair_id bigint not null,
  number integer not null,
  path_a text not null,
  path_b text not null,
  version_a integer not null,
  version_b integer not null,
  outcome text not null,
  superfluous bigint,
  request_id uuid,
  reason text not null,
  first_person uuid not null,
  second_person uuid,
  proposal_id uuid,
  decided_at timestamp with time zone not null,
  constraint match_decisions_pkey PRIMARY KEY (pair_id, number),
  constraint match_decisions_proposal_id_key UNIQUE (proposal_id),
  constraint match_decisions_check CHECK (((outcome = 'same'::text) = (superfluous IS NOT NULL))),
  constraint match_decisions_check1 CHECK ((first_person IS DISTINCT FROM second_person)),
  constraint match_decisions_check2 CHECK (((outcome = 'unsure'::text) = (second_person IS NULL))),
  constraint match_decisions_check3 CHECK (((second_person IS NULL) = (proposal_id IS NULL))),
  constraint match_decisions_number_check CHECK ((number > 0)),
  constraint match_decisions_outcome_check CHECK ((outcome = ANY (ARRAY['same'::text, 'different'::text, 'relatives'::text, 'unsure'::text]))),
  constraint match_decisions_first_person_fkey FOREIGN KEY (first_person) REFERENCES people(id),
  constraint match_decisions_pair_id_fkey FOREIGN KEY (pair_id) REFERENCES match_pairs(id),
  constraint match_decisions_proposal_id_fkey FOREIGN KEY (proposal_id) REFERENCES proposals(id),
  constraint match_decisions_second_person_fkey FOREIGN KEY (second_person) REFERENCES people(id)
);
CREATE TRIGGER match_decisions_by_two BEFORE INSERT ON public.match_decisions FOR EACH ROW WHEN ((new.outcome <> 'unsure'::text)) EXECUTE FUNCTION by_approved_proposal('decide-duplicate');
CREATE TRIGGER match_decisions_stay BEFORE DELETE OR UPDATE ON public.match_decisions FOR EACH ROW EXECUTE FUNCTION refuse_change();
alter table match_decisions enable row level security;
create policy match_decisions_in_scope on match_decisions to ovoz_server using ((in_register_scope(path_a, ( SELECT register_scope() AS register_scope)) AND in_register_scope(path_b, ( SELECT register_scope() AS register_scope)))) with check ((in_register_scope(path_a, ( SELECT register_scope() AS register_scope)) AND in_register_scope(path_b, ( SELECT register_scope() AS register_scope))));
grant insert, select on match_decisions to ovoz_server;

create table match_found (
  run_id uuid not null,
  pair_id bigint not null,
  weight integer not null,
  constraint match_found_pkey PRIMARY KEY (run_id, pair_id),
  constraint match_found_pair_id_fkey FOREIGN KEY (pair_id) REFERENCES match_pairs(id),
  constraint match_found_run_id_fkey FOREIGN KEY (run_id) REFERENCES match_runs(id)
);
grant select on match_found to ovoz_server;

create table match_pairs (
  id bigint generated always as identity not null,
  pack text not null,
  voter_a bigint not null,
  voter_b bigint not null,
  path_a text not null,
  path_b text not null,
  version_a integer not null,
  version_b integer not null,
  run_id uuid not null,
  weight integer not null,
  lines json not null,
  status text not null,
  found_at timestamp with time zone not null,
  proposal_id uuid,
  constraint match_pairs_pkey PRIMARY KEY (id),
  constraint match_pairs_voter_a_voter_b_key UNIQUE (voter_a, voter_b),
  constraint match_pairs_check CHECK ((voter_a < voter_b)),
  constraint match_pairs_check1 CHECK (((status = 'proposed'::text) <= (proposal_id IS NOT NULL))),
  constraint match_pairs_status_check CHECK ((status = ANY (ARRAY['open'::text, 'proposed'::text, 'unsure'::text, 'decided'::text, 'dropped'::text]))),
  constraint match_pairs_proposal_id_fkey FOREIGN KEY (proposal_id) REFERENCES proposals(id),
  constraint match_pairs_run_id_fkey FOREIGN KEY (run_id) REFERENCES match_runs(id)
);
CREATE INDEX match_pairs_of_b ON public.match_pairs USING btree (voter_b);
CREATE INDEX match_pairs_to_decide ON public.match_pairs USING btree (pack, weight DESC, id) WHERE (status = ANY (ARRAY['open'::text, 'proposed'::text, 'unsure'::text]));
CREATE TRIGGER match_pairs_stay BEFORE DELETE ON public.match_pairs FOR EACH ROW EXECUTE FUNCTION refuse_change();
alter table match_pairs enable row level security;
create policy match_pairs_in_scope on match_pairs to ovoz_server using ((in_register_scope(path_a, ( SELECT register_scope() AS register_scope)) AND in_register_scope(path_b, ( SELECT register_scope() AS register_scope)))) with check ((in_register_scope(path_a, ( SELECT register_scope() AS register_scope)) AND in_register_scope(path_b, ( SELECT register_scope() AS register_scope))));
grant insert, select on match_pairs to ovoz_server;
grant update (status, proposal_id) on match_pairs to ovoz_server;

create table match_runs (
  id uuid not null,
  pack text not null,
  kind text not null,
  status text not null,
  step text,
  progress integer default 0 not null,
  requested_by uuid,
  requested_at timestamp with time zone not null,
  started_at timestamp with time zone,
  ended_at timestamp with time zone,
  report json,
  model json,
  constraint match_runs_pkey PRIMARY KEY (id),
  constraint match_runs_check CHECK (((status = ANY (ARRAY['done'::text, 'failed'::text])) = (ended_at IS NOT NULL))),
  constraint match_runs_check1 CHECK (((status <> 'done'::text) OR (report IS NOT NULL))),
  constraint match_runs_kind_check CHECK ((kind = ANY (ARRAY['full'::text, 'arrival'::text]))),
  constraint match_runs_progress_check CHECK (((progress >= 0) AND (progress <= 1000))),
  constraint match_runs_status_check CHECK ((status = ANY (ARRAY['waiting'::text, 'running'::text, 'done'::text, 'failed'::text]))),
  constraint match_runs_step_check CHECK ((step = ANY (ARRAY['export'::text, 'population'::text, 'learning'::text, 'scoring'::text, 'saving'::text]))),
  constraint match_runs_requested_by_fkey FOREIGN KEY (requested_by) REFERENCES people(id)
);
CREATE INDEX match_runs_newest ON public.match_runs USING btree (pack, requested_at DESC);
CREATE UNIQUE INDEX match_runs_one_at_a_time ON public.match_runs USING btree (pack) WHERE ((kind = 'full'::text) AND (status = ANY (ARRAY['waiting'::text, 'running'::text])));
grant select on match_runs to ovoz_auditor;
grant insert, select on match_runs to ovoz_server;
grant update (status, step, progress, started_at, ended_at, report, model) on match_runs to ovoz_server;

create table match_sample_pairs (
  run_id uuid not null,
  pair_id bigint not null,
  "position" integer not null,
  weight integer not null,
  constraint match_sample_pairs_pkey PRIMARY KEY (run_id, pair_id),
  constraint match_sample_pairs_run_id_position_key UNIQUE (run_id, "position"),
  constraint match_sample_pairs_position_check CHECK (("position" > 0)),
  constraint match_sample_pairs_run_id_fkey FOREIGN KEY (run_id) REFERENCES match_samples(run_id),
  constraint match_sample_pairs_run_id_pair_id_fkey FOREIGN KEY (run_id, pair_id) REFERENCES match_found(run_id, pair_id)
);
CREATE TRIGGER match_sample_pairs_stay BEFORE DELETE OR UPDATE ON public.match_sample_pairs FOR EACH ROW EXECUTE FUNCTION refuse_change();
grant insert, select on match_sample_pairs to ovoz_server;

create table match_sample_reviews (
  run_id uuid not null,
  pair_id bigint not null,
  number integer not null,
  reviewer uuid not null,
  verdict text not null,
  reviewed_at timestamp with time zone not null,
  constraint match_sample_reviews_pkey PRIMARY KEY (run_id, pair_id, number),
  constraint match_sample_reviews_run_id_pair_id_reviewer_key UNIQUE (run_id, pair_id, reviewer),
  constraint match_sample_reviews_number_check CHECK (((number >= 1) AND (number <= 3))),
  constraint match_sample_reviews_verdict_check CHECK ((verdict = ANY (ARRAY['same'::text, 'different'::text, 'unsure'::text]))),
  constraint match_sample_reviews_reviewer_fkey FOREIGN KEY (reviewer) REFERENCES people(id),
  constraint match_sample_reviews_run_id_pair_id_fkey FOREIGN KEY (run_id, pair_id) REFERENCES match_sample_pairs(run_id, pair_id)
);
CREATE TRIGGER match_sample_reviews_settle BEFORE INSERT ON public.match_sample_reviews FOR EACH ROW EXECUTE FUNCTION third_review_settles();
CREATE TRIGGER match_sample_reviews_stay BEFORE DELETE OR UPDATE ON public.match_sample_reviews FOR EACH ROW EXECUTE FUNCTION refuse_change();
grant insert, select on match_sample_reviews to ovoz_server;

create table match_samples (
  run_id uuid not null,
  seed text not null,
  pairs_a_band integer not null,
  drawn_by uuid not null,
  drawn_at timestamp with time zone not null,
  constraint match_samples_pkey PRIMARY KEY (run_id),
  constraint match_samples_pairs_a_band_check CHECK (((pairs_a_band >= 1) AND (pairs_a_band <= 500))),
  constraint match_samples_seed_check CHECK ((seed ~ '^[0-9a-f]{64}$'::text)),
  constraint match_samples_drawn_by_fkey FOREIGN KEY (drawn_by) REFERENCES people(id),
  constraint match_samples_run_id_fkey FOREIGN KEY (run_id) REFERENCES match_runs(id)
);
CREATE TRIGGER match_samples_stay BEFORE DELETE OR UPDATE ON public.match_samples FOR EACH ROW EXECUTE FUNCTION refuse_change();
grant insert, select on match_samples to ovoz_server;

create table objections (
  id uuid not null,
  election text not null,
  number integer not null,
  station text not null,
  territory_path text not null,
  contest text,
  submitted_by text not null,
  objection text not null,
  deadline timestamp with time zone not null,
  registered_by uuid not null,
  registered_at timestamp with time zone not null,
  decision text,
  decision_text text,
  decided_by uuid,
  decided_at timestamp with time zone,
  constraint objections_pkey PRIMARY KEY (id),
  constraint objections_election_number_key UNIQUE (election, number),
  constraint objections_check CHECK ((((decision IS NULL) = (decided_at IS NULL)) AND ((decision IS NULL) = (decided_by IS NULL)) AND ((decision IS NULL) = (decision_text IS NULL)))),
  constraint objections_decision_check CHECK ((decision = ANY (ARRAY['upheld'::text, 'partly-upheld'::text, 'rejected'::text, 'withdrawn'::text]))),
  constraint objections_number_check CHECK ((number >= 1)),
  constraint objections_decided_by_fkey FOREIGN KEY (decided_by) REFERENCES people(id),
  constraint objections_election_fkey FOREIGN KEY (election) REFERENCES result_counts(election),
  constraint objections_registered_by_fkey FOREIGN KEY (registered_by) REFERENCES people(id)
);
CREATE INDEX objections_open ON public.objections USING btree (election, deadline) WHERE (decision IS NULL);
CREATE TRIGGER objections_decided_once BEFORE UPDATE ON public.objections FOR EACH ROW EXECUTE FUNCTION objections_are_decided_once();
CREATE TRIGGER objections_stay BEFORE DELETE ON public.objections FOR EACH ROW EXECUTE FUNCTION refuse_change();
grant select on objections to ovoz_auditor;
grant insert, select on objections to ovoz_server;
grant update (decision, decision_text, decided_by, decided_at) on objections to ovoz_server;

create table overseas_entries (
  id uuid not null,
  election text not null,
  pack text not null,
  voter_id bigint not null,
  station text not null,
  station_path text not null,
  home_path text not null,
  request_id uuid not null,
  since timestamp with time zone not null,
  ended_at timestamp with time zone,
  end_request_id uuid,
  constraint overseas_entries_pkey PRIMARY KEY (id),
  constraint overseas_entries_check CHECK (((ended_at IS NULL) = (end_request_id IS NULL))),
  constraint overseas_entries_check1 CHECK ((ended_at >= since)),
  constraint overseas_entries_end_request_id_fkey FOREIGN KEY (end_request_id) REFERENCES voter_requests(id),
  constraint overseas_entries_request_id_fkey FOREIGN KEY (request_id) REFERENCES voter_requests(id)
);
CREATE INDEX overseas_entries_by_station ON public.overseas_entries USING btree (election, station) WHERE (ended_at IS NULL);
CREATE UNIQUE INDEX overseas_entries_in_force ON public.overseas_entries USING btree (election, voter_id) WHERE (ended_at IS NULL);
CREATE TRIGGER overseas_entries_stay BEFORE DELETE ON public.overseas_entries FOR EACH ROW EXECUTE FUNCTION refuse_change();
alter table overseas_entries enable row level security;
create policy overseas_entries_in_scope on overseas_entries to ovoz_server using ((in_register_scope(station_path, ( SELECT register_scope() AS register_scope)) OR in_register_scope(home_path, ( SELECT register_scope() AS register_scope)))) with check (in_register_scope(station_path, ( SELECT register_scope() AS register_scope)));
grant insert, select on overseas_entries to ovoz_server;
grant update (ended_at, end_request_id) on overseas_entries to ovoz_server;

create table people (
  id uuid not null,
  username text not null,
  name text not null,
  home_territory text not null,
  status text not null,
  created_at timestamp with time zone not null,
  created_by uuid,
  constraint people_pkey PRIMARY KEY (id),
  constraint people_username_key UNIQUE (username),
  constraint people_name_check CHECK (((length(name) >= 1) AND (length(name) <= 200))),
  constraint people_status_check CHECK ((status = ANY (ARRAY['invited'::text, 'active'::text, 'suspended'::text]))),
  constraint people_username_check CHECK ((username ~ '^[a-z][a-z0-9.-]{2,39}$'::text)),
  constraint people_created_by_fkey FOREIGN KEY (created_by) REFERENCES people(id)
);
grant select on people to ovoz_auditor;
grant insert, select on people to ovoz_server;
grant update (status) on people to ovoz_server;

create table polling_stations (
  pack text not null,
  version integer not null,
  number text not null,
  "position" integer not null,
  territory_code text not null,
  territory_path text not null,
  kind text not null,
  name text not null,
  address text not null,
  latitude_e4 integer,
  longitude_e4 integer,
  step_free text not null,
  opens text not null,
  closes text not null,
  time_zone text not null,
  languages text[] not null,
  host_country text,
  generated boolean not null,
  search_text text not null,
  directions jsonb,
  constraint polling_stations_pkey PRIMARY KEY (pack, version, number),
  constraint polling_stations_position_pack_version_key UNIQUE ("position", pack, version),
  constraint polling_stations_check CHECK (((latitude_e4 IS NULL) = (longitude_e4 IS NULL))),
  constraint polling_stations_directions_check CHECK (((jsonb_typeof(directions) = 'object'::text) AND (directions ? 'en'::text))),
  constraint polling_stations_kind_check CHECK ((kind = ANY (ARRAY['domestic'::text, 'abroad'::text, 'remote'::text, 'special'::text]))),
  constraint polling_stations_latitude_e4_check CHECK (((latitude_e4 >= '-900000'::integer) AND (latitude_e4 <= 900000))),
  constraint polling_stations_longitude_e4_check CHECK (((longitude_e4 >= '-1800000'::integer) AND (longitude_e4 <= 1800000))),
  constraint polling_stations_position_check CHECK (("position" >= 0)),
  constraint polling_stations_step_free_check CHECK ((step_free = ANY (ARRAY['yes'::text, 'with-help'::text, 'no'::text, 'unknown'::text]))),
  constraint polling_stations_pack_version_territory_code_fkey FOREIGN KEY (pack, version, territory_code) REFERENCES territories(pack, version, code)
);
CREATE INDEX polling_stations_by_path ON public.polling_stations USING btree (territory_path text_pattern_ops, pack, version);
CREATE TRIGGER polling_stations_fixed BEFORE DELETE OR UPDATE ON public.polling_stations FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER polling_stations_whole AFTER INSERT ON public.polling_stations REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION geography_content_comes_whole();
grant select on polling_stations to ovoz_auditor;
grant insert, select on polling_stations to ovoz_server;

create table proposals (
  id uuid not null,
  kind text not null,
  subject text not null,
  subject_key text not null,
  territory_path text not null,
  election text,
  reason text not null,
  content text not null,
  content_hash bytea not null,
  proposed_by uuid not null,
  proposed_at timestamp with time zone not null,
  expires_at timestamp with time zone not null,
  status text not null,
  decided_by uuid,
  decided_at timestamp with time zone,
  decision_reason text,
  constraint proposals_pkey PRIMARY KEY (id),
  constraint approved_by_a_second_person CHECK ((decided_by IS DISTINCT FROM proposed_by)),
  constraint proposals_check CHECK ((expires_at > proposed_at)),
  constraint proposals_check1 CHECK (((status = 'waiting'::text) = (decided_at IS NULL))),
  constraint proposals_check2 CHECK (((status = ANY (ARRAY['approved'::text, 'declined'::text])) = (decided_by IS NOT NULL))),
  constraint proposals_content_check CHECK ((length(content) <= 8000000)),
  constraint proposals_content_hash_check CHECK ((octet_length(content_hash) = 32)),
  constraint proposals_status_check CHECK ((status = ANY (ARRAY['waiting'::text, 'approved'::text, 'declined'::text, 'withdrawn'::text, 'expired'::text]))),
  constraint proposals_decided_by_fkey FOREIGN KEY (decided_by) REFERENCES people(id),
  constraint proposals_proposed_by_fkey FOREIGN KEY (proposed_by) REFERENCES people(id)
);
CREATE INDEX proposals_by_status ON public.proposals USING btree (status, proposed_at DESC);
CREATE UNIQUE INDEX proposals_one_waiting ON public.proposals USING btree (kind, subject_key) WHERE (status = 'waiting'::text);
CREATE TRIGGER proposals_by_two_people BEFORE INSERT OR UPDATE ON public.proposals FOR EACH ROW EXECUTE FUNCTION proposals_need_two_people();
CREATE TRIGGER proposals_decided_once BEFORE UPDATE ON public.proposals FOR EACH ROW EXECUTE FUNCTION proposals_are_decided_once();
CREATE TRIGGER proposals_stay BEFORE DELETE ON public.proposals FOR EACH ROW EXECUTE FUNCTION refuse_change();
grant select on proposals to ovoz_auditor;
grant insert, select on proposals to ovoz_server;
grant update (status, decided_by, decided_at, decision_reason) on proposals to ovoz_server;

create table recorded_lots (
  id uuid not null,
  election text not null,
  contest text not null,
  district text,
  step text not null,
  lot_order text[] not null,
  proposal_id uuid not null,
  recorded_at timestamp with time zone not null,
  constraint recorded_lots_pkey PRIMARY KEY (id),
  constraint recorded_lots_election_fkey FOREIGN KEY (election) REFERENCES result_counts(election),
  constraint recorded_lots_proposal_id_fkey FOREIGN KEY (proposal_id) REFERENCES proposals(id)
);
CREATE TRIGGER recorded_lots_by_two BEFORE INSERT ON public.recorded_lots FOR EACH ROW EXECUTE FUNCTION by_approved_proposal('record-lot');
CREATE TRIGGER recorded_lots_fixed BEFORE DELETE OR UPDATE ON public.recorded_lots FOR EACH ROW EXECUTE FUNCTION refuse_change();
grant select on recorded_lots to ovoz_auditor;
grant insert, select on recorded_lots to ovoz_server;

create table register_batches (
  id uuid not null,
  pack text not null,
  register text not null,
  sequence integer not null,
  kind text not null,
  supplier uuid not null,
  manifest bytea not null,
  manifest_hash bytea not null,
  as_of timestamp with time zone not null,
  received_at timestamp with time zone not null,
  status text not null,
  step text,
  progress integer default 0 not null,
  report json,
  refusal text,
  hold_proposal_id uuid,
  ended_at timestamp with time zone,
  signature bytea not null,
  constraint register_batches_pkey PRIMARY KEY (id),
  constraint register_batches_hold_proposal_id_key UNIQUE (hold_proposal_id),
  constraint register_batches_manifest_hash_key UNIQUE (manifest_hash),
  constraint register_batches_check CHECK (((status = 'refused'::text) = (refusal IS NOT NULL))),
  constraint register_batches_check1 CHECK (((status = ANY (ARRAY['applied'::text, 'refused'::text])) = (ended_at IS NOT NULL))),
  constraint register_batches_kind_check CHECK ((kind = ANY (ARRAY['full'::text, 'delta'::text]))),
  constraint register_batches_manifest_hash_check CHECK ((octet_length(manifest_hash) = 32)),
  constraint register_batches_progress_check CHECK (((progress >= 0) AND (progress <= 1000))),
  constraint register_batches_register_check CHECK ((register = ANY (ARRAY['civil'::text, 'address'::text]))),
  constraint register_batches_sequence_check CHECK ((sequence > 0)),
  constraint register_batches_signature_check CHECK ((octet_length(signature) = 64)),
  constraint register_batches_status_check CHECK ((status = ANY (ARRAY['received'::text, 'loading'::text, 'held'::text, 'applied'::text, 'refused'::text]))),
  constraint register_batches_hold_proposal_id_fkey FOREIGN KEY (hold_proposal_id) REFERENCES proposals(id),
  constraint register_batches_supplier_fkey FOREIGN KEY (supplier) REFERENCES register_suppliers(id)
);
CREATE UNIQUE INDEX register_batches_applied_once ON public.register_batches USING btree (pack, register, sequence) WHERE (status <> 'refused'::text);
CREATE INDEX register_batches_newest ON public.register_batches USING btree (pack, received_at DESC);
CREATE TRIGGER register_batches_of_one_country BEFORE INSERT ON public.register_batches FOR EACH ROW EXECUTE FUNCTION register_is_of_one_country();
CREATE TRIGGER register_batches_released_by_two BEFORE UPDATE OF hold_proposal_id ON public.register_batches FOR EACH ROW WHEN ((new.hold_proposal_id IS DISTINCT FROM old.hold_proposal_id)) EXECUTE FUNCTION register_acts_by_two('release-held-batch', 'hold_proposal_id');
CREATE TRIGGER register_batches_released_of_proposal BEFORE INSERT OR UPDATE OF hold_proposal_id ON public.register_batches FOR EACH ROW EXECUTE FUNCTION register_batches_are_released_as_proposed();
CREATE TRIGGER register_batches_stay BEFORE DELETE ON public.register_batches FOR EACH ROW EXECUTE FUNCTION refuse_change();
grant select on register_batches to ovoz_auditor;
grant insert, select on register_batches to ovoz_server;
grant update (status, step, progress, report, refusal, hold_proposal_id, ended_at) on register_batches to ovoz_server;

create table register_districts (
  path text not null,
  registered integer not null,
  constraint register_districts_pkey PRIMARY KEY (path)
);
grant select on register_districts to ovoz_auditor;
grant insert, select, update on register_districts to ovoz_server;

create table register_quarantine (
  batch_id uuid not null,
  file text not null,
  line integer not null,
  reason text not null,
  field text,
  record_id bigint,
  territory_path text not null,
  sealed bytea not null,
  resolved_at timestamp with time zone,
  resolved_by uuid,
  resolution text,
  constraint register_quarantine_pkey PRIMARY KEY (batch_id, file, line),
  constraint register_quarantine_batch_id_fkey FOREIGN KEY (batch_id) REFERENCES register_batches(id),
  constraint register_quarantine_resolved_by_fkey FOREIGN KEY (resolved_by) REFERENCES people(id)
);
CREATE INDEX register_quarantine_open ON public.register_quarantine USING btree (reason, batch_id) WHERE (resolved_at IS NULL);
alter table register_quarantine enable row level security;
create policy register_quarantine_in_scope on register_quarantine to ovoz_server using (in_register_scope(territory_path, ( SELECT register_scope() AS register_scope))) with check (in_register_scope(territory_path, ( SELECT register_scope() AS register_scope)));
grant insert, select on register_quarantine to ovoz_server;
grant update (resolved_at, resolved_by, resolution) on register_quarantine to ovoz_server;

create table register_reconciliations (
  id uuid not null,
  pack text not null,
  register text not null,
  supplier uuid not null,
  sequence integer not null,
  as_of timestamp with time zone not null,
  received_at timestamp with time zone not null,
  content bytea not null,
  signature bytea not null,
  districts integer not null,
  compared_at timestamp with time zone,
  differences json,
  differing integer,
  constraint register_reconciliations_pkey PRIMARY KEY (id),
  constraint register_reconciliations_check CHECK ((((compared_at IS NULL) = (differences IS NULL)) AND ((compared_at IS NULL) = (differing IS NULL)))),
  constraint register_reconciliations_districts_check CHECK ((districts > 0)),
  constraint register_reconciliations_register_check CHECK ((register = ANY (ARRAY['civil'::text, 'address'::text]))),
  constraint register_reconciliations_sequence_check CHECK ((sequence > 0)),
  constraint register_reconciliations_signature_check CHECK ((octet_length(signature) = 64)),
  constraint register_reconciliations_supplier_fkey FOREIGN KEY (supplier) REFERENCES register_suppliers(id)
);
CREATE INDEX register_reconciliations_newest ON public.register_reconciliations USING btree (pack, register, received_at DESC);
CREATE INDEX register_reconciliations_waiting ON public.register_reconciliations USING btree (received_at) WHERE (compared_at IS NULL);
CREATE TRIGGER register_reconciliations_stay BEFORE DELETE ON public.register_reconciliations FOR EACH ROW EXECUTE FUNCTION refuse_change();
grant select on register_reconciliations to ovoz_auditor;
grant insert, select on register_reconciliations to ovoz_server;
grant update (compared_at, differences, differing) on register_reconciliations to ovoz_server;

create table register_suppliers (
  id uuid not null,
  pack text not null,
  register text not null,
  name text not null,
  public_key bytea not null,
  proposal_id uuid not null,
  registered_at timestamp with time zone not null,
  ended_at timestamp with time zone,
  end_proposal_id uuid,
  constraint register_suppliers_pkey PRIMARY KEY (id),
  constraint register_suppliers_end_proposal_id_key UNIQUE (end_proposal_id),
  constraint register_suppliers_proposal_id_key UNIQUE (proposal_id),
  constraint register_suppliers_public_key_key UNIQUE (public_key),
  constraint register_suppliers_check CHECK (((ended_at IS NULL) = (end_proposal_id IS NULL))),
  constraint register_suppliers_name_check CHECK (((length(name) >= 1) AND (length(name) <= 200))),
  constraint register_suppliers_public_key_check CHECK ((octet_length(public_key) = 32)),
  constraint register_suppliers_register_check CHECK ((register = ANY (ARRAY['civil'::text, 'address'::text]))),
  constraint register_suppliers_end_proposal_id_fkey FOREIGN KEY (end_proposal_id) REFERENCES proposals(id),
  constraint register_suppliers_proposal_id_fkey FOREIGN KEY (proposal_id) REFERENCES proposals(id)
);
CREATE UNIQUE INDEX register_suppliers_in_force ON public.register_suppliers USING btree (pack, register, name) WHERE (ended_at IS NULL);
CREATE TRIGGER register_suppliers_by_two BEFORE INSERT ON public.register_suppliers FOR EACH ROW EXECUTE FUNCTION by_approved_proposal('register-supplier');
CREATE TRIGGER register_suppliers_ended_by_two BEFORE UPDATE OF end_proposal_id ON public.register_suppliers FOR EACH ROW WHEN ((new.end_proposal_id IS DISTINCT FROM old.end_proposal_id)) EXECUTE FUNCTION register_acts_by_two('end-supplier', 'end_proposal_id');
CREATE TRIGGER register_suppliers_of_proposal BEFORE INSERT OR UPDATE OF end_proposal_id ON public.register_suppliers FOR EACH ROW EXECUTE FUNCTION register_suppliers_are_as_proposed();
grant select on register_suppliers to ovoz_auditor;
grant insert, select on register_suppliers to ovoz_server;
grant update (ended_at, end_proposal_id) on register_suppliers to ovoz_server;

create table register_uploads (
  id uuid not null,
  pack text not null,
  register text not null,
  sequence integer not null,
  supplier uuid not null,
  manifest bytea not null,
  manifest_hash bytea not null,
  signature bytea not null,
  started_at timestamp with time zone not null,
  constraint register_uploads_pkey PRIMARY KEY (id),
  constraint register_uploads_manifest_hash_key UNIQUE (manifest_hash),
  constraint register_uploads_pack_register_key UNIQUE (pack, register),
  constraint register_uploads_manifest_hash_check CHECK ((octet_length(manifest_hash) = 32)),
  constraint register_uploads_register_check CHECK ((register = ANY (ARRAY['civil'::text, 'address'::text]))),
  constraint register_uploads_sequence_check CHECK ((sequence > 0)),
  constraint register_uploads_signature_check CHECK ((octet_length(signature) = 64)),
  constraint register_uploads_supplier_fkey FOREIGN KEY (supplier) REFERENCES register_suppliers(id)
);
grant select on register_uploads to ovoz_auditor;
grant delete, insert, select on register_uploads to ovoz_server;

create table result_alarms (
  id uuid not null,
  election text not null,
  contest text not null,
  station text not null,
  count text not null,
  kind text not null,
  package_hash bytea not null,
  raised_at timestamp with time zone not null,
  settled_at timestamp with time zone,
  taken_hash bytea,
  proposal_id uuid,
  constraint result_alarms_pkey PRIMARY KEY (id),
  constraint result_alarms_package_hash_election_key UNIQUE (package_hash, election),
  constraint result_alarms_check CHECK ((((settled_at IS NULL) = (taken_hash IS NULL)) AND ((settled_at IS NULL) = (proposal_id IS NULL)))),
  constraint result_alarms_kind_check CHECK ((kind = ANY (ARRAY['other-content'::text, 'after-decision'::text]))),
  constraint result_alarms_election_station_contest_count_fkey FOREIGN KEY (election, station, contest, count) REFERENCES result_protocols(election, station, contest, count),
  constraint result_alarms_package_hash_fkey FOREIGN KEY (package_hash) REFERENCES result_packages(hash),
  constraint result_alarms_proposal_id_fkey FOREIGN KEY (proposal_id) REFERENCES proposals(id),
  constraint result_alarms_taken_hash_fkey FOREIGN KEY (taken_hash) REFERENCES result_packages(hash)
);
CREATE INDEX result_alarms_open ON public.result_alarms USING btree (election, raised_at) WHERE (settled_at IS NULL);
CREATE TRIGGER result_alarms_settled BEFORE UPDATE ON public.result_alarms FOR EACH ROW EXECUTE FUNCTION result_alarms_settle_once();
CREATE TRIGGER result_alarms_stay BEFORE DELETE ON public.result_alarms FOR EACH ROW EXECUTE FUNCTION refuse_change();
grant select on result_alarms to ovoz_auditor;
grant insert, select on result_alarms to ovoz_server;
grant update (settled_at, taken_hash, proposal_id) on result_alarms to ovoz_server;

create table result_changes (
  id uuid default gen_random_uuid() not null,
  election text not null,
  station text not null,
  contest text not null,
  count text not null,
  constraint result_changes_pkey PRIMARY KEY (id)
);
grant select on result_changes to ovoz_auditor;
grant delete, insert, select on result_changes to ovoz_server;

create table result_counts (
  election text not null,
  definition_version integer not null,
  definition_hash bytea not null,
  geography_version integer not null,
  legal_count text not null,
  stations integer not null,
  release_at timestamp with time zone not null,
  opened_at timestamp with time zone not null,
  opened_by uuid not null,
  constraint result_counts_pkey PRIMARY KEY (election),
  constraint result_counts_definition_hash_check CHECK ((octet_length(definition_hash) = 32)),
  constraint result_counts_legal_count_check CHECK ((legal_count = ANY (ARRAY['hand'::text, 'machine'::text]))),
  constraint result_counts_stations_check CHECK ((stations > 0)),
  constraint result_counts_election_definition_version_fkey FOREIGN KEY (election, definition_version) REFERENCES election_versions(election, number),
  constraint result_counts_election_fkey FOREIGN KEY (election) REFERENCES elections(code),
  constraint result_counts_opened_by_fkey FOREIGN KEY (opened_by) REFERENCES people(id)
);
CREATE TRIGGER result_counts_fixed BEFORE DELETE OR UPDATE ON public.result_counts FOR EACH ROW EXECUTE FUNCTION refuse_change();
grant select on result_counts to ovoz_auditor;
grant insert, select on result_counts to ovoz_server;

create table result_decisions (
  id uuid not null,
  election text not null,
  contest text not null,
  station text not null,
  count text not null,
  revision integer not null,
  package_hash bytea not null,
  decision text not null,
  reason text,
  errors smallint not null,
  decided_by uuid not null,
  decided_as text not null,
  proposal_id uuid,
  decided_at timestamp with time zone not null,
  fact_hash bytea,
  constraint result_decisions_pkey PRIMARY KEY (id),
  constraint by_two_people CHECK (((decision = ANY (ARRAY['corrected'::text, 'annulled'::text, 'reinstated'::text, 'alarm-settled'::text])) = (proposal_id IS NOT NULL))),
  constraint errors_need_a_reason CHECK (((decision <> 'accepted'::text) OR (errors = 0) OR (reason IS NOT NULL))),
  constraint result_decisions_check CHECK (((reason IS NOT NULL) OR (decision = 'accepted'::text))),
  constraint result_decisions_decision_check CHECK ((decision = ANY (ARRAY['accepted'::text, 'returned'::text, 'corrected'::text, 'annulled'::text, 'reinstated'::text, 'alarm-settled'::text]))),
  constraint result_decisions_fact_hash_check CHECK ((octet_length(fact_hash) = 32)),
  constraint result_decisions_revision_check CHECK ((revision > 1)),
  constraint result_decisions_decided_by_fkey FOREIGN KEY (decided_by) REFERENCES people(id),
  constraint result_decisions_election_station_contest_count_fkey FOREIGN KEY (election, station, contest, count) REFERENCES result_protocols(election, station, contest, count),
  constraint result_decisions_package_hash_fkey FOREIGN KEY (package_hash) REFERENCES result_packages(hash),
  constraint result_decisions_proposal_id_fkey FOREIGN KEY (proposal_id) REFERENCES proposals(id)
);
CREATE UNIQUE INDEX result_decisions_by_protocol ON public.result_decisions USING btree (election, station, contest, count, revision);
CREATE TRIGGER result_decisions_fixed BEFORE DELETE OR UPDATE ON public.result_decisions FOR EACH ROW EXECUTE FUNCTION refuse_change();
grant select on result_decisions to ovoz_auditor;
grant insert, select on result_decisions to ovoz_server;

create table result_entries (
  id uuid not null,
  election text not null,
  contest text not null,
  station text not null,
  count text not null,
  version integer not null,
  ordinal smallint not null,
  person_id uuid not null,
  fields text[] not null,
  content jsonb not null,
  revision integer default 1 not null,
  status text not null,
  differing smallint,
  errors_on_paper boolean default false not null,
  started_at timestamp with time zone not null,
  finished_at timestamp with time zone,
  ended_by uuid,
  end_reason text,
  constraint result_entries_pkey PRIMARY KEY (id),
  constraint result_entries_check CHECK (((status = 'discarded'::text) = (end_reason IS NOT NULL))),
  constraint result_entries_differing_check CHECK ((differing >= 0)),
  constraint result_entries_ordinal_check CHECK (((ordinal >= 1) AND (ordinal <= 3))),
  constraint result_entries_status_check CHECK ((status = ANY (ARRAY['open'::text, 'finished'::text, 'used'::text, 'discarded'::text]))),
  constraint result_entries_version_check CHECK (((version >= 1) AND (version <= 999))),
  constraint result_entries_election_station_contest_count_fkey FOREIGN KEY (election, station, contest, count) REFERENCES result_protocols(election, station, contest, count),
  constraint result_entries_ended_by_fkey FOREIGN KEY (ended_by) REFERENCES people(id),
  constraint result_entries_person_id_fkey FOREIGN KEY (person_id) REFERENCES people(id)
);
CREATE UNIQUE INDEX result_entries_one_each ON public.result_entries USING btree (election, station, contest, count, version, ordinal) WHERE (status <> 'discarded'::text);
CREATE UNIQUE INDEX result_entries_other_people ON public.result_entries USING btree (election, station, contest, count, version, person_id) WHERE (status <> 'discarded'::text);
CREATE INDEX result_entries_under_way ON public.result_entries USING btree (election, station, contest, count, version) WHERE (status = ANY (ARRAY['open'::text, 'finished'::text]));
CREATE TRIGGER result_entries_kept BEFORE UPDATE ON public.result_entries FOR EACH ROW EXECUTE FUNCTION result_entries_keep();
CREATE TRIGGER result_entries_stay BEFORE DELETE ON public.result_entries FOR EACH ROW EXECUTE FUNCTION refuse_change();
grant select on result_entries to ovoz_auditor;
grant insert, select on result_entries to ovoz_server;
grant update (content, revision, status, differing, errors_on_paper, finished_at, ended_by, end_reason) on result_entries to ovoz_server;

create table result_explanations (
  id uuid not null,
  election text not null,
  contest text not null,
  station text not null,
  count text not null,
  package_hash bytea not null,
  check_code text not null,
  reason_code text not null,
  explanation text not null,
  written_by uuid not null,
  written_at timestamp with time zone not null,
  constraint result_explanations_pkey PRIMARY KEY (id),
  constraint result_explanations_election_station_contest_count_fkey FOREIGN KEY (election, station, contest, count) REFERENCES result_protocols(election, station, contest, count),
  constraint result_explanations_package_hash_fkey FOREIGN KEY (package_hash) REFERENCES result_packages(hash),
  constraint result_explanations_written_by_fkey FOREIGN KEY (written_by) REFERENCES people(id)
);
CREATE INDEX result_explanations_by_package ON public.result_explanations USING btree (package_hash);
CREATE TRIGGER result_explanations_fixed BEFORE DELETE OR UPDATE ON public.result_explanations FOR EACH ROW EXECUTE FUNCTION refuse_change();
grant select on result_explanations to ovoz_auditor;
grant insert, select on result_explanations to ovoz_server;

create table result_packages (
  hash bytea not null,
  election text not null,
  contest text not null,
  station text not null,
  count text not null,
  version integer not null,
  origin text not null,
  key_fingerprint bytea not null,
  bytes bytea not null,
  findings jsonb not null,
  errors smallint not null,
  warnings smallint not null,
  received_at timestamp with time zone not null,
  received_by uuid,
  proposal_id uuid,
  outcome text not null,
  fact_hash bytea not null,
  constraint result_packages_pkey PRIMARY KEY (hash),
  constraint hash_is_of_package CHECK ((hash = sha256(bytes))),
  constraint result_packages_bytes_check CHECK ((octet_length(bytes) <= 32000)),
  constraint result_packages_check CHECK (((origin = 'corrected'::text) = (proposal_id IS NOT NULL))),
  constraint result_packages_count_check CHECK ((count = ANY (ARRAY['hand'::text, 'machine'::text]))),
  constraint result_packages_errors_check CHECK ((errors >= 0)),
  constraint result_packages_fact_hash_check CHECK ((octet_length(fact_hash) = 32)),
  constraint result_packages_hash_check CHECK ((octet_length(hash) = 32)),
  constraint result_packages_key_fingerprint_check CHECK ((octet_length(key_fingerprint) = 32)),
  constraint result_packages_origin_check CHECK ((origin = ANY (ARRAY['station-signed'::text, 'keyed'::text, 'corrected'::text]))),
  constraint result_packages_outcome_check CHECK ((outcome = ANY (ARRAY['received'::text, 'alarm-raised'::text]))),
  constraint result_packages_version_check CHECK (((version >= 1) AND (version <= 999))),
  constraint result_packages_warnings_check CHECK ((warnings >= 0)),
  constraint result_packages_election_fkey FOREIGN KEY (election) REFERENCES result_counts(election),
  constraint result_packages_proposal_id_fkey FOREIGN KEY (proposal_id) REFERENCES proposals(id),
  constraint result_packages_received_by_fkey FOREIGN KEY (received_by) REFERENCES people(id)
);
CREATE INDEX result_packages_by_protocol ON public.result_packages USING btree (election, station, contest, count, version);
CREATE TRIGGER result_packages_by_two BEFORE INSERT ON public.result_packages FOR EACH ROW WHEN ((new.origin = 'corrected'::text)) EXECUTE FUNCTION by_approved_proposal('correct-protocol');
CREATE TRIGGER result_packages_fixed BEFORE DELETE OR UPDATE ON public.result_packages FOR EACH ROW EXECUTE FUNCTION refuse_change();
grant select on result_packages to ovoz_auditor;
grant insert, select on result_packages to ovoz_server;

create table result_protocols (
  election text not null,
  contest text not null,
  station text not null,
  count text not null,
  "position" integer not null,
  territory_path text not null,
  district text,
  closes_at timestamp with time zone not null,
  legal boolean not null,
  status text not null,
  version integer not null,
  latest integer not null,
  package_hash bytea,
  errors smallint default 0 not null,
  warnings smallint default 0 not null,
  alarms smallint default 0 not null,
  revision integer default 1 not null,
  changed_at timestamp with time zone not null,
  constraint result_protocols_pkey PRIMARY KEY (election, station, contest, count),
  constraint result_protocols_alarms_check CHECK ((alarms >= 0)),
  constraint result_protocols_check CHECK (((latest >= version) AND (latest <= 999))),
  constraint result_protocols_check1 CHECK (((status = 'awaited'::text) = (package_hash IS NULL))),
  constraint result_protocols_check2 CHECK (((version = 0) = (package_hash IS NULL))),
  constraint result_protocols_count_check CHECK ((count = ANY (ARRAY['hand'::text, 'machine'::text]))),
  constraint result_protocols_status_check CHECK ((status = ANY (ARRAY['awaited'::text, 'received'::text, 'accepted'::text, 'returned'::text, 'annulled'::text]))),
  constraint result_protocols_version_check CHECK (((version >= 0) AND (version <= 999))),
  constraint result_protocols_election_fkey FOREIGN KEY (election) REFERENCES result_counts(election),
  constraint result_protocols_package_hash_fkey FOREIGN KEY (package_hash) REFERENCES result_packages(hash)
);
CREATE INDEX result_protocols_by_number ON public.result_protocols USING btree (election, station text_pattern_ops);
CREATE INDEX result_protocols_by_place ON public.result_protocols USING btree (election, territory_path text_pattern_ops);
CREATE INDEX result_protocols_by_status ON public.result_protocols USING btree (election, status, "position", contest, count);
CREATE INDEX result_protocols_in_order ON public.result_protocols USING btree (election, ((status <> 'awaited'::text)), "position", contest, count);
CREATE INDEX result_protocols_with_alarms ON public.result_protocols USING btree (election, "position") WHERE (alarms > 0);
CREATE INDEX result_protocols_with_errors ON public.result_protocols USING btree (election, "position") WHERE (errors > 0);
CREATE TRIGGER result_protocols_stay BEFORE DELETE ON public.result_protocols FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER result_protocols_steps BEFORE UPDATE ON public.result_protocols FOR EACH ROW EXECUTE FUNCTION result_protocols_step();
grant select on result_protocols to ovoz_auditor;
grant insert, select on result_protocols to ovoz_server;
grant update (status, version, latest, package_hash, errors, warnings, alarms, revision, changed_at) on result_protocols to ovoz_server;

create table result_scans (
  hash bytea not null,
  election text not null,
  contest text not null,
  station text not null,
  count text not null,
  version integer not null,
  media_type text not null,
  bytes bytea not null,
  attached_by uuid not null,
  attached_at timestamp with time zone not null,
  constraint result_scans_pkey PRIMARY KEY (election, station, contest, count, hash),
  constraint hash_is_of_scan CHECK ((hash = sha256(bytes))),
  constraint result_scans_bytes_check CHECK ((octet_length(bytes) <= 8388608)),
  constraint result_scans_hash_check CHECK ((octet_length(hash) = 32)),
  constraint result_scans_media_type_check CHECK ((media_type = ANY (ARRAY['image/jpeg'::text, 'image/png'::text, 'application/pdf'::text]))),
  constraint result_scans_attached_by_fkey FOREIGN KEY (attached_by) REFERENCES people(id),
  constraint result_scans_election_station_contest_count_fkey FOREIGN KEY (election, station, contest, count) REFERENCES result_protocols(election, station, contest, count)
);
CREATE TRIGGER result_scans_fixed BEFORE DELETE OR UPDATE ON public.result_scans FOR EACH ROW EXECUTE FUNCTION refuse_change();
grant select on result_scans to ovoz_auditor;
grant insert, select on result_scans to ovoz_server;

create table role_grants (
  id uuid not null,
  person_id uuid not null,
  role text not null,
  territory_path text not null,
  territory_name text not null,
  election text,
  valid_from date not null,
  valid_until date,
  proposal_id uuid,
  proposed_by uuid not null,
  approved_by uuid not null,
  granted_at timestamp with time zone not null,
  ended_at timestamp with time zone,
  ended_by uuid,
  end_reason text,
  constraint role_grants_pkey PRIMARY KEY (id),
  constraint role_grants_proposal_id_key UNIQUE (proposal_id),
  constraint granted_by_two_people CHECK ((proposed_by <> approved_by)),
  constraint nobody_approves_their_own_grant CHECK ((approved_by <> person_id)),
  constraint role_grants_check CHECK ((valid_until >= valid_from)),
  constraint role_grants_check1 CHECK (((ended_at IS NULL) = (ended_by IS NULL))),
  constraint role_grants_role_check CHECK ((role = ANY (ARRAY['central-member'::text, 'territorial-member'::text, 'district-member'::text, 'precinct-member'::text, 'operator'::text, 'register-supplier'::text, 'observer'::text, 'auditor'::text, 'help-desk-agent'::text, 'administrator'::text]))),
  constraint role_grants_approved_by_fkey FOREIGN KEY (approved_by) REFERENCES people(id),
  constraint role_grants_ended_by_fkey FOREIGN KEY (ended_by) REFERENCES people(id),
  constraint role_grants_person_id_fkey FOREIGN KEY (person_id) REFERENCES people(id),
  constraint role_grants_proposal_id_fkey FOREIGN KEY (proposal_id) REFERENCES proposals(id),
  constraint role_grants_proposed_by_fkey FOREIGN KEY (proposed_by) REFERENCES people(id)
);
CREATE INDEX role_grants_by_person ON public.role_grants USING btree (person_id);
CREATE TRIGGER role_grants_as_proposed BEFORE INSERT ON public.role_grants FOR EACH ROW EXECUTE FUNCTION role_grants_are_as_proposed();
CREATE TRIGGER role_grants_from_proposal BEFORE INSERT ON public.role_grants FOR EACH ROW EXECUTE FUNCTION role_grants_match_proposal();
CREATE TRIGGER role_grants_only_end BEFORE UPDATE ON public.role_grants FOR EACH ROW EXECUTE FUNCTION role_grants_end_once();
CREATE TRIGGER role_grants_stay BEFORE DELETE ON public.role_grants FOR EACH ROW EXECUTE FUNCTION refuse_change();
grant select on role_grants to ovoz_auditor;
grant insert, select on role_grants to ovoz_server;
grant update (ended_at, ended_by, end_reason) on role_grants to ovoz_server;

create table roll_entries (
  roll integer not null,
  station text not null,
  line integer not null,
  voter_id bigint not null,
  territory_path text not null,
  surname text not null,
  given text not null,
  patronymic text not null,
  birth_date date not null,
  address text not null,
  salt bytea not null,
  leaf bytea not null,
  constraint roll_entries_pkey PRIMARY KEY (roll, station, line),
  constraint roll_entries_leaf_check CHECK ((octet_length(leaf) = 32)),
  constraint roll_entries_line_check CHECK ((line > 0)),
  constraint roll_entries_salt_check CHECK ((octet_length(salt) = 16)),
  constraint roll_entries_roll_fkey FOREIGN KEY (roll) REFERENCES rolls(id)
);
CREATE UNIQUE INDEX roll_entries_voter ON public.roll_entries USING btree (roll, voter_id);
CREATE TRIGGER roll_entries_once AFTER INSERT ON public.roll_entries REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION roll_lines_come_once();
CREATE TRIGGER roll_entries_stay BEFORE DELETE OR UPDATE OR TRUNCATE ON public.roll_entries FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
alter table roll_entries enable row level security;
create policy roll_entries_in_scope on roll_entries to ovoz_server using (in_register_scope(territory_path, ( SELECT register_scope() AS register_scope))) with check (in_register_scope(territory_path, ( SELECT register_scope() AS register_scope)));
grant insert, select on roll_entries to ovoz_server;

create table roll_exclusions (
  roll integer not null,
  voter_id bigint not null,
  territory_path text not null,
  reason text not null,
  constraint roll_exclusions_pkey PRIMARY KEY (roll, voter_id),
  constraint roll_exclusions_roll_fkey FOREIGN KEY (roll) REFERENCES rolls(id)
);
CREATE INDEX roll_exclusions_by_reason ON public.roll_exclusions USING btree (roll, reason);
CREATE TRIGGER roll_exclusions_stay BEFORE DELETE OR UPDATE OR TRUNCATE ON public.roll_exclusions FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
alter table roll_exclusions enable row level security;
create policy roll_exclusions_in_scope on roll_exclusions to ovoz_server using (in_register_scope(territory_path, ( SELECT register_scope() AS register_scope))) with check (in_register_scope(territory_path, ( SELECT register_scope() AS register_scope)));
grant insert, select on roll_exclusions to ovoz_server;

create table roll_prints (
  id uuid not null,
  roll integer not null,
  territory_path text not null,
  station text,
  language text not null,
  proposal_id uuid,
  requested_by uuid not null,
  requested_at timestamp with time zone not null,
  status text default 'waiting'::text not null,
  stations integer not null,
  printed integer default 0 not null,
  bytes bigint default 0 not null,
  manifest_hash bytea,
  ended_at timestamp with time zone,
  part text default 'roll'::text not null,
  version integer,
  removed_at timestamp with time zone,
  constraint roll_prints_pkey PRIMARY KEY (id),
  constraint roll_prints_proposal_id_key UNIQUE (proposal_id),
  constraint roll_prints_check CHECK ((((status = 'done'::text) = (ended_at IS NOT NULL)) AND ((manifest_hash IS NULL) = (ended_at IS NULL)))),
  constraint roll_prints_check1 CHECK (((station IS NULL) = (proposal_id IS NOT NULL))),
  constraint roll_prints_manifest_hash_check CHECK ((octet_length(manifest_hash) = 32)),
  constraint roll_prints_part_check CHECK ((part = ANY (ARRAY['roll'::text, 'supplements'::text]))),
  constraint roll_prints_printed_check CHECK ((printed >= 0)),
  constraint roll_prints_removed CHECK (((removed_at IS NULL) OR (status = 'done'::text))),
  constraint roll_prints_sheets CHECK ((((part = 'roll'::text) AND (version IS NULL)) OR ((part = 'supplements'::text) AND (station IS NOT NULL) AND ((status <> 'done'::text) OR (version IS NOT NULL))))),
  constraint roll_prints_stations_check CHECK ((stations > 0)),
  constraint roll_prints_status_check CHECK ((status = ANY (ARRAY['waiting'::text, 'printing'::text, 'done'::text]))),
  constraint roll_prints_version_check CHECK ((version > 0)),
  constraint roll_prints_proposal_id_fkey FOREIGN KEY (proposal_id) REFERENCES proposals(id),
  constraint roll_prints_requested_by_fkey FOREIGN KEY (requested_by) REFERENCES people(id),
  constraint roll_prints_roll_fkey FOREIGN KEY (roll) REFERENCES rolls(id)
);
CREATE INDEX roll_prints_lying ON public.roll_prints USING btree (ended_at) WHERE (removed_at IS NULL);
CREATE INDEX roll_prints_newest ON public.roll_prints USING btree (roll, requested_at DESC);
CREATE TRIGGER roll_prints_by_two BEFORE INSERT ON public.roll_prints FOR EACH ROW WHEN ((new.station IS NULL)) EXECUTE FUNCTION by_approved_proposal('print-rolls');
CREATE TRIGGER roll_prints_of_proposal BEFORE INSERT ON public.roll_prints FOR EACH ROW WHEN ((new.station IS NULL)) EXECUTE FUNCTION roll_prints_are_as_proposed();
CREATE TRIGGER roll_prints_removed_once BEFORE UPDATE ON public.roll_prints FOR EACH ROW WHEN ((old.removed_at IS NOT NULL)) EXECUTE FUNCTION roll_prints_are_removed_once();
CREATE TRIGGER roll_prints_stay BEFORE DELETE ON public.roll_prints FOR EACH ROW EXECUTE FUNCTION refuse_change();
grant select on roll_prints to ovoz_auditor;
grant insert, select on roll_prints to ovoz_server;
grant update (status, printed, bytes, manifest_hash, ended_at, version, removed_at) on roll_prints to ovoz_server;

create table roll_reading_counts (
  person_id uuid not null,
  hour timestamp with time zone not null,
  readings integer not null,
  alarmed_at timestamp with time zone,
  constraint roll_reading_counts_pkey PRIMARY KEY (person_id, hour),
  constraint roll_reading_counts_readings_check CHECK ((readings > 0)),
  constraint roll_reading_counts_person_id_fkey FOREIGN KEY (person_id) REFERENCES people(id)
);
grant select on roll_reading_counts to ovoz_auditor;
grant insert, select on roll_reading_counts to ovoz_server;
grant update (readings, alarmed_at) on roll_reading_counts to ovoz_server;

create table roll_roots (
  roll integer not null,
  station text not null,
  "position" integer not null,
  territory_path text not null,
  voters integer not null,
  root bytea not null,
  constraint roll_roots_pkey PRIMARY KEY (roll, station),
  constraint roll_roots_roll_position_key UNIQUE (roll, "position"),
  constraint roll_roots_position_check CHECK (("position" >= 0)),
  constraint roll_roots_root_check CHECK ((octet_length(root) = 32)),
  constraint roll_roots_voters_check CHECK ((voters >= 0)),
  constraint roll_roots_roll_fkey FOREIGN KEY (roll) REFERENCES rolls(id)
);
CREATE TRIGGER roll_roots_stay BEFORE DELETE OR UPDATE OR TRUNCATE ON public.roll_roots FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
grant select on roll_roots to ovoz_auditor;
grant insert, select on roll_roots to ovoz_server;

create table roll_selection (
  roll integer not null,
  station text not null,
  voter_id bigint not null,
  constraint roll_selection_pkey PRIMARY KEY (roll, station, voter_id),
  constraint roll_selection_roll_fkey FOREIGN KEY (roll) REFERENCES rolls(id)
);
alter table roll_selection enable row level security;
create policy roll_selection_in_scope on roll_selection to ovoz_server using (in_register_scope(''::text, ( SELECT register_scope() AS register_scope))) with check (in_register_scope(''::text, ( SELECT register_scope() AS register_scope)));
grant delete, insert, select on roll_selection to ovoz_server;

create table roll_supplements (
  roll integer not null,
  station text not null,
  number integer not null,
  voter_id bigint not null,
  territory_path text not null,
  reason text not null,
  evidence text not null,
  surname text not null,
  given text not null,
  patronymic text not null,
  birth_date date not null,
  address text not null,
  home_station text,
  home_line integer,
  salt bytea not null,
  leaf bytea not null,
  proposal_id uuid not null,
  added_at timestamp with time zone not null,
  constraint roll_supplements_pkey PRIMARY KEY (roll, station, number),
  constraint roll_supplements_proposal_id_key UNIQUE (proposal_id),
  constraint roll_supplements_check CHECK ((((reason = 'certificate'::text) = (home_line IS NOT NULL)) AND ((home_station IS NULL) = (home_line IS NULL)))),
  constraint roll_supplements_evidence_check CHECK (((length(evidence) >= 3) AND (length(evidence) <= 1000))),
  constraint roll_supplements_leaf_check CHECK ((octet_length(leaf) = 32)),
  constraint roll_supplements_number_check CHECK ((number > 0)),
  constraint roll_supplements_reason_check CHECK ((reason = ANY (ARRAY['omitted'::text, 'certificate'::text, 'court-decision'::text, 'registration-error'::text]))),
  constraint roll_supplements_salt_check CHECK ((octet_length(salt) = 16)),
  constraint roll_supplements_proposal_id_fkey FOREIGN KEY (proposal_id) REFERENCES proposals(id),
  constraint roll_supplements_roll_fkey FOREIGN KEY (roll) REFERENCES rolls(id)
);
CREATE UNIQUE INDEX roll_supplements_voter ON public.roll_supplements USING btree (roll, voter_id);
CREATE TRIGGER roll_supplements_after BEFORE INSERT ON public.roll_supplements FOR EACH ROW EXECUTE FUNCTION roll_supplements_follow();
CREATE TRIGGER roll_supplements_by_two BEFORE INSERT ON public.roll_supplements FOR EACH ROW EXECUTE FUNCTION by_approved_proposal('supplement-roll');
CREATE TRIGGER roll_supplements_of_proposal BEFORE INSERT ON public.roll_supplements FOR EACH ROW EXECUTE FUNCTION roll_supplements_are_as_proposed();
CREATE TRIGGER roll_supplements_stay BEFORE DELETE OR UPDATE OR TRUNCATE ON public.roll_supplements FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
alter table roll_supplements enable row level security;
create policy roll_supplements_in_scope on roll_supplements to ovoz_server using (in_register_scope(territory_path, ( SELECT register_scope() AS register_scope))) with check (in_register_scope(territory_path, ( SELECT register_scope() AS register_scope)));
grant insert, select on roll_supplements to ovoz_server;

create table roll_voters_abroad (
  roll integer not null,
  station text not null,
  voters integer not null,
  constraint roll_voters_abroad_pkey PRIMARY KEY (roll, station),
  constraint roll_voters_abroad_voters_check CHECK ((voters > 0)),
  constraint roll_voters_abroad_roll_fkey FOREIGN KEY (roll) REFERENCES rolls(id)
);
CREATE TRIGGER roll_voters_abroad_once BEFORE INSERT ON public.roll_voters_abroad FOR EACH ROW EXECUTE FUNCTION roll_voters_abroad_with_selection();
CREATE TRIGGER roll_voters_abroad_stay BEFORE DELETE OR UPDATE OR TRUNCATE ON public.roll_voters_abroad FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
grant select on roll_voters_abroad to ovoz_auditor;
grant insert, select on roll_voters_abroad to ovoz_server;

create table rolls (
  id integer generated always as identity not null,
  election text not null,
  pack text not null,
  geography integer not null,
  mode text not null,
  voting_day date not null,
  proposal_id uuid not null,
  approved_at timestamp with time zone not null,
  status text default 'freezing'::text not null,
  selected_at timestamp with time zone,
  stations integer,
  voters bigint,
  excluded bigint,
  root bytea,
  frozen_at timestamp with time zone,
  constraint rolls_pkey PRIMARY KEY (id),
  constraint rolls_election_key UNIQUE (election),
  constraint rolls_proposal_id_key UNIQUE (proposal_id),
  constraint rolls_check CHECK ((((status = 'frozen'::text) = (frozen_at IS NOT NULL)) AND ((root IS NULL) = (frozen_at IS NULL)))),
  constraint rolls_check1 CHECK ((((selected_at IS NULL) = (stations IS NULL)) AND ((selected_at IS NULL) = (voters IS NULL)) AND ((selected_at IS NULL) = (excluded IS NULL)))),
  constraint rolls_check2 CHECK (((status = 'freezing'::text) OR (selected_at IS NOT NULL))),
  constraint rolls_excluded_check CHECK ((excluded >= 0)),
  constraint rolls_mode_check CHECK ((mode = ANY (ARRAY['live'::text, 'training'::text, 'drill'::text]))),
  constraint rolls_root_check CHECK ((octet_length(root) = 32)),
  constraint rolls_stations_check CHECK ((stations >= 0)),
  constraint rolls_status_check CHECK ((status = ANY (ARRAY['freezing'::text, 'frozen'::text]))),
  constraint rolls_voters_check CHECK ((voters >= 0)),
  constraint rolls_election_fkey FOREIGN KEY (election) REFERENCES elections(code),
  constraint rolls_proposal_id_fkey FOREIGN KEY (proposal_id) REFERENCES proposals(id)
);
CREATE TRIGGER rolls_by_two BEFORE INSERT ON public.rolls FOR EACH ROW EXECUTE FUNCTION by_approved_proposal('freeze-roll');
CREATE TRIGGER rolls_frozen_once BEFORE UPDATE ON public.rolls FOR EACH ROW EXECUTE FUNCTION rolls_are_frozen_once();
CREATE TRIGGER rolls_of_proposal BEFORE INSERT ON public.rolls FOR EACH ROW EXECUTE FUNCTION rolls_are_as_proposed();
CREATE TRIGGER rolls_stay BEFORE DELETE ON public.rolls FOR EACH ROW EXECUTE FUNCTION refuse_change();
grant select on rolls to ovoz_auditor;
grant insert, select on rolls to ovoz_server;
grant update (status, selected_at, stations, voters, excluded, root, frozen_at) on rolls to ovoz_server;

create table schema_migrations (
  name text not null,
  hash text not null,
  applied_at timestamp with time zone default now() not null,
  constraint schema_migrations_pkey PRIMARY KEY (name)
);

create table sessions (
  id uuid not null,
  token_hash bytea not null,
  person_id uuid not null,
  level text not null,
  device text not null,
  started_at timestamp with time zone not null,
  last_seen_at timestamp with time zone not null,
  expires_at timestamp with time zone not null,
  constraint sessions_pkey PRIMARY KEY (id),
  constraint sessions_token_hash_key UNIQUE (token_hash),
  constraint sessions_device_check CHECK ((length(device) <= 200)),
  constraint sessions_level_check CHECK ((level = ANY (ARRAY['demo'::text, 'password-and-code'::text]))),
  constraint sessions_token_hash_check CHECK ((octet_length(token_hash) = 32)),
  constraint sessions_person_id_fkey FOREIGN KEY (person_id) REFERENCES people(id)
);
CREATE INDEX sessions_by_person ON public.sessions USING btree (person_id);
grant delete, insert, select on sessions to ovoz_server;
grant update (last_seen_at, expires_at) on sessions to ovoz_server;

create table sign_in_failures (
  bucket bytea not null,
  failures integer not null,
  first_at timestamp with time zone not null,
  last_at timestamp with time zone not null,
  constraint sign_in_failures_pkey PRIMARY KEY (bucket),
  constraint sign_in_failures_bucket_check CHECK ((octet_length(bucket) = 32)),
  constraint sign_in_failures_failures_check CHECK ((failures > 0))
);
grant delete, insert, select, update on sign_in_failures to ovoz_server;

create table station_desks (
  person_id uuid not null,
  pack text not null,
  station text not null,
  territory_path text not null,
  given_by uuid not null,
  given_at timestamp with time zone not null,
  ended_at timestamp with time zone,
  constraint station_desks_pkey PRIMARY KEY (person_id, given_at),
  constraint station_desks_check CHECK ((person_id <> given_by)),
  constraint station_desks_check1 CHECK ((ended_at >= given_at)),
  constraint station_desks_given_by_fkey FOREIGN KEY (given_by) REFERENCES people(id),
  constraint station_desks_person_id_fkey FOREIGN KEY (person_id) REFERENCES people(id)
);
CREATE INDEX station_desks_by_station ON public.station_desks USING btree (pack, station) WHERE (ended_at IS NULL);
CREATE UNIQUE INDEX station_desks_in_force ON public.station_desks USING btree (person_id) WHERE (ended_at IS NULL);
grant select on station_desks to ovoz_auditor;
grant insert, select on station_desks to ovoz_server;
grant update (ended_at) on station_desks to ovoz_server;

create table station_key_requests (
  fingerprint bytea not null,
  election text not null,
  station text not null,
  territory_path text not null,
  public_key bytea not null,
  requested_at timestamp with time zone not null,
  proposal_id uuid,
  constraint station_key_requests_pkey PRIMARY KEY (fingerprint),
  constraint station_key_requests_fingerprint_check CHECK ((octet_length(fingerprint) = 32)),
  constraint station_key_requests_public_key_check CHECK ((octet_length(public_key) = 32)),
  constraint station_key_requests_election_fkey FOREIGN KEY (election) REFERENCES elections(code),
  constraint station_key_requests_proposal_id_fkey FOREIGN KEY (proposal_id) REFERENCES proposals(id)
);
CREATE INDEX station_key_requests_by_place ON public.station_key_requests USING btree (election, territory_path text_pattern_ops);
CREATE INDEX station_key_requests_by_station ON public.station_key_requests USING btree (election, station);
grant select on station_key_requests to ovoz_auditor;
grant delete, insert, select on station_key_requests to ovoz_server;
grant update (proposal_id) on station_key_requests to ovoz_server;

create table station_keys (
  fingerprint bytea not null,
  election text not null,
  station text not null,
  territory_path text not null,
  public_key bytea not null,
  valid_from timestamp with time zone not null,
  valid_until timestamp with time zone not null,
  proposal_id uuid not null,
  proposed_by uuid not null,
  approved_by uuid not null,
  certified_at timestamp with time zone not null,
  revoked_at timestamp with time zone,
  revoked_by uuid,
  revoke_reason text,
  constraint station_keys_pkey PRIMARY KEY (fingerprint),
  constraint fingerprint_is_of_key CHECK ((fingerprint = sha256(public_key))),
  constraint station_keys_check CHECK ((valid_until > valid_from)),
  constraint station_keys_check1 CHECK ((((revoked_at IS NULL) = (revoked_by IS NULL)) AND ((revoked_at IS NULL) = (revoke_reason IS NULL)))),
  constraint station_keys_fingerprint_check CHECK ((octet_length(fingerprint) = 32)),
  constraint station_keys_public_key_check CHECK ((octet_length(public_key) = 32)),
  constraint station_keys_approved_by_fkey FOREIGN KEY (approved_by) REFERENCES people(id),
  constraint station_keys_election_fkey FOREIGN KEY (election) REFERENCES elections(code),
  constraint station_keys_proposal_id_fkey FOREIGN KEY (proposal_id) REFERENCES proposals(id),
  constraint station_keys_proposed_by_fkey FOREIGN KEY (proposed_by) REFERENCES people(id),
  constraint station_keys_revoked_by_fkey FOREIGN KEY (revoked_by) REFERENCES people(id)
);
CREATE INDEX station_keys_by_place ON public.station_keys USING btree (election, territory_path text_pattern_ops);
CREATE INDEX station_keys_by_station ON public.station_keys USING btree (election, station);
CREATE TRIGGER station_keys_by_two_people BEFORE INSERT OR UPDATE ON public.station_keys FOR EACH ROW EXECUTE FUNCTION station_keys_need_two_people();
CREATE TRIGGER station_keys_stay BEFORE DELETE ON public.station_keys FOR EACH ROW EXECUTE FUNCTION refuse_change();
grant select on station_keys to ovoz_auditor;
grant insert, select on station_keys to ovoz_server;
grant update (revoked_at, revoked_by, revoke_reason) on station_keys to ovoz_server;

create table station_overrides (
  election text not null,
  voter_id bigint not null,
  pack text not null,
  station text not null,
  territory_path text not null,
  request_id uuid not null,
  since timestamp with time zone not null,
  ended_at timestamp with time zone,
  constraint station_overrides_pkey PRIMARY KEY (election, voter_id, since),
  constraint station_overrides_check CHECK ((ended_at >= since))
);
CREATE INDEX station_overrides_by_station ON public.station_overrides USING btree (election, station) WHERE (ended_at IS NULL);
CREATE UNIQUE INDEX station_overrides_in_force ON public.station_overrides USING btree (election, voter_id) WHERE (ended_at IS NULL);
CREATE TRIGGER station_overrides_stay BEFORE DELETE ON public.station_overrides FOR EACH ROW EXECUTE FUNCTION refuse_change();
alter table station_overrides enable row level security;
create policy station_overrides_in_scope on station_overrides to ovoz_server using (in_register_scope(territory_path, ( SELECT register_scope() AS register_scope))) with check (in_register_scope(territory_path, ( SELECT register_scope() AS register_scope)));
grant insert, select on station_overrides to ovoz_server;
grant update (ended_at) on station_overrides to ovoz_server;

create table territories (
  pack text not null,
  version integer not null,
  code text not null,
  path text not null,
  parent_code text,
  level smallint not null,
  type text not null,
  name jsonb not null,
  constraint territories_pkey PRIMARY KEY (pack, version, code),
  constraint territories_check CHECK (((level = 0) = (parent_code IS NULL))),
  constraint territories_level_check CHECK (((level >= 0) AND (level <= 5))),
  constraint territories_pack_version_fkey FOREIGN KEY (pack, version) REFERENCES geography_versions(pack, number),
  constraint territories_pack_version_parent_code_fkey FOREIGN KEY (pack, version, parent_code) REFERENCES territories(pack, version, code)
);
CREATE INDEX territories_by_path ON public.territories USING btree (path text_pattern_ops, pack, version);
CREATE TRIGGER territories_fixed BEFORE DELETE OR UPDATE ON public.territories FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER territories_whole AFTER INSERT ON public.territories REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION geography_content_comes_whole();
grant select on territories to ovoz_auditor;
grant insert, select on territories to ovoz_server;

create table turnout_changes (
  id uuid default gen_random_uuid() not null,
  election text not null,
  constraint turnout_changes_pkey PRIMARY KEY (id)
);
grant select on turnout_changes to ovoz_auditor;
grant delete, insert, select on turnout_changes to ovoz_server;

create table turnout_reports (
  election text not null,
  station text not null,
  hour text not null,
  number integer not null,
  territory_path text not null,
  voters integer not null,
  listed integer,
  findings text[] not null,
  reported_at timestamp with time zone not null,
  reported_by uuid not null,
  constraint turnout_reports_pkey PRIMARY KEY (election, station, hour, number),
  constraint turnout_reports_hour_check CHECK ((hour ~ '^[0-2][0-9]:[0-5][0-9]$'::text)),
  constraint turnout_reports_listed_check CHECK (((listed >= 0) AND (listed <= 999999999))),
  constraint turnout_reports_number_check CHECK ((number >= 1)),
  constraint turnout_reports_voters_check CHECK (((voters >= 0) AND (voters <= 999999999))),
  constraint turnout_reports_election_fkey FOREIGN KEY (election) REFERENCES elections(code),
  constraint turnout_reports_reported_by_fkey FOREIGN KEY (reported_by) REFERENCES people(id)
);
CREATE INDEX turnout_reports_by_place ON public.turnout_reports USING btree (election, territory_path text_pattern_ops);
CREATE TRIGGER turnout_reports_fixed BEFORE DELETE OR UPDATE ON public.turnout_reports FOR EACH ROW EXECUTE FUNCTION refuse_change();
grant select on turnout_reports to ovoz_auditor;
grant insert, select on turnout_reports to ovoz_server;

create table view_counts (
  person_id uuid not null,
  hour timestamp with time zone not null,
  territory_path text not null,
  searches integer default 0 not null,
  opened integer default 0 not null,
  alarmed_at timestamp with time zone,
  constraint view_counts_pkey PRIMARY KEY (person_id, hour),
  constraint view_counts_person_id_fkey FOREIGN KEY (person_id) REFERENCES people(id)
);
grant select on view_counts to ovoz_auditor;
grant insert, select on view_counts to ovoz_server;
grant update (searches, opened, alarmed_at) on view_counts to ovoz_server;

create table view_links (
  token_hash bytea not null,
  voter_id bigint not null,
  territory_path text not null,
  created_at timestamp with time zone not null,
  created_by uuid not null,
  expires_at timestamp with time zone not null,
  used_at timestamp with time zone,
  constraint view_links_pkey PRIMARY KEY (token_hash),
  constraint view_links_check CHECK ((expires_at > created_at)),
  constraint view_links_token_hash_check CHECK ((octet_length(token_hash) = 32)),
  constraint view_links_created_by_fkey FOREIGN KEY (created_by) REFERENCES people(id)
);
CREATE INDEX view_links_of ON public.view_links USING btree (voter_id);
alter table view_links enable row level security;
create policy view_links_in_scope on view_links to ovoz_server using (in_register_scope(territory_path, ( SELECT register_scope() AS register_scope))) with check (in_register_scope(territory_path, ( SELECT register_scope() AS register_scope)));
grant insert, select on view_links to ovoz_server;
grant update (used_at) on view_links to ovoz_server;

create table voter_appeals (
  request_id uuid not null,
  territory_path text not null,
  submitted_by text not null,
  ground text not null,
  filed_at timestamp with time zone not null,
  filed_by uuid not null,
  due_at timestamp with time zone not null,
  decided_at timestamp with time zone,
  decided_by uuid,
  outcome text,
  words text,
  constraint voter_appeals_pkey PRIMARY KEY (request_id),
  constraint voter_appeals_check CHECK (((decided_at IS NULL) = (outcome IS NULL))),
  constraint voter_appeals_check1 CHECK (((decided_at IS NULL) = (decided_by IS NULL))),
  constraint voter_appeals_outcome_check CHECK ((outcome = ANY (ARRAY['upheld'::text, 'overturned'::text]))),
  constraint voter_appeals_decided_by_fkey FOREIGN KEY (decided_by) REFERENCES people(id),
  constraint voter_appeals_filed_by_fkey FOREIGN KEY (filed_by) REFERENCES people(id),
  constraint voter_appeals_request_id_fkey FOREIGN KEY (request_id) REFERENCES voter_requests(id)
);
CREATE TRIGGER voter_appeals_stay BEFORE DELETE ON public.voter_appeals FOR EACH ROW EXECUTE FUNCTION refuse_change();
alter table voter_appeals enable row level security;
create policy voter_appeals_in_scope on voter_appeals to ovoz_server using (in_register_scope(territory_path, ( SELECT register_scope() AS register_scope))) with check (in_register_scope(territory_path, ( SELECT register_scope() AS register_scope)));
grant insert, select on voter_appeals to ovoz_server;
grant update (decided_at, decided_by, outcome, words) on voter_appeals to ovoz_server;

create table voter_changes (
  seq bigint generated always as identity not null,
  voter_id bigint not null,
  constraint voter_changes_pkey PRIMARY KEY (seq)
);
grant delete, insert, select on voter_changes to ovoz_server;

create table voter_facts (
  id bigint generated always as identity not null,
  voter_id bigint not null,
  territory_path text not null,
  kind text not null,
  valid_from date not null,
  valid_to date,
  document text not null,
  batch_id uuid,
  revoked_at timestamp with time zone,
  constraint voter_facts_pkey PRIMARY KEY (id),
  constraint voter_facts_check CHECK (((valid_to IS NULL) OR (valid_to >= valid_from))),
  constraint voter_facts_document_check CHECK (((length(document) >= 1) AND (length(document) <= 300))),
  constraint voter_facts_kind_check CHECK ((kind = ANY (ARRAY['deceased'::text, 'citizenship-lost'::text, 'incapacitated'::text, 'sentenced'::text, 'moved-abroad'::text]))),
  constraint voter_facts_batch_id_fkey FOREIGN KEY (batch_id) REFERENCES register_batches(id)
);
CREATE INDEX voter_facts_of ON public.voter_facts USING btree (voter_id);
alter table voter_facts enable row level security;
create policy voter_facts_in_scope on voter_facts to ovoz_server using (in_register_scope(territory_path, ( SELECT register_scope() AS register_scope))) with check (in_register_scope(territory_path, ( SELECT register_scope() AS register_scope)));
grant insert, select on voter_facts to ovoz_server;
grant update (territory_path, revoked_at) on voter_facts to ovoz_server;

create table voter_notices (
  request_id uuid not null,
  number integer not null,
  territory_path text not null,
  subject text not null,
  method text not null,
  words text not null,
  sent_at timestamp with time zone not null,
  sent_by uuid not null,
  delivered_at timestamp with time zone,
  delivered_by uuid,
  answer text,
  constraint voter_notices_pkey PRIMARY KEY (request_id, number),
  constraint voter_notices_check CHECK (((delivered_at IS NULL) = (delivered_by IS NULL))),
  constraint voter_notices_check1 CHECK (((answer IS NULL) OR (delivered_at IS NOT NULL))),
  constraint voter_notices_method_check CHECK ((method = ANY (ARRAY['in-person'::text, 'post'::text, 'phone'::text, 'portal'::text, 'at-address'::text]))),
  constraint voter_notices_number_check CHECK ((number > 0)),
  constraint voter_notices_subject_check CHECK ((subject = ANY (ARRAY['hearing'::text, 'decision'::text]))),
  constraint voter_notices_delivered_by_fkey FOREIGN KEY (delivered_by) REFERENCES people(id),
  constraint voter_notices_request_id_fkey FOREIGN KEY (request_id) REFERENCES voter_requests(id),
  constraint voter_notices_sent_by_fkey FOREIGN KEY (sent_by) REFERENCES people(id)
);
CREATE TRIGGER voter_notices_stay BEFORE DELETE ON public.voter_notices FOR EACH ROW EXECUTE FUNCTION refuse_change();
alter table voter_notices enable row level security;
create policy voter_notices_in_scope on voter_notices to ovoz_server using (in_register_scope(territory_path, ( SELECT register_scope() AS register_scope))) with check (in_register_scope(territory_path, ( SELECT register_scope() AS register_scope)));
grant insert, select on voter_notices to ovoz_server;
grant update (delivered_at, delivered_by, answer) on voter_notices to ovoz_server;

create table voter_request_documents (
  request_id uuid not null,
  number integer not null,
  territory_path text not null,
  name text not null,
  media_type text not null,
  size integer not null,
  hash bytea not null,
  sealed bytea not null,
  added_at timestamp with time zone not null,
  added_by uuid not null,
  constraint voter_request_documents_pkey PRIMARY KEY (request_id, number),
  constraint voter_request_documents_hash_check CHECK ((octet_length(hash) = 32)),
  constraint voter_request_documents_media_type_check CHECK ((media_type = ANY (ARRAY['application/pdf'::text, 'image/jpeg'::text, 'image/png'::text]))),
  constraint voter_request_documents_name_check CHECK (((length(name) >= 1) AND (length(name) <= 200))),
  constraint voter_request_documents_number_check CHECK ((number > 0)),
  constraint voter_request_documents_size_check CHECK ((size > 0)),
  constraint voter_request_documents_added_by_fkey FOREIGN KEY (added_by) REFERENCES people(id),
  constraint voter_request_documents_request_id_fkey FOREIGN KEY (request_id) REFERENCES voter_requests(id)
);
CREATE TRIGGER voter_request_documents_stay BEFORE DELETE OR UPDATE ON public.voter_request_documents FOR EACH ROW EXECUTE FUNCTION refuse_change();
alter table voter_request_documents enable row level security;
create policy voter_request_documents_in_scope on voter_request_documents to ovoz_server using (in_register_scope(territory_path, ( SELECT register_scope() AS register_scope))) with check (in_register_scope(territory_path, ( SELECT register_scope() AS register_scope)));
grant insert, select on voter_request_documents to ovoz_server;

create table voter_request_steps (
  request_id uuid not null,
  number integer not null,
  territory_path text not null,
  event text not null,
  at timestamp with time zone not null,
  person_id uuid,
  words text,
  constraint voter_request_steps_pkey PRIMARY KEY (request_id, number),
  constraint voter_request_steps_number_check CHECK ((number > 0)),
  constraint voter_request_steps_person_id_fkey FOREIGN KEY (person_id) REFERENCES people(id),
  constraint voter_request_steps_request_id_fkey FOREIGN KEY (request_id) REFERENCES voter_requests(id)
);
CREATE TRIGGER voter_request_steps_stay BEFORE DELETE OR UPDATE ON public.voter_request_steps FOR EACH ROW EXECUTE FUNCTION refuse_change();
alter table voter_request_steps enable row level security;
create policy voter_request_steps_in_scope on voter_request_steps to ovoz_server using (in_register_scope(territory_path, ( SELECT register_scope() AS register_scope))) with check (in_register_scope(territory_path, ( SELECT register_scope() AS register_scope)));
grant insert, select on voter_request_steps to ovoz_server;

create table voter_requests (
  id uuid not null,
  number bigint generated always as identity not null,
  pack text not null,
  election text,
  kind text not null,
  channel text not null,
  about text not null,
  voter_id bigint,
  territory_path text not null,
  home_path text,
  station text,
  reverses uuid,
  status text not null,
  revision integer default 1 not null,
  details jsonb not null,
  sealed bytea,
  received_at timestamp with time zone not null,
  received_by uuid,
  ready_at timestamp with time zone,
  due_at timestamp with time zone,
  answer_until timestamp with time zone,
  proposal_id uuid,
  decided_at timestamp with time zone,
  decided_by uuid,
  outcome text,
  words text,
  version_before integer,
  overturn_proposal_id uuid,
  constraint voter_requests_pkey PRIMARY KEY (id),
  constraint voter_requests_number_key UNIQUE (number),
  constraint voter_requests_about_check CHECK ((about = ANY (ARRAY['self'::text, 'other'::text]))),
  constraint voter_requests_channel_check CHECK ((channel = ANY (ARRAY['commission'::text, 'mission'::text, 'online'::text]))),
  constraint voter_requests_check CHECK (((channel = 'online'::text) = (received_by IS NULL))),
  constraint voter_requests_check1 CHECK (((kind <> ALL (ARRAY['move'::text, 'abroad'::text, 'return'::text])) OR (election IS NOT NULL))),
  constraint voter_requests_check2 CHECK (((kind = ANY (ARRAY['add'::text, 'abroad'::text])) OR (voter_id IS NOT NULL))),
  constraint voter_requests_check3 CHECK (((kind = 'restore'::text) = (reverses IS NOT NULL))),
  constraint voter_requests_check4 CHECK (((ready_at IS NULL) = (due_at IS NULL))),
  constraint voter_requests_check5 CHECK (((status = ANY (ARRAY['granted'::text, 'rejected'::text, 'appealed'::text, 'upheld'::text, 'overturned'::text, 'reversed'::text])) = (decided_at IS NOT NULL))),
  constraint voter_requests_check6 CHECK (((decided_at IS NULL) = (outcome IS NULL))),
  constraint voter_requests_check7 CHECK (((decided_at IS NULL) = (decided_by IS NULL))),
  constraint voter_requests_check8 CHECK (((kind <> 'abroad'::text) OR (status <> 'granted'::text) OR (decided_by IS DISTINCT FROM received_by))),
  constraint voter_requests_kind_check CHECK ((kind = ANY (ARRAY['add'::text, 'remove'::text, 'fix'::text, 'move'::text, 'restore'::text, 'abroad'::text, 'return'::text]))),
  constraint voter_requests_revision_check CHECK ((revision > 0)),
  constraint voter_requests_status_check CHECK ((status = ANY (ARRAY['notice-due'::text, 'notice-given'::text, 'open'::text, 'proposed'::text, 'granted'::text, 'rejected'::text, 'appealed'::text, 'upheld'::text, 'overturned'::text, 'reversed'::text, 'withdrawn'::text]))),
  constraint voter_requests_decided_by_fkey FOREIGN KEY (decided_by) REFERENCES people(id),
  constraint voter_requests_overturn_proposal_id_fkey FOREIGN KEY (overturn_proposal_id) REFERENCES proposals(id),
  constraint voter_requests_proposal_id_fkey FOREIGN KEY (proposal_id) REFERENCES proposals(id),
  constraint voter_requests_received_by_fkey FOREIGN KEY (received_by) REFERENCES people(id),
  constraint voter_requests_reverses_fkey FOREIGN KEY (reverses) REFERENCES voter_requests(id)
);
CREATE INDEX voter_requests_newest ON public.voter_requests USING btree (pack, number DESC);
CREATE INDEX voter_requests_of_voter ON public.voter_requests USING btree (voter_id) WHERE (voter_id IS NOT NULL);
CREATE UNIQUE INDEX voter_requests_reversed_once ON public.voter_requests USING btree (reverses) WHERE (status = ANY (ARRAY['open'::text, 'proposed'::text, 'granted'::text]));
CREATE INDEX voter_requests_to_decide ON public.voter_requests USING btree (territory_path text_pattern_ops, due_at) WHERE (status = ANY (ARRAY['notice-due'::text, 'notice-given'::text, 'open'::text, 'proposed'::text, 'appealed'::text]));
CREATE TRIGGER voter_requests_move BEFORE UPDATE ON public.voter_requests FOR EACH ROW EXECUTE FUNCTION voter_requests_in_order();
CREATE TRIGGER voter_requests_stay BEFORE DELETE ON public.voter_requests FOR EACH ROW EXECUTE FUNCTION refuse_change();
alter table voter_requests enable row level security;
create policy voter_requests_in_scope on voter_requests to ovoz_server using ((in_register_scope(territory_path, ( SELECT register_scope() AS register_scope)) OR in_register_scope(home_path, ( SELECT register_scope() AS register_scope)))) with check (in_register_scope(territory_path, ( SELECT register_scope() AS register_scope)));
grant insert, select on voter_requests to ovoz_server;
grant update (voter_id, home_path, status, revision, ready_at, due_at, answer_until, proposal_id, decided_at, decided_by, outcome, words, version_before, overturn_proposal_id) on voter_requests to ovoz_server;

create table voter_versions (
  voter_id bigint not null,
  version integer not null,
  replaced_at timestamp with time zone not null,
  cause text not null,
  cause_ref text not null,
  territory_path text not null,
  before jsonb not null,
  constraint voter_versions_pkey PRIMARY KEY (voter_id, version),
  constraint voter_versions_cause_check CHECK ((cause = ANY (ARRAY['feed'::text, 'request'::text, 'duplicate'::text])))
);
CREATE TRIGGER voter_versions_stay BEFORE DELETE OR UPDATE ON public.voter_versions FOR EACH ROW EXECUTE FUNCTION refuse_change();
alter table voter_versions enable row level security;
create policy voter_versions_in_scope on voter_versions to ovoz_server using (in_register_scope(territory_path, ( SELECT register_scope() AS register_scope))) with check (in_register_scope(territory_path, ( SELECT register_scope() AS register_scope)));
grant insert, select on voter_versions to ovoz_server;

create table voter_views (
  id bigint generated always as identity not null,
  voter_id bigint not null,
  territory_path text not null,
  person_id uuid,
  role text,
  commission text,
  act text not null,
  purpose text not null,
  words text default ''::text not null,
  at timestamp with time zone not null,
  constraint voter_views_pkey PRIMARY KEY (id),
  constraint voter_views_act_check CHECK ((act = ANY (ARRAY['listed'::text, 'opened'::text, 'unmasked'::text, 'link'::text, 'own'::text]))),
  constraint voter_views_person_id_fkey FOREIGN KEY (person_id) REFERENCES people(id)
);
CREATE INDEX voter_views_by ON public.voter_views USING btree (person_id, at);
CREATE INDEX voter_views_of ON public.voter_views USING btree (voter_id, at DESC);
CREATE TRIGGER voter_views_stay BEFORE DELETE OR UPDATE ON public.voter_views FOR EACH ROW EXECUTE FUNCTION refuse_change();
alter table voter_views enable row level security;
create policy voter_views_in_scope on voter_views to ovoz_server using (in_register_scope(territory_path, ( SELECT register_scope() AS register_scope))) with check (in_register_scope(territory_path, ( SELECT register_scope() AS register_scope)));
grant insert, select on voter_views to ovoz_server;

create table voters (
  id bigint generated by default as identity not null,
  record_id bigint,
  national_key bytea,
  sealed bytea not null,
  surname text not null,
  given text not null,
  patronymic text not null,
  sex text not null,
  birth_date date not null,
  citizenship text not null,
  search_key text not null,
  skeleton_key text not null,
  address_id bigint,
  flat text default ''::text not null,
  territory_path text not null,
  region_path text not null,
  status text not null,
  corrected text[],
  version integer default 1 not null,
  source_hash bigint,
  batch_sequence integer default 0 not null,
  constraint voters_pkey PRIMARY KEY (id),
  constraint voters_citizenship_check CHECK ((citizenship ~ '^[A-Z]{2}$'::text)),
  constraint voters_national_key_check CHECK ((octet_length(national_key) = 16)),
  constraint voters_sex_check CHECK ((sex = ANY (ARRAY['m'::text, 'f'::text]))),
  constraint voters_status_check CHECK ((status = ANY (ARRAY['registered'::text, 'removed'::text, 'deceased'::text, 'left'::text]))),
  constraint voters_version_check CHECK ((version > 0))
);
CREATE INDEX voters_by_address ON public.voters USING btree (address_id);
CREATE INDEX voters_by_birth ON public.voters USING btree (birth_date, search_key text_pattern_ops);
CREATE INDEX voters_by_name ON public.voters USING btree (region_path, search_key text_pattern_ops, birth_date) INCLUDE (id, territory_path);
CREATE INDEX voters_by_place ON public.voters USING btree (territory_path text_pattern_ops, search_key text_pattern_ops, birth_date);
CREATE INDEX voters_by_skeleton ON public.voters USING btree (region_path, skeleton_key text_pattern_ops, birth_date) INCLUDE (id, territory_path);
CREATE INDEX voters_corrected ON public.voters USING btree (id) WHERE (corrected IS NOT NULL);
CREATE UNIQUE INDEX voters_national_key ON public.voters USING btree (national_key);
CREATE UNIQUE INDEX voters_record_id ON public.voters USING btree (record_id);
CREATE TRIGGER voters_stay BEFORE DELETE ON public.voters FOR EACH ROW EXECUTE FUNCTION refuse_change();
alter table voters enable row level security;
create policy voters_in_scope on voters to ovoz_server using (in_register_scope(territory_path, ( SELECT register_scope() AS register_scope))) with check (in_register_scope(territory_path, ( SELECT register_scope() AS register_scope)));
grant insert, select, update on voters to ovoz_server;

CREATE OR REPLACE FUNCTION public.add_job(task text, payload json, job_key text, run_at timestamp with time zone)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public'
AS $function$
begin
  perform graphile_worker.add_job(task, payload, run_at => run_at, job_key => job_key, max_attempts => 10);
end $function$;
revoke all on function add_job(text,json,text,timestamp with time zone) from public;
grant execute on function add_job(text,json,text,timestamp with time zone) to ovoz_server;

CREATE OR REPLACE FUNCTION public.analyze_assignment()
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public'
AS $function$
begin
  analyze assignment_rules, address_stations;
end $function$;
revoke all on function analyze_assignment() from public;
grant execute on function analyze_assignment() to ovoz_server;

CREATE OR REPLACE FUNCTION public.analyze_geography()
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public'
AS $function$
begin
  analyze territories, polling_stations, electoral_districts, district_memberships;
end $function$;
revoke all on function analyze_geography() from public;
grant execute on function analyze_geography() to ovoz_server;

CREATE OR REPLACE FUNCTION public.analyze_results()
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public'
AS $function$
begin
  analyze result_protocols;
end $function$;
revoke all on function analyze_results() from public;
grant execute on function analyze_results() to ovoz_server;

CREATE OR REPLACE FUNCTION public.analyze_roll_selection()
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public'
AS $function$
begin
  analyze roll_selection;
end $function$;
revoke all on function analyze_roll_selection() from public;
grant execute on function analyze_roll_selection() to ovoz_server;

CREATE OR REPLACE FUNCTION public.assignment_rules_come_whole()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if exists (
    select from (select distinct pack, set_number, placed_at is not null as is_by_hand from added) a
    join assignment_sets s on s.pack = a.pack and s.number = a.set_number
    where s.xmin <> pg_current_xact_id()::xid and not (a.is_by_hand and s.status = 'current'))
  then
    raise exception 'nothing is added to the rules of a set' using errcode = 'restrict_violation';
  end if;
  return null;
end $function$;

CREATE OR REPLACE FUNCTION public.assignment_sets_move()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if tg_op = 'INSERT' then
    if new.status <> 'computing' then
      raise exception 'a set begins by being computed' using errcode = 'restrict_violation';
    end if;
    return new;
  end if;
  if (new.pack, new.number, new.follows, new.geography, new.hash, new.reason, new.import_report::text, new.created_at, new.created_by)
     is distinct from (old.pack, old.number, old.follows, old.geography, old.hash, old.reason, old.import_report::text, old.created_at, old.created_by)
  then
    raise exception 'a set keeps its rules' using errcode = 'restrict_violation';
  end if;
  if new.status <> old.status and (old.status, new.status) not in (('computing', 'draft'), ('computing', 'discarded'),
    ('draft', 'proposed'), ('draft', 'discarded'), ('proposed', 'draft'), ('proposed', 'entering'),
    ('entering', 'current'), ('current', 'superseded'))
  then
    raise exception 'a set does not go from % to %', old.status, new.status using errcode = 'restrict_violation';
  end if;
  if new.status = 'entering' and old.status <> 'entering' and not exists (
    select from proposals p where p.id = new.proposal_id and p.kind = 'approve-assignment' and p.status = 'approved'
      and p.content::jsonb ->> 'pack' = new.pack
      and (p.content::jsonb ->> 'number')::integer = new.number
      and p.content::jsonb ->> 'hash' = encode(new.hash, 'hex'))
  then
    raise exception 'a set takes effect by an approved proposal of this very set' using errcode = 'restrict_violation';
  end if;
  return new;
end $function$;

CREATE OR REPLACE FUNCTION public.by_approved_proposal()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if not exists (select from proposals p where p.id = new.proposal_id and p.status = 'approved' and p.kind = tg_argv[0]) then
    raise exception 'this takes two people' using errcode = 'restrict_violation';
  end if;
  return new;
end $function$;

CREATE OR REPLACE FUNCTION public.commission_memberships_end_once()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if old.end_reason is not null or new.end_reason is null or new.valid_until is null
     or (new.id, new.pack, new.commission_code, new.name, new.office, new.nominated_by, new.valid_from, new.generated, new.appointed_by)
        is distinct from
        (old.id, old.pack, old.commission_code, old.name, old.office, old.nominated_by, old.valid_from, old.generated, old.appointed_by)
  then
    raise exception 'a membership only ends, once, with a reason' using errcode = 'restrict_violation';
  end if;
  return new;
end $function$;

CREATE OR REPLACE FUNCTION public.definitions_rest_while_counting()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if new.status = 'sealed' and old.status <> 'sealed'
     and exists (select from result_counts c where c.election = new.election)
  then
    raise exception 'no definition is sealed once the count is open' using errcode = 'restrict_violation';
  end if;
  return new;
end $function$;

CREATE OR REPLACE FUNCTION public.election_versions_begin_as_draft()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if new.status <> 'draft' then
    raise exception 'a version begins as a draft' using errcode = 'restrict_violation';
  end if;
  return new;
end $function$;

CREATE OR REPLACE FUNCTION public.election_versions_seal()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if old.status <> 'draft' and (new.definition, new.hash, new.revision, new.pack_hash)
     is distinct from (old.definition, old.hash, old.revision, old.pack_hash)
  then
    raise exception 'only a draft is edited' using errcode = 'restrict_violation';
  end if;
  if (new.election, new.number, new.reason, new.created_at, new.created_by)
     is distinct from (old.election, old.number, old.reason, old.created_at, old.created_by)
  then
    raise exception 'the origin of a version is fixed' using errcode = 'restrict_violation';
  end if;
  if old.status <> new.status and (old.status, new.status) not in (
    ('draft', 'proposed'), ('draft', 'discarded'), ('proposed', 'draft'), ('proposed', 'sealed'),
    ('sealed', 'superseded'))
  then
    raise exception 'a version does not go from % to %', old.status, new.status using errcode = 'restrict_violation';
  end if;
  if old.status in ('sealed', 'superseded', 'discarded')
     and (new.proposal_id, new.proposed_by, new.approved_by, new.sealed_at)
         is distinct from (old.proposal_id, old.proposed_by, old.approved_by, old.sealed_at)
  then
    raise exception 'who sealed a version is fixed' using errcode = 'restrict_violation';
  end if;
  if old.status = 'proposed' and new.status = 'sealed' and not exists (
    select from proposals p where p.id = new.proposal_id and p.kind = 'seal-definition'
      and p.status = 'approved' and p.proposed_by = new.proposed_by and p.decided_by = new.approved_by
      and p.content::jsonb ->> 'election' = new.election
      and p.content::jsonb ->> 'hash' = encode(new.hash, 'hex'))
  then
    raise exception 'a definition is sealed by an approved proposal of this very definition'
      using errcode = 'restrict_violation';
  end if;
  return new;
end $function$;

CREATE OR REPLACE FUNCTION public.evidence_is_append_only()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if tg_op = 'UPDATE' and old.leaf_index is null and new.leaf_index is not null
     and (new.id, new.log, new.event_type, new.election, new.territory_path, new.subject, new.recorded_at, new.inserted_at, new.bytes, new.hash, new.private_bytes)
         is not distinct from
         (old.id, old.log, old.event_type, old.election, old.territory_path, old.subject, old.recorded_at, old.inserted_at, old.bytes, old.hash, old.private_bytes)
  then
    return new;
  end if;
  raise exception 'evidence is append-only' using errcode = 'restrict_violation';
end $function$;

CREATE OR REPLACE FUNCTION public.geography_content_comes_whole()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if exists (
    select from (select distinct pack, version from added) a
    join geography_versions v on v.pack = a.pack and v.number = a.version
    where v.xmin <> pg_current_xact_id()::xid)
  then
    raise exception 'nothing is added to a version that was made before' using errcode = 'restrict_violation';
  end if;
  return null;
end $function$;

CREATE OR REPLACE FUNCTION public.geography_versions_are_as_proposed()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
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
end $function$;

CREATE OR REPLACE FUNCTION public.geography_versions_begin_as_draft()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if new.status <> 'draft' then
    raise exception 'a version begins as a draft' using errcode = 'restrict_violation';
  end if;
  return new;
end $function$;

CREATE OR REPLACE FUNCTION public.geography_versions_keep_content()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if (new.pack, new.number, new.follows, new.hash, new.reason, new.territories, new.stations, new.stations_abroad, new.districts, new.difference::text, new.governed_acts, new.created_at, new.created_by)
     is distinct from (old.pack, old.number, old.follows, old.hash, old.reason, old.territories, old.stations, old.stations_abroad, old.districts, old.difference::text, old.governed_acts, old.created_at, old.created_by)
  then
    raise exception 'only the status of a version moves' using errcode = 'restrict_violation';
  end if;
  if (old.status, new.status) not in (('draft', 'proposed'), ('draft', 'discarded'),
    ('proposed', 'draft'), ('proposed', 'current'), ('current', 'superseded'))
  then
    raise exception 'a version does not go from % to %', old.status, new.status using errcode = 'restrict_violation';
  end if;
  if new.status = 'current' and not exists (
    select from proposals p where p.id = new.proposal_id and p.kind = 'approve-geography' and p.status = 'approved')
  then
    raise exception 'a geography becomes current by an approved proposal' using errcode = 'restrict_violation';
  end if;
  return new;
end $function$;

CREATE OR REPLACE FUNCTION public.in_register_scope(path text, scope text[])
 RETURNS boolean
 LANGUAGE sql
 IMMUTABLE
AS $function$
  select path like any (scope)
$function$;

CREATE OR REPLACE FUNCTION public.log_witnesses_are_removed_once()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if old.removed_at is not null
     or (new.id, new.name, new.vkey, new.organisation, new.proposal_id, new.registered_at, new.registered_fact)
        is distinct from
        (old.id, old.name, old.vkey, old.organisation, old.proposal_id, old.registered_at, old.registered_fact)
  then
    raise exception 'a witness is removed once and never changes otherwise' using errcode = 'restrict_violation';
  end if;
  if not exists (select from proposals p where p.id = new.removal_proposal_id
    and p.status = 'approved' and p.kind = 'remove-witness')
  then
    raise exception 'this takes two people' using errcode = 'restrict_violation';
  end if;
  return new;
end $function$;

CREATE OR REPLACE FUNCTION public.objections_are_decided_once()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if old.decision is not null or (new.id, new.election, new.number, new.station, new.territory_path, new.contest, new.submitted_by, new.objection, new.deadline, new.registered_by, new.registered_at)
     is distinct from (old.id, old.election, old.number, old.station, old.territory_path, old.contest, old.submitted_by, old.objection, old.deadline, old.registered_by, old.registered_at)
  then
    raise exception 'an objection is decided once and its text stays' using errcode = 'restrict_violation';
  end if;
  return new;
end $function$;

CREATE OR REPLACE FUNCTION public.proposals_are_decided_once()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if old.status <> 'waiting'
     or (new.id, new.kind, new.subject, new.subject_key, new.territory_path, new.election, new.reason, new.content, new.content_hash, new.proposed_by, new.proposed_at, new.expires_at)
        is distinct from
        (old.id, old.kind, old.subject, old.subject_key, old.territory_path, old.election, old.reason, old.content, old.content_hash, old.proposed_by, old.proposed_at, old.expires_at)
  then
    raise exception 'a proposal is decided once and its content never changes' using errcode = 'restrict_violation';
  end if;
  return new;
end $function$;

CREATE OR REPLACE FUNCTION public.proposals_need_two_people()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
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
end $function$;

CREATE OR REPLACE FUNCTION public.refuse_change()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  raise exception '% of % is append-only', tg_op, tg_table_name using errcode = 'restrict_violation';
end $function$;

CREATE OR REPLACE FUNCTION public.register_acts_by_two()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if not exists (select from proposals p where p.status = 'approved' and p.kind = tg_argv[0]
    and p.id = (to_jsonb(new) ->> tg_argv[1])::uuid) then
    raise exception 'this takes two people' using errcode = 'restrict_violation';
  end if;
  return new;
end $function$;

CREATE OR REPLACE FUNCTION public.register_batches_are_released_as_proposed()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if new.hold_proposal_id is not null and (tg_op = 'INSERT' or not exists (
    select from proposals p where p.id = new.hold_proposal_id
      and p.content::jsonb ->> 'batch' = new.id::text
      and p.content::jsonb ->> 'manifest' = encode(new.manifest_hash, 'hex')))
  then
    raise exception 'a batch is released by the proposal about it' using errcode = 'restrict_violation';
  end if;
  return new;
end $function$;

CREATE OR REPLACE FUNCTION public.register_is_of_one_country()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  perform pg_advisory_xact_lock(hashtextextended('register of one country', 0));
  if exists (select from register_batches where pack <> new.pack and status <> 'refused') then
    raise exception 'an installation keeps the voter list of one country' using errcode = 'restrict_violation';
  end if;
  return new;
end $function$;

CREATE OR REPLACE FUNCTION public.register_scope()
 RETURNS text[]
 LANGUAGE sql
 STABLE
AS $function$
  select array_agg(pattern) from
    unnest(string_to_array(current_setting('ovoz.register_scope', true), ',')) path,
    replace(replace(replace(path, '\', '\\'), '_', '\_'), '%', '\%') escaped,
    unnest(case path when '*' then array['%'] else array[escaped, escaped || '/%'] end) pattern
$function$;

CREATE OR REPLACE FUNCTION public.register_suppliers_are_as_proposed()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
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
end $function$;

CREATE OR REPLACE FUNCTION public.result_alarms_settle_once()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
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
end $function$;

CREATE OR REPLACE FUNCTION public.result_entries_keep()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
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
end $function$;

CREATE OR REPLACE FUNCTION public.result_protocols_step()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
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
end $function$;

CREATE OR REPLACE FUNCTION public.role_grants_are_as_proposed()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
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
end $function$;

CREATE OR REPLACE FUNCTION public.role_grants_end_once()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if old.ended_at is not null
     or (new.id, new.person_id, new.role, new.territory_path, new.territory_name, new.election, new.valid_from, new.valid_until, new.proposal_id, new.proposed_by, new.approved_by, new.granted_at)
        is distinct from
        (old.id, old.person_id, old.role, old.territory_path, old.territory_name, old.election, old.valid_from, old.valid_until, old.proposal_id, old.proposed_by, old.approved_by, old.granted_at)
  then
    raise exception 'a grant only ends, once' using errcode = 'restrict_violation';
  end if;
  return new;
end $function$;

CREATE OR REPLACE FUNCTION public.role_grants_match_proposal()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if new.proposal_id is null then
    if exists (select from proposals) then
      raise exception 'only founders are granted without a proposal' using errcode = 'restrict_violation';
    end if;
  elsif not exists (
    select from proposals p where p.id = new.proposal_id and p.kind = 'grant-role' and p.status = 'approved'
      and p.proposed_by = new.proposed_by and p.decided_by = new.approved_by)
  then
    raise exception 'a grant needs its approved proposal' using errcode = 'restrict_violation';
  end if;
  return new;
end $function$;

CREATE OR REPLACE FUNCTION public.roll_lines_come_once()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if exists (
    select from (select distinct roll, station from added) a join rolls r on r.id = a.roll
    where r.status <> 'freezing'
      or exists (select from roll_roots t where t.roll = a.roll and t.station = a.station))
  then
    raise exception 'nothing is added to a roll that is written' using errcode = 'restrict_violation';
  end if;
  return null;
end $function$;

CREATE OR REPLACE FUNCTION public.roll_prints_are_as_proposed()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if not exists (
    select from proposals p join rolls r on r.election = p.content::jsonb ->> 'election'
    where p.id = new.proposal_id and r.id = new.roll
      and p.content::jsonb ->> 'territory' = new.territory_path
      and p.content::jsonb ->> 'language' = new.language
      and (p.content::jsonb ->> 'stations')::integer = new.stations)
  then
    raise exception 'a printing is what its proposal says' using errcode = 'restrict_violation';
  end if;
  return new;
end $function$;

CREATE OR REPLACE FUNCTION public.roll_prints_are_removed_once()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  raise exception 'a printing whose files are removed does not change' using errcode = 'restrict_violation';
end $function$;

CREATE OR REPLACE FUNCTION public.roll_supplements_are_as_proposed()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if not exists (
    select from proposals p join rolls r on r.election = p.content::jsonb ->> 'election'
    where p.id = new.proposal_id and r.id = new.roll
      and p.content::jsonb ->> 'station' = new.station
      and p.content::jsonb ->> 'voter' = new.voter_id::text
      and p.content::jsonb ->> 'kind' = new.reason
      and p.content::jsonb ->> 'evidence' = new.evidence
      and p.content::jsonb -> 'home' ->> 'station' is not distinct from new.home_station
      and (p.content::jsonb -> 'home' ->> 'line')::integer is not distinct from new.home_line)
  then
    raise exception 'a supplement is what its proposal says' using errcode = 'restrict_violation';
  end if;
  return new;
end $function$;

CREATE OR REPLACE FUNCTION public.roll_supplements_follow()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if not exists (select from rolls r where r.id = new.roll and r.status = 'frozen') then
    raise exception 'a supplement follows the freeze' using errcode = 'restrict_violation';
  end if;
  return new;
end $function$;

CREATE OR REPLACE FUNCTION public.roll_voters_abroad_with_selection()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if exists (select from rolls r where r.id = new.roll and r.selected_at is not null) then
    raise exception 'voters abroad are counted when the roll is selected' using errcode = 'restrict_violation';
  end if;
  return new;
end $function$;

CREATE OR REPLACE FUNCTION public.rolls_are_as_proposed()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if not exists (
    select from proposals p where p.id = new.proposal_id
      and p.content::jsonb ->> 'election' = new.election
      and p.content::jsonb ->> 'pack' = new.pack)
  then
    raise exception 'a roll is frozen by the proposal of its own election' using errcode = 'restrict_violation';
  end if;
  return new;
end $function$;

CREATE OR REPLACE FUNCTION public.rolls_are_frozen_once()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if old.status = 'frozen'
     or (new.id, new.election, new.pack, new.geography, new.mode, new.voting_day, new.proposal_id, new.approved_at)
        is distinct from
        (old.id, old.election, old.pack, old.geography, old.mode, old.voting_day, old.proposal_id, old.approved_at)
     or (old.selected_at is not null and (new.selected_at, new.stations, new.voters, new.excluded)
        is distinct from (old.selected_at, old.stations, old.voters, old.excluded))
  then
    raise exception 'a roll is frozen once and never changes' using errcode = 'restrict_violation';
  end if;
  if new.status = 'frozen' and (
    (select count(*) from roll_roots r where r.roll = new.id) <> new.stations
    or (select coalesce(sum(r.voters), 0) from roll_roots r where r.roll = new.id) <> new.voters)
  then
    raise exception 'a roll is frozen when every station and every voter is written' using errcode = 'restrict_violation';
  end if;
  return new;
end $function$;

CREATE OR REPLACE FUNCTION public.sign_in_handed_by(holder uuid)
 RETURNS uuid
 LANGUAGE sql
 STABLE
AS $function$
  select handed_by from invitations where person_id = holder order by created_at desc limit 1
$function$;

CREATE OR REPLACE FUNCTION public.station_keys_need_two_people()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
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
end $function$;

CREATE OR REPLACE FUNCTION public.third_review_settles()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if new.number > 1 + (select count(*) from match_sample_reviews r where r.run_id = new.run_id and r.pair_id = new.pair_id)
     or new.number = 3 and (select count(distinct verdict) = 1 from match_sample_reviews r
       where r.run_id = new.run_id and r.pair_id = new.pair_id)
  then
    raise exception 'two people review a pair, and a third where they differ' using errcode = 'restrict_violation';
  end if;
  return new;
end $function$;

CREATE OR REPLACE FUNCTION public.voter_requests_in_order()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
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
end $function$;
