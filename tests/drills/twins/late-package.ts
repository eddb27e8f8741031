import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createClient } from '@ovoz/client';
import { type PackageReceipt, type PublishedElection, submitPackage } from '@ovoz/contract';
import { legalTimeMs, type ResultPackage } from '@ovoz/election-model';
import { DrillFailure } from '../drill-failure.ts';
import { stationDevice } from '../station-device.ts';
import type { Stage } from './stage.ts';

/**
 * A device sends another version after its protocol was decided about: it is kept, raises an alarm, and is a fact
 * like any other. @returns the receipt that the device holds.
 */
export async function sendLatePackage(
  stage: Stage,
  origin: string,
  { payload }: ResultPackage,
): Promise<PackageReceipt> {
  const path = join(stage.published, 'elections', payload.election, 'election.json');
  const { clock } = JSON.parse(readFileSync(path, 'utf8')) as PublishedElection;
  const text = stationDevice(stage.seed, payload.station).sign({
    ...payload,
    version: payload.version + 1,
    origin: { kind: 'station-signed' },
    madeAt: new Date(legalTimeMs(clock, Date.now())).toISOString(),
  });
  const answer = await createClient({ origin, fetch }).call(submitPackage, {
    params: { code: payload.election },
    body: { package: text },
  });
  if (answer.ok) return answer.value;
  throw new DrillFailure(`The late package was refused: ${JSON.stringify(answer.refusal)}`);
}
