import { getProtocol, proposeSettlement } from '@ovoz/contract';
import { DrillFailure } from './drill-failure.ts';
import { approve } from './drill-people.ts';
import { deskOf, type Night, type ReceivedPaper } from './night.ts';

/** Two officers look at an alarm and say which package is the true one. */
export async function settleAlarm(night: Night, taken: ReceivedPaper): Promise<void> {
  const { officers } = deskOf(night, taken.plan.station);
  const [first, second] = officers;
  const { contest, station } = taken;
  const protocol = await first.call(getProtocol, {
    params: { code: night.election.code, contest, station, count: 'hand' },
  });
  const open = protocol.alarms.find(({ settledAt }) => settledAt === null);
  if (open === undefined) throw new DrillFailure(`Station ${station} has no open alarm.`);
  const { proposalId } = await first.call(proposeSettlement, {
    params: { code: night.election.code, id: open.id },
    body: { take: taken.hash, reason: 'Compared with the paper that lies in the safe' },
  });
  await approve(second, proposalId);
  night.figures.alarms += 1;
}
