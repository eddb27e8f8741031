import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  checkCandidateImport,
  checkCommissionImport,
  checkDefinition,
  checkGeographyImport,
  type ElectionDefinition,
  type ImportTable,
} from '@ovoz/election-model';
import { hasFile, packCodes, packText, readPack } from '../../../country-packs/pack-folder.ts';
import { type BoundaryCollection, generateNation, parseGenerationPlan } from './index.ts';
import { isInOutline, outlinesByCode } from './outline.ts';
import { nearestAbove } from './territory-tree.ts';

/** Regions are not split across districts, and the smallest region is a district of its own. */
const MOST_UNEQUAL = 4;

for (const code of packCodes) {
  const pack = readPack(code);
  const plan = planOf(code);
  const boundaries = pack.boundaries.map(
    ({ file }): BoundaryCollection => JSON.parse(packText(code, file)),
  );
  const files = generate(code, 'seed');
  const imported = checkGeographyImport(
    pack,
    {
      territories: asTable('territories', files.territories),
      stations: asTable('stations', files.stations),
      districts: pack.districtSets.length > 0 ? asTable('districts', files.districts) : undefined,
      boundaries: boundaries.map((json, index) => ({ file: `boundaries-${index}`, json })),
    },
    null,
  );
  const geography = imported.geography;
  const { territories, stations, districts, memberships } = geography ?? {
    territories: [],
    stations: [],
    districts: [],
    memberships: [],
  };

  test(`${code}: the geography passes its import without a finding`, () => {
    assert.deepEqual(imported.report.findings, []);
  });

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

  if (plan.directions !== undefined)
    test(`${code}: about half of the stations at home say how their door is found`, () => {
      const atHome = stations.filter(({ kind }) => kind !== 'abroad');
      const told = atHome.filter(({ directions }) => directions !== undefined);
      assert.ok(Math.abs(told.length / atHome.length - 0.5) < 0.1, `${told.length} of them`);
      const languages = ['en', plan.language, 'ru'];
      for (const { directions } of told) {
        for (const tag of languages) assert.ok(directions?.[tag], tag);
      }
    });

  test(`${code}: stations lie inside the outline of their territory`, () => {
    const outlines = outlinesByCode(boundaries);
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
    test(`${code}: districts of ${set.code} are not empty, and about equal`, () => {
      const own = districts.filter((district) => district.set === set.code);
      assert.equal(own.length, set.districts);
      const perSeat = own.map(({ code: district, seats }) => {
        const ofDistrict = memberships.filter(
          (membership) => membership.set === set.code && membership.districtCode === district,
        );
        assert.ok(ofDistrict.length > 0, `${district} is not empty`);
        return ofDistrict.length / seats;
      });
      const [least, most] = [Math.min(...perSeat), Math.max(...perSeat)];
      assert.ok(most / least < MOST_UNEQUAL, `from ${least} to ${most} stations a seat`);
    });

  for (const system of pack.systems) {
    test(`${code} ${system.code}: a definition with the candidates could be sealed`, () => {
      assert.ok(geography);
      const own = generate(code, 'seed', system.code);
      const { contests } = system;
      const { candidacies, report } = checkCandidateImport(
        { pack, contests, districts },
        {
          parties: asTable('parties', own.parties),
          candidates: asTable('candidates', own.candidates),
        },
        null,
      );
      assert.deepEqual(report.findings, []);
      assert.ok(candidacies);
      const definition: ElectionDefinition = {
        format: 1,
        code: `${code}-training`,
        title: system.title,
        mode: 'training',
        pack: { code, version: pack.version, hash: '0'.repeat(64) },
        system: system.code,
        calledOn: '2026-09-18',
        votingDay: '2026-12-27',
        timeZone: pack.timeZone,
        languages: pack.languages.map(({ tag }) => tag),
        geography: { version: 1, hash: '0'.repeat(64) },
        contests,
        parties: [...candidacies.parties],
        ballots: [...candidacies.ballots],
        generatedCandidates: true,
      };
      assert.deepEqual(checkDefinition(definition, pack, geography), []);
      for (const { lists } of candidacies.ballots)
        for (const { party, candidates } of lists)
          assertQuota(
            candidates.map(({ sex }) => sex === 'female'),
            plan.quota,
            party,
          );
    });
  }

  test(`${code}: the commissions pass their import, and every kind is there`, () => {
    assert.ok(geography);
    const { commissions, report } = checkCommissionImport(
      pack,
      geography,
      {
        commissions: asTable('commissions', files.commissions),
        members: asTable('members', files.members),
      },
      null,
    );
    assert.deepEqual(report.findings, []);
    for (const kind of pack.commissionKinds) {
      const own = commissions?.commissions.filter((one) => one.kind === kind.code) ?? [];
      const atLevel = territories.filter((one) => one.level === kind.territoryLevel);
      const inSet = districts.filter((one) => one.set === kind.districtSet);
      assert.equal(own.length, kind.perStation ? 3 : atLevel.length + inSet.length, kind.code);
    }
  });

  test(`${code}: the same seed gives the same bytes, another seed gives others`, () => {
    assert.deepEqual(generate(code, 'seed'), files);
    const other = generate(code, 'other');
    const unlike = ['stations', 'candidates', 'commissions', 'members'] as const;
    for (const file of unlike) assert.notEqual(other[file], files[file], file);
  });
}

function generate(code: string, seed: string, system?: string) {
  const read = (file: string) => (hasFile(code, file) ? packText(code, file) : null);
  return generateNation(read, {
    seed,
    ...(system === undefined ? {} : { system }),
    votingYear: 2026,
    formedOn: '2026-10-01',
    precinctCommissions: (numbers) => numbers.slice(0, 3),
  });
}

function planOf(code: string) {
  const plan = parseGenerationPlan(JSON.parse(packText(code, 'generation.json')));
  assert.ok(plan.ok);
  return plan.value;
}

function assertQuota(
  women: readonly boolean[],
  quota: { readonly every: number; readonly leastWomen: number },
  list: string,
): void {
  const { every, leastWomen } = quota;
  const count = (places: readonly boolean[]) => places.filter(Boolean).length;
  for (let start = 0; start + every <= women.length; start += every)
    assert.ok(count(women.slice(start, start + every)) >= leastWomen, `${list} from ${start}`);
  assert.ok(count(women) * every >= women.length * leastWomen, list);
}

/** Cells of generated files are quoted only where they hold a comma or a quotation mark. */
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
