import { submitPackage } from '@ovoz/contract';
import type { ProtocolContent, ResultPayload } from '@ovoz/election-model';
import { DrillFailure } from './drill-failure.ts';
import type { DrillStation } from './drill-geography.ts';
import type { Night } from './night.ts';
import { stationDevice } from './station-device.ts';

/** Things that must be refused, each by the code that the contract promises. */
export const REFUSED_ATTEMPTS = [
  'key-of-another-station',
  'key-unknown',
  'wrong-mode',
  'wrong-election',
  'wrong-definition',
  'signature-wrong',
  'package-not-canonical',
  'package-malformed',
  'fields-wrong',
  'version-gap',
  'device-clock-off',
  'origin-not-allowed',
] as const;
export type RefusedAttempt = (typeof REFUSED_ATTEMPTS)[number];

const YEAR_MS = 365 * 86_400_000;

/** Tries it and sees that it is refused for this very reason. */
export async function tryRefused(
  night: Night,
  attempt: RefusedAttempt,
  station: DrillStation,
  payload: ResultPayload,
): Promise<void> {
  const packageText = forbiddenPackage(night, attempt, station, payload);
  const answer = await night.device.tryCall(submitPackage, {
    params: { code: night.election.code },
    body: { package: packageText },
  });
  night.expectRefusal(attempt, answer);
}

function forbiddenPackage(
  night: Night,
  attempt: RefusedAttempt,
  { number }: DrillStation,
  payload: ResultPayload,
): string {
  const own = stationDevice(night.seed, number);
  const { content } = payload;
  switch (attempt) {
    case 'key-of-another-station':
      return stationDevice(night.seed, night.otherStation(number)).sign(payload);
    case 'key-unknown':
      return stationDevice(`${night.seed} nobody certified this`, number).sign(payload);
    case 'wrong-mode':
      return own.sign({ ...payload, mode: 'live' });
    case 'wrong-election':
      return own.sign({ ...payload, election: `${payload.election}-other` });
    case 'wrong-definition':
      return own.sign({ ...payload, definition: '0'.repeat(64) });
    case 'signature-wrong':
      return withOneVoteMore(own.sign(payload), content);
    case 'package-not-canonical':
      return own.sign(payload).replace(',', ', ');
    case 'package-malformed':
      return own.sign({ ...payload, version: 0 });
    case 'fields-wrong':
      return own.sign({ ...payload, content: withoutOneOption(content) });
    case 'version-gap':
      return own.sign({ ...payload, version: 3 });
    case 'device-clock-off':
      return own.sign({
        ...payload,
        madeAt: new Date(Date.parse(payload.madeAt) - YEAR_MS).toISOString(),
      });
    case 'origin-not-allowed':
      return own.sign({
        ...payload,
        origin: { kind: 'keyed', entries: ['1'.repeat(64), '2'.repeat(64)] },
      });
    default:
      throw new DrillFailure(`${String(attempt)} is no attempt`);
  }
}

/** A byte altered on the way. */
function withOneVoteMore(text: string, { votes }: ProtocolContent): string {
  const [option = '', figure = 0] = Object.entries(votes)[0] ?? [];
  return text.replace(`"${option}":${figure}`, `"${option}":${(figure ?? 0) + 1}`);
}

function withoutOneOption(content: ProtocolContent): ProtocolContent {
  return { ...content, votes: Object.fromEntries(Object.entries(content.votes).slice(1)) };
}
