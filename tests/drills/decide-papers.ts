import {
  acceptProtocols,
  approveProposal,
  getProposal,
  getProtocol,
  proposeAnnulment,
  proposeCorrection,
  registerObjection,
  returnProtocol,
} from '@ovoz/contract';
import { DrillFailure } from './drill-failure.ts';
import { approve } from './drill-people.ts';
import { deskOf, type Night, payloadOf, type ReceivedPaper, type RegionDesk } from './night.ts';
import { submit } from './send-papers.ts';
import { settleAlarm } from './settle-alarm.ts';
import { stationDevice } from './station-device.ts';

/** The contract lets so many be accepted at once. */
const MOST_AT_ONCE = 500;
const HOUR_MS = 3_600_000;

/** A member of the territorial commission decides about what lies on the desk. */
export async function decidePapers(night: Night, desk: RegionDesk): Promise<void> {
  while (desk.inbox.length > 0) {
    const papers = desk.inbox.splice(0, MOST_AT_ONCE);
    const back = papers.filter(isSentBack);
    const accepted = papers.filter((paper) => !isSentBack(paper));
    if (accepted.length > 0) await accept(night, desk, accepted);
    for (const paper of back) await sendBack(night, desk, paper);
    for (const paper of accepted) await followUp(night, desk, paper);
  }
}

function isSentBack({ plan, version, errors }: ReceivedPaper): boolean {
  return plan.trouble === 'errors-returned' && version === 1 && errors > 0;
}

async function accept(
  night: Night,
  desk: RegionDesk,
  papers: readonly ReceivedPaper[],
): Promise<void> {
  const wrong = papers.filter(({ errors }) => errors > 0);
  const [example] = wrong;
  if (example !== undefined) await acceptWithoutReason(night, desk, example);
  const { accepted, refused } = await desk.officers[0].call(acceptProtocols, {
    params: { code: night.election.code },
    body: {
      protocols: papers.map(({ contest, station, hash, errors }) => ({
        contest,
        station,
        count: 'hand' as const,
        hash,
        reason: errors > 0 ? 'The paper says so; the commission of the station confirmed it' : null,
      })),
    },
  });
  if (accepted !== papers.length || refused.length > 0) {
    throw new DrillFailure(`Not all were accepted: ${JSON.stringify(refused.slice(0, 3))}`);
  }
  for (const paper of papers) night.sum.count(paper);
  night.figures.papersAccepted += papers.length;
  night.figures.withErrors += wrong.length;
}

async function acceptWithoutReason(
  night: Night,
  desk: RegionDesk,
  { contest, station, hash }: ReceivedPaper,
): Promise<void> {
  const { refused } = await desk.officers[0].call(acceptProtocols, {
    params: { code: night.election.code },
    body: { protocols: [{ contest, station, count: 'hand', hash, reason: null }] },
  });
  const code = refused[0]?.code ?? 'nothing';
  night.expectRefusal('protocol-has-errors', { ok: false, refusal: { code } });
}

async function sendBack(night: Night, desk: RegionDesk, paper: ReceivedPaper): Promise<void> {
  const { contest, station, hash, plan } = paper;
  await desk.officers[0].call(returnProtocol, {
    params: { code: night.election.code, contest, station, count: 'hand' },
    body: { hash, reason: 'Unused ballots do not add up; please count them again' },
  });
  night.figures.returned += 1;
  desk.inbox.push(await sendVersion(night, paper, 2, 'received', plan));
}

/** The device sends the true paper as the next version. */
async function sendVersion(
  night: Night,
  { contest }: ReceivedPaper,
  version: number,
  outcome: 'received' | 'alarm-raised',
  plan: ReceivedPaper['plan'],
): Promise<ReceivedPaper> {
  const paper = night.papersOf(plan.station).find((one) => one.contest === contest);
  if (paper === undefined) throw new DrillFailure(`There is no paper for ${contest}.`);
  const device = stationDevice(night.seed, plan.station.number);
  const text = device.sign(payloadOf(night, plan.station, paper, version));
  return submit(night, plan, paper, text, version, outcome);
}

/** What is found out after a paper was accepted. */
async function followUp(night: Night, desk: RegionDesk, paper: ReceivedPaper): Promise<void> {
  const { plan, content } = paper;
  const truth = night
    .papersOf(plan.station)
    .find(({ contest }) => contest === paper.contest)?.content;
  if (truth === undefined) throw new DrillFailure(`There is no paper for ${paper.contest}.`);
  const isWrong = JSON.stringify(truth.votes) !== JSON.stringify(content.votes);
  const isFirst = paper.contest === night.election.definition.contests[0]?.code;
  if (plan.trouble === 'corrected' && isWrong) await correct(night, desk, paper, truth);
  if (plan.trouble === 'after-decision' && isWrong) {
    const later = await sendVersion(night, paper, 2, 'alarm-raised', plan);
    await settleAlarm(night, later);
    // Taking it puts the decision back: it is accepted anew.
    night.sum.uncount(paper);
    night.figures.papersAccepted -= 1;
    desk.inbox.push(later);
  }
  if (plan.trouble === 'annulled' && isFirst) await annul(night, desk, paper);
  if (plan.trouble === 'objection' && isFirst) await object(night, desk, paper);
}

async function correct(
  night: Night,
  { officers: [first, second] }: RegionDesk,
  paper: ReceivedPaper,
  truth: ReceivedPaper['content'],
): Promise<void> {
  const { contest, station, hash } = paper;
  const { proposalId } = await first.call(proposeCorrection, {
    params: { code: night.election.code, contest, station, count: 'hand' },
    body: { hash, content: truth, reason: 'Votes of two options were written in each other’s row' },
  });
  const { proposal } = await first.call(getProposal, { params: { id: proposalId } });
  const alone = await first.tryCall(approveProposal, {
    params: { id: proposalId },
    body: { contentHash: proposal.contentHash },
  });
  night.expectRefusal('second-person-required', alone);
  await approve(second, proposalId);
  night.sum.uncount(paper);
  night.sum.count({ ...paper, content: truth, hash: await standingHash(night, paper) });
  night.figures.corrections += 1;
}

/** The server signed the correction; its hash is read where everybody who decides reads it. */
async function standingHash(
  night: Night,
  { contest, station, plan }: ReceivedPaper,
): Promise<string> {
  const [first] = deskOf(night, plan.station).officers;
  const { row } = await first.call(getProtocol, {
    params: { code: night.election.code, contest, station, count: 'hand' },
  });
  if (row.hash === null || row.status !== 'accepted') {
    throw new DrillFailure(`The correction of station ${station} does not stand.`);
  }
  return row.hash;
}

async function annul(
  night: Night,
  { officers: [first, second] }: RegionDesk,
  paper: ReceivedPaper,
): Promise<void> {
  const { contest, station, hash } = paper;
  const { proposalId } = await first.call(proposeAnnulment, {
    params: { code: night.election.code, contest, station, count: 'hand' },
    body: { hash, act: 'annul', reason: 'The ballot box was opened before the close of voting' },
  });
  await approve(second, proposalId);
  night.sum.uncount(paper);
  night.figures.annulments += 1;
}

async function object(
  night: Night,
  { officers: [first] }: RegionDesk,
  { contest, station }: ReceivedPaper,
): Promise<void> {
  await first.call(registerObjection, {
    params: { code: night.election.code },
    body: {
      station,
      contest,
      submittedBy: 'An observer of the drill',
      text: 'Copies of the protocol were not handed out at once.',
      deadline: new Date(night.legalNowMs() + 48 * HOUR_MS).toISOString(),
    },
  });
  night.figures.objections += 1;
}
