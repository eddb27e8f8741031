import { createClient } from '@ovoz/client';
import { type PackageReceipt, submitPackage } from '@ovoz/contract';
import type { ResultPackage } from '@ovoz/election-model';
import { DrillFailure } from '../drill-failure.ts';
import { stationDevice } from '../station-device.ts';
import type { Stage } from './stage.ts';

/**
 * A device sends another version after its protocol was decided about: it is kept, raises an alarm, and is a fact
 * like any other. @returns the receipt that the device holds.
 */
export async function sendLatePackage(
  { seed }: Stage,
  origin: string,
  { payload }: ResultPackage,
): Promise<PackageReceipt> {
  const version = { ...payload, version: payload.version + 1 };
  const answer = await createClient({ origin, fetch }).call(submitPackage, {
    params: { code: payload.election },
    body: { package: stationDevice(seed, payload.station).sign(version) },
  });
  if (answer.ok) return answer.value;
  throw new DrillFailure(`The late package was refused: ${JSON.stringify(answer.refusal)}`);
}
