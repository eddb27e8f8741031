import { present } from '@ovoz/basics';
import { submitPackage, uploadPackages } from '@ovoz/contract';
import type { ResultPayload } from '@ovoz/election-model';
import { DrillFailure } from './drill-failure.ts';
import {
  deskOf,
  type Night,
  payloadOf,
  type ReceivedPaper,
  type RegionDesk,
  type StationPaper,
} from './night.ts';
import type { StationPlan } from './night-plan.ts';
import { tryRefused } from './refused-attempts.ts';
import { settleAlarm } from './settle-alarm.ts';
import { type StationDevice, stationDevice } from './station-device.ts';
import { doesNotAddUp, votesExchanged } from './wrong-papers.ts';

/** A station's device sends the papers of all contests, with whatever goes wrong there. */
export async function sendPapers(night: Night, plan: StationPlan): Promise<void> {
  const { station, attempt, trouble } = plan;
  const device = stationDevice(night.seed, station.number);
  const papers = night.papersOf(station);
  // What goes wrong goes wrong in one contest, here in this one and there in another.
  const troubled = trouble === null ? -1 : station.number.length % papers.length;
  for (const [index, paper] of papers.entries()) {
    const payload = payloadOf(night, station, paper);
    if (index === 0 && attempt !== null) await tryRefused(night, attempt, station, payload);
    if (index === troubled) await sendTroubled(night, plan, device, paper, payload);
    else await sendPaper(night, plan, device, paper, payload);
  }
}

async function sendTroubled(
  night: Night,
  plan: StationPlan,
  device: StationDevice,
  paper: StationPaper,
  payload: ResultPayload,
): Promise<void> {
  const { content } = paper;
  const first = firstContent(plan, content);
  const text = device.sign({ ...payload, content: first });
  const received = await submit(night, plan, { ...paper, content: first }, text, 1);
  const { figures } = night;
  if (plan.trouble === 'resent') {
    const again = await submit(night, plan, { ...paper, content: first }, text, 1);
    if (again.hash !== received.hash) throw new DrillFailure('The same bytes have two receipts.');
    figures.resent += 1;
  }
  if (plan.trouble === 'machine') {
    const seen = { contest: paper.contest, content: votesExchanged(content, 1) };
    const bySecond = device.sign(payloadOf(night, plan.station, seen, 1, 'machine'));
    await submit(night, plan, { ...paper, content: seen.content }, bySecond, 1);
    figures.machineCounts += 1;
  }
  const isDoubled = plan.trouble === 'first-stands' || plan.trouble === 'second-taken';
  if (!isDoubled) {
    deskOf(night, plan.station).inbox.push(received);
    return;
  }
  const other = votesExchanged(content);
  const second = device.sign({ ...payload, content: other });
  const doubled = await submit(
    night,
    plan,
    { ...paper, content: other },
    second,
    1,
    'alarm-raised',
  );
  const taken = plan.trouble === 'second-taken' ? doubled : received;
  await settleAlarm(night, taken);
  deskOf(night, plan.station).inbox.push(taken);
}

function firstContent({ trouble }: StationPlan, content: StationPaper['content']) {
  if (trouble === 'errors-accepted' || trouble === 'errors-returned') return doesNotAddUp(content);
  if (trouble === 'corrected' || trouble === 'after-decision') return votesExchanged(content);
  return content;
}

async function sendPaper(
  night: Night,
  plan: StationPlan,
  device: StationDevice,
  paper: StationPaper,
  payload: ResultPayload,
): Promise<void> {
  const text = device.sign(payload);
  const desk = deskOf(night, plan.station);
  if (plan.transport === 'carried') {
    const { station } = plan;
    desk.carried.push({ ...paper, station: station.number, plan, version: 1, text });
    return;
  }
  desk.inbox.push(await submit(night, plan, paper, text, 1));
}

/** Sends a package and sees that the system says of it what is true. */
export async function submit(
  night: Night,
  plan: StationPlan,
  paper: StationPaper,
  text: string,
  version: number,
  outcome: 'received' | 'alarm-raised' = 'received',
): Promise<ReceivedPaper> {
  const receipt = await night.device.call(submitPackage, {
    params: { code: night.election.code },
    body: { package: text },
  });
  night.figures.packagesSent += 1;
  const where = `${paper.contest} of station ${plan.station.number}`;
  if (receipt.outcome !== outcome) {
    throw new DrillFailure(`The package for ${where} was ${receipt.outcome}, not ${outcome}.`);
  }
  const { hash, errors } = receipt;
  return { ...paper, station: plan.station.number, plan, version, hash, errors };
}

/** An officer uploads what was carried to the commission on a stick. */
export async function uploadCarried(night: Night, desk: RegionDesk): Promise<void> {
  const papers = desk.carried.splice(0);
  if (papers.length === 0) return;
  const { outcomes } = await desk.officers[0].call(uploadPackages, {
    params: { code: night.election.code },
    body: { packages: papers.map(({ text }) => text) },
  });
  for (const [index, outcome] of outcomes.entries()) {
    const { text: _, ...paper } = present(papers[index], 'every package has its outcome');
    if (!outcome.ok) throw new DrillFailure(`A carried package was refused: ${outcome.code}`);
    night.figures.packagesSent += 1;
    desk.inbox.push({ ...paper, hash: outcome.receipt.hash, errors: outcome.receipt.errors });
  }
}
