import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { CountryPack } from '@ovoz/election-model';
import {
  packCodes,
  packText,
  polygonsOf,
  type Ring,
  readFeatures,
  readPack,
  readTerritoryRows,
} from './pack-folder.ts';

const OFFICIAL_STATIONS: Readonly<Record<string, readonly [number, number, number]>> = {
  azerbaijan: [6478, 0, 0],
  georgia: [3695, 0, 0],
  kazakhstan: [10_146, 18, 0],
  kyrgyzstan: [2492, 100, 27],
  mongolia: [2198, 47, 0],
  uzbekistan: [10_971, 57, 0],
};
const GOVERNED_ACTS = [
  'change-districts',
  'change-stations',
  'form-commissions',
  'register-candidates',
  'change-ballot',
  'change-definition',
];
/** Generated from Latin script by the program, so packs do not carry it. */
const GENERATED_LANGUAGES = ['uz-Cyrl'];

test('there is a pack for each country', () => {
  assert.deepEqual(packCodes, Object.keys(OFFICIAL_STATIONS));
});

for (const code of packCodes) {
  const pack = readPack(code);
  const territories = readTerritoryRows(code);
  const codes = new Set(territories.map((row) => row.code));

  test(`${code}: the folder and the pack bear the same code`, () => {
    assert.equal(pack.code, code);
  });

  test(`${code}: territory codes are unique, and parents stand one level up`, () => {
    assert.equal(codes.size, territories.length);
    const levels = new Map(territories.map((row) => [row.code, Number(row.level)]));
    for (const row of territories) {
      if (row.level === '0') assert.equal(row.code, pack.root);
      else assert.equal(levels.get(row.parent_code), Number(row.level) - 1, row.code);
      assert.ok(pack.territoryLevels[Number(row.level)], `no name for level ${row.level}`);
    }
    assert.ok(codes.has(pack.abroadTerritory));
  });

  test(`${code}: every boundary is of a territory of its level, and none is missing`, () => {
    for (const { level, file } of pack.boundaries) {
      const shapes = readFeatures(code, file).map((feature) => feature.properties.code);
      const atLevel = territories.filter((row) => Number(row.level) === level);
      assert.deepEqual(shapes.toSorted(), atLevel.map((row) => row.code).toSorted(), file);
    }
  });

  test(`${code}: rings are closed, outer ones counter-clockwise and holes clockwise`, () => {
    for (const { file } of pack.boundaries)
      for (const feature of readFeatures(code, file))
        for (const rings of polygonsOf(feature))
          rings.forEach((ring, index) => {
            const place = `${file} ${feature.properties.code}`;
            assert.ok(ring.length >= 4, place);
            assert.deepEqual(ring[0], ring.at(-1), place);
            assert.equal(signedArea(ring) > 0, index === 0, place);
            for (const [longitude, latitude] of ring)
              assert.ok(Math.abs(longitude) <= 180 && Math.abs(latitude) <= 90, place);
          });
  });

  test(`${code}: the official numbers of stations are there`, () => {
    const { domestic, abroad, remote } = pack.officialStations;
    assert.deepEqual([domestic, abroad, remote], OFFICIAL_STATIONS[code]);
  });

  test(`${code}: whatever a text names exists`, () => {
    assertNamesExist(pack);
  });

  test(`${code}: the calendar governs every act, some by refusal and some by warning`, () => {
    for (const system of pack.systems) {
      assert.ok(system.calendar.length >= 12);
      const governs = system.calendar.flatMap((rule) => rule.governs ?? []);
      const acts = new Set(governs.map(({ act }) => act));
      const wanted = GOVERNED_ACTS.filter(
        (act) => act !== 'change-districts' || pack.districtSets.length > 0,
      );
      assert.deepEqual([...acts].toSorted(), wanted.toSorted());
      assert.deepEqual([...new Set(governs.map(({ effect }) => effect))].toSorted(), [
        'block',
        'warn',
      ]);
    }
  });

  test(`${code}: seats of the contests are those of their districts`, () => {
    for (const system of pack.systems)
      for (const contest of system.contests) {
        const set = pack.districtSets.find((one) => one.code === contest.districtSet);
        if (set !== undefined) assert.equal(set.seats, contest.seats, contest.code);
      }
  });

  test(`${code}: whoever made the boundaries is credited`, () => {
    if (pack.boundaries.length > 0) assert.ok(pack.credits.length > 0);
    const readme = packText(code, 'README.md');
    for (const { licence } of pack.credits) assert.ok(readme.includes(licence), licence);
  });

  test(`${code}: alphabets name no letter twice`, () => {
    for (const { tag, alphabet } of pack.languages)
      assert.equal(new Set(alphabet).size, alphabet.length, tag);
  });

  for (const { tag } of pack.languages.filter((one) => !GENERATED_LANGUAGES.includes(one.tag)))
    test(`${code}: no text is missing in ${tag}`, () => {
      const missing = textsWithout(tag, pack, '');
      assert.deepEqual(missing, []);
    });
}

/** Twice the planar area: positive when the ring runs counter-clockwise. */
function signedArea(ring: Ring): number {
  let sum = 0;
  for (let index = 1; index < ring.length; index++) {
    const [x1, y1] = ring[index - 1]!; // both indices are within the ring
    const [x2, y2] = ring[index]!;
    sum += x1 * y2 - x2 * y1;
  }
  return sum;
}

/** Paths of the localised texts (objects with English) that lack a language. */
function textsWithout(tag: string, value: unknown, path: string): readonly string[] {
  if (typeof value !== 'object' || value === null) return [];
  if (typeof (value as { en?: unknown }).en === 'string') return tag in value ? [] : [path];
  return Object.entries(value).flatMap(([key, inner]) =>
    textsWithout(tag, inner, `${path}/${key}`),
  );
}

function assertNamesExist(pack: CountryPack): void {
  const sets = new Set(pack.districtSets.map((set) => set.code));
  const rules = new Set(pack.seatRules.map((rule) => rule.code));
  const forms = new Set(pack.forms.map((form) => form.code));
  const kinds = new Set(pack.commissionKinds.map((kind) => kind.code));
  for (const kind of pack.commissionKinds)
    if (kind.districtSet !== null) assert.ok(sets.has(kind.districtSet), kind.code);
  for (const system of pack.systems) {
    for (const contest of system.contests) {
      if (contest.districtSet !== null) assert.ok(sets.has(contest.districtSet), contest.code);
      assert.ok(rules.has(contest.seatRule), contest.seatRule);
      assert.ok(forms.has(contest.form), contest.form);
    }
    const codes = system.calendar.map((rule) => rule.code);
    assert.equal(new Set(codes).size, codes.length, 'calendar codes are unique');
    for (const rule of system.calendar) {
      assert.ok(kinds.has(rule.responsible), `${rule.code}: ${rule.responsible}`);
      const anchors = ['voting-day', 'called-day', ...codes.filter((one) => one !== rule.code)];
      assert.ok(anchors.includes(rule.anchor), `${rule.code}: ${rule.anchor}`);
    }
  }
  for (const form of pack.forms) {
    const fields = new Set(['votes', 'one', ...form.fields.map((field) => field.code)]);
    assert.equal(fields.size, form.fields.length + 2, `${form.code}: fields are unique`);
    for (const check of form.checks)
      for (const term of [...check.left, ...check.right])
        assert.ok(fields.has(term.field), `${form.code} ${check.code}: ${term.field}`);
  }
}
