-- module: geography
-- How to find the door of a station, by language; null when nobody wrote it, as in every version from before.
alter table polling_stations add directions jsonb
  check (jsonb_typeof(directions) = 'object' and directions ? 'en');
