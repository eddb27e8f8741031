import { assert, canonicalBytes, ok, type Result, refused } from '@ovoz/basics';
import Value from 'typebox/value';
import { CountryPack } from './country-pack.ts';
import { packRuleFindings } from './country-pack-rules.ts';

/** What a country pack can get wrong, beyond and with the schema. Codes are public and stable. */
export const PACK_FINDINGS = {
  'alphabet-repeat': 'A letter stands twice in an alphabet.',
  'anchor-cycle': 'A rule of the calendar is counted from itself.',
  'candidate-rule': 'The method of the seat rule is not one for this kind of contest.',
  'commission-coverage':
    'A kind of commission covers a territory level, a district of a set, or a station: one of them.',
  'duplicate-code': 'The code is used twice in the same list.',
  'duplicate-rule': 'A code of the calendar is used twice, or is the name of an anchor.',
  'first-divisor':
    'Modified Sainte-Laguë has a first divisor above zero, and no other method has one.',
  'form-marks':
    'Ballots have as many marks as the district has seats in a block vote, and only there.',
  'impossible-date': 'The calendar has no such day.',
  'language-missing': 'A text lacks the main language of the pack.',
  'marks-term': 'Only a count of the form is multiplied by the marks of a ballot.',
  'moment-governs': 'A moment opens and closes nothing, so it cannot govern an act.',
  'no-working-days': 'The working week has no day.',
  order: 'The first value must come before the second.',
  'reserved-field': 'The names `votes` and `one` have a fixed meaning in the checks of forms.',
  schema: 'The value does not have the form that the schema of packs asks for.',
  'seats-differ': 'The contest has another number of seats than its set of districts.',
  'share-above-one': 'A share is more than the whole.',
  'unknown-anchor': 'A rule of the calendar is counted from a rule that does not exist.',
  'unknown-commission-kind': 'There is no such kind of commission in the pack.',
  'unknown-district-set': 'There is no such set of districts in the pack.',
  'unknown-field': 'A check or a role of a form names a field that the form does not have.',
  'unknown-form': 'There is no such form in the pack.',
  'unknown-level': 'There is no such level of territories in the pack.',
  'unknown-seat-rule': 'There is no such seat rule in the pack.',
  'unknown-time-zone': 'The time zone is not in the IANA database.',
} as const;

export type PackFindingCode = keyof typeof PACK_FINDINGS;

/** A fault of a pack. `path` is a JSON Pointer (RFC 6901) into the pack. */
export type PackFinding = {
  readonly code: PackFindingCode;
  readonly path: string;
  readonly reason: string;
};

/** More than a person mends at once; a file that is something else altogether would list thousands. */
export const MAX_PACK_FINDINGS = 200;

/** The pack that the JSON holds, or what is wrong with it. Cross rules are asked once the schema holds. */
export function parseCountryPack(json: unknown): Result<CountryPack, readonly PackFinding[]> {
  if (!Value.Check(CountryPack, json)) return refused(schemaFindings(json));
  const findings = packRuleFindings(json);
  return findings.length === 0 ? ok(json) : refused(findings.slice(0, MAX_PACK_FINDINGS));
}

function schemaFindings(json: unknown): readonly PackFinding[] {
  return Value.Errors(CountryPack, json)
    .slice(0, MAX_PACK_FINDINGS)
    .map(({ instancePath, message }) => ({ code: 'schema', path: instancePath, reason: message }));
}

/**
 * The hash of a pack: SHA-256 over the canonical JSON of its files, `[{ path, sha256 }]`, ordered by path
 * in UTF-16 code units. Paths are relative to the pack's folder, with `/`; `sha256` gives lower-case hex.
 */
export function packHash(
  files: readonly { readonly path: string; readonly sha256: string }[],
  sha256: (bytes: Uint8Array) => string,
): string {
  const sorted = files
    .map(({ path, sha256: hash }) => ({ path, sha256: hash }))
    .toSorted((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0));
  const paths = new Set(sorted.map((file) => file.path));
  assert(paths.size === sorted.length, 'the files of a pack have a path each');
  return sha256(canonicalBytes(sorted));
}
