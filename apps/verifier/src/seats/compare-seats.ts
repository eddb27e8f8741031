import { paperKey } from '../forms/paper.ts';
import type { Allocation, DistrictSeats, PartySeats, Seats } from '../election-types.ts';
import type { Finding } from '../finding.ts';
import type { OwnSeats } from './election-seats.ts';
import { firstDifference } from './same.ts';

/**
 * Published seats with their working against those that were worked out from the protocols.
 * @param only the contest and district that the file is about; null for a file with all of them.
 */
export function compareSeats(
  place: string,
  published: Seats,
  { seats, unread }: OwnSeats,
  only: { readonly contest: string; readonly district: string } | null = null,
): readonly Finding[] {
  const isAsked = ({ contest, district }: DistrictSeats) =>
    only === null || (only.contest === contest && only.district === district);
  const own = new Map(seats.districts.filter(isAsked).map((one) => [keyOf(one), one]));
  const theirs = new Map(published.districts.map((one) => [keyOf(one), one]));
  const keys = [...new Set([...own.keys(), ...theirs.keys()])];
  const twice = published.districts.length - theirs.size;
  return [
    ...(twice === 0
      ? []
      : [wrong('seats-twice', place, `${twice} contests stand there more than once.`)]),
    ...keys.flatMap((key) =>
      compareOne(`${place} seats ${key}`, theirs.get(key), own.get(key), unread),
    ),
    ...(only === null && unread.size === 0
      ? compareParties(`${place} seats parties`, published.parties, seats.parties)
      : []),
  ];
}

function compareOne(
  place: string,
  theirs: DistrictSeats | undefined,
  own: DistrictSeats | undefined,
  unread: ReadonlySet<string>,
): readonly Finding[] {
  if (theirs === undefined) {
    return [wrong('seats-missing', place, 'The seats of this contest are not in the file.')];
  }
  if (own === undefined) {
    return [
      wrong(
        'seats-unasked',
        place,
        'The election has no such contest, or no rule by which its seats could be worked out.',
      ),
    ];
  }
  if (unread.has(keyOf(own))) {
    const sentence =
      'Protocols that count are not in the record, so these seats could not be worked out.';
    return [{ severity: 'gap', code: 'seats-not-checked', place, sentence }];
  }
  const frame = (['seats', 'stationsDue', 'stationsCounted', 'pending'] as const).flatMap((name) =>
    theirs[name] === own[name]
      ? []
      : [wrong('seats-frame-differs', place, saying(name, theirs[name], own[name]))],
  );
  return [...frame, ...compareAllocations(place, theirs.allocation, own.allocation)];
}

function compareAllocations(
  place: string,
  theirs: Allocation | null,
  own: Allocation | null,
): readonly Finding[] {
  if (theirs === null || own === null) {
    if (theirs === own) return [];
    const sentence =
      own === null
        ? 'Seats were given that cannot be worked out from the protocols.'
        : 'The seats follow from the protocols, and the file gives none.';
    return [wrong('seats-differ', place, sentence)];
  }
  return [
    ...different('seats-differ', place, 'options', theirs.options, own.options),
    ...different('seats-differ', place, 'elected', theirs.elected, own.elected),
    ...(['method', 'seats', 'status', 'voidReason', 'runoff', 'tie'] as const).flatMap((name) =>
      different('seats-outcome-differs', place, name, theirs[name], own[name]),
    ),
    ...compareSteps(place, theirs.steps, own.steps),
  ];
}

function compareSteps(
  place: string,
  theirs: Allocation['steps'],
  own: Allocation['steps'],
): readonly Finding[] {
  const difference = firstDifference(theirs, own);
  if (difference === null) return [];
  const [, at = '', ...inside] = difference.path.split('/');
  const step = own[Number(at)]?.kind ?? theirs[Number(at)]?.kind ?? 'end';
  const what = `step ${Number(at) + 1} of the working (${[step, ...inside].join(' ')})`;
  const sentence = saying(what, difference.published, difference.own);
  return [wrong('seats-step-differs', place, sentence)];
}

function compareParties(
  place: string,
  theirs: readonly PartySeats[],
  own: readonly PartySeats[],
): readonly Finding[] {
  return different('party-seats-differ', place, 'seats of the parties', theirs, own);
}

function different(
  code: string,
  place: string,
  what: string,
  theirs: unknown,
  own: unknown,
): readonly Finding[] {
  const difference = firstDifference(theirs, own);
  if (difference === null) return [];
  const where = [what, ...difference.path.split('/').slice(1)].join(' ');
  return [wrong(code, place, saying(where, difference.published, difference.own))];
}

function saying(what: string, theirs: unknown, own: unknown): string {
  return `${what}: the file says ${inShort(theirs)}, worked out from the protocols it is ${inShort(own)}.`;
}

/** A working can be long, and a sentence is not. */
const MAX_QUOTED = 120;

function inShort(value: unknown): string {
  const text = value === undefined ? 'nothing' : JSON.stringify(value);
  return text.length <= MAX_QUOTED ? text : `${text.slice(0, MAX_QUOTED)}…`;
}

function wrong(code: string, place: string, sentence: string): Finding {
  return { severity: 'false', code, place, sentence };
}

function keyOf({ contest, district }: DistrictSeats): string {
  return paperKey(contest, district);
}
