import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checkGeographyImport, type ImportTable } from '@ovoz/election-model';
import { generateGeography, packTable } from '../../../country-packs/generated-nation.ts';
import { packCodes } from '../../../country-packs/pack-folder.ts';
import { districtsCsv, stationsCsv } from './index.ts';
import { isInOutline, outlinesByCode } from './outline.ts';
import { nearestAbove } from './territory-tree.ts';

/** Regions are not split across districts, and the smallest region is a district of its own. */
const MOST_UNEQUAL = 4;

for (const code of packCodes) {
  const nation = generateGeography(code, 'seed');
  const { pack, plan, territories, stations, districts, memberships } = nation;

  test(`${code}: as many stations of each kind as officials announced`, () => {
    const count = (kind: string) => stations.filter((station) => station.kind === kind).length;
    const { domestic, abroad, remote, abroadCountries } = pack.officialStations;
    assert.equal(count('domestic') + count('special'), domestic);
    assert.equal(count('special'), plan.special?.stations ?? 0);
    assert.equal(count('abroad'), abroad);
    assert.equal(count('remote'), remote);
    const hosts = new Set(stations.map((station) => station.hostCountry).filter(Boolean));
    if (abroadCountries !== null) assert.equal(hosts.size, abroadCountries);
    assert.ok(stations.every((station) => station.generated));
  });

  test(`${code}: the files pass the import without a finding`, () => {
    const { report, geography } = importFiles(nation);
    assert.deepEqual(report.findings, []);
    assert.equal(geography?.stations.length, stations.length);
  });

  test(`${code}: stations lie inside the outline of their territory`, () => {
    const outlines = outlinesByCode(nation.boundaries);
    const paths = new Map(territories.map((territory) => [territory.code, territory.path]));
    for (const { number, kind, territoryCode, latitudeE4, longitudeE4 } of stations) {
      if (kind === 'abroad' || latitudeE4 === null || longitudeE4 === null) continue;
      const outline = nearestAbove(paths.get(territoryCode) ?? '', (one) => outlines.get(one));
      assert.ok(outline, `${number} has an outline`);
      assert.ok(isInOutline([longitudeE4 / 1e4, latitudeE4 / 1e4], outline), number);
    }
    const placed = stations.filter((station) => station.latitudeE4 !== null).length;
    assert.equal(placed, outlines.size === 0 ? 0 : stations.length);
  });

  test(`${code}: every territory of the lowest level has stations`, () => {
    const used = new Set(stations.map((station) => station.territoryCode));
    for (const territory of territories)
      if (territory.level === plan.stationLevel)
        assert.ok(used.has(territory.code), territory.code);
  });

  for (const set of pack.districtSets)
    test(`${code}: districts of ${set.code} are as many as the law has, and about equal`, () => {
      const own = districts.filter((district) => district.set === set.code);
      assert.equal(own.length, set.districts);
      assert.equal(
        own.reduce((sum, district) => sum + district.seats, 0),
        set.seats,
      );
      const members = memberships.filter((membership) => membership.set === set.code);
      assert.equal(new Set(members.map((member) => member.stationNumber)).size, members.length);
      const perSeat = own.map(({ code: district, seats }) => {
        const count = members.filter((member) => member.districtCode === district).length;
        assert.ok(count > 0, `${district} is not empty`);
        return count / seats;
      });
      assert.ok(
        Math.max(...perSeat) / Math.min(...perSeat) < MOST_UNEQUAL,
        `${Math.min(...perSeat)}`,
      );
    });

  test(`${code}: the same seed gives the same bytes, another seed gives others`, () => {
    assert.equal(filesOf(generateGeography(code, 'seed')).stations, filesOf(nation).stations);
    assert.notEqual(filesOf(generateGeography(code, 'other')).stations, filesOf(nation).stations);
  });
}

test('uzbekistan: 11,028 stations are generated in under 3 seconds', () => {
  const start = performance.now();
  assert.equal(generateGeography('uzbekistan', 'time').stations.length, 11_028);
  assert.ok(performance.now() - start < 3000);
});

function filesOf({ pack, stations, districts, memberships }: ReturnType<typeof generateGeography>) {
  const language = pack.languages[0]?.tag ?? 'en';
  return {
    stations: stationsCsv(stations, memberships),
    districts: districtsCsv(districts, language),
  };
}

function importFiles(nation: ReturnType<typeof generateGeography>) {
  const files = filesOf(nation);
  const boundaries = nation.pack.boundaries.map(({ file }, index) => ({
    file,
    json: nation.boundaries[index],
  }));
  const districts = asTable('districts', files.districts);
  return checkGeographyImport(
    nation.pack,
    {
      territories: packTable(nation.pack.code, 'territory.csv'),
      stations: asTable('stations', files.stations),
      districts: nation.districts.length === 0 ? undefined : districts,
      boundaries,
    },
    null,
  );
}

/** Cells of generated files are quoted only where they hold a comma. */
function asTable(file: string, text: string): ImportTable {
  const [header = [], ...lines] = text
    .trimEnd()
    .split('\n')
    .map((line) =>
      [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map(
        (match) => match[1]?.replaceAll('""', '"') ?? match[2] ?? '',
      ),
    );
  const rows = lines.map((cells, index) => ({
    line: index + 2,
    cells: Object.fromEntries(header.map((name, column) => [name, cells[column] ?? ''])),
  }));
  return { file, rows, columns: header };
}
