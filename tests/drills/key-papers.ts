import { finishEntry, startEntry } from '@ovoz/contract';
import type { ProtocolContent } from '@ovoz/election-model';
import { seededRandom } from '@ovoz/synthetic-nation';
import { DrillFailure } from './drill-failure.ts';
import type { DrillPerson } from './drill-people.ts';
import { deskOf, type Night, type StationPaper } from './night.ts';
import type { StationPlan } from './night-plan.ts';
import { keyedWithSlip } from './wrong-papers.ts';

/** Two operators key every paper of a station; where they differ, a third keys what differs. */
export async function keyPapers(night: Night, plan: StationPlan): Promise<void> {
  const desk = deskOf(night, plan.station);
  const random = seededRandom(`${night.seed} typists ${plan.station.number}`);
  const [first, second, third] = random.shuffle(desk.operators);
  if (first === undefined || second === undefined || third === undefined) {
    throw new DrillFailure(`${desk.path} has too few operators.`);
  }
  for (const [index, paper] of night.papersOf(plan.station).entries()) {
    const slips = plan.trouble === 'difference' && index === 0;
    const begun = await key(night, plan, paper, first, paper.content);
    if (begun.state !== 'finished') throw new DrillFailure(`A first entry came to ${begun.state}.`);
    if (slips) {
      const again = await first.tryCall(startEntry, {
        params: paramsOf(night, plan, paper),
        body: {},
      });
      night.expectRefusal('entry-by-same-person', again);
    }
    const field = random.pick(Object.keys(paper.content.counts));
    const keyed = slips ? keyedWithSlip(paper.content, field) : paper.content;
    let outcome = await key(night, plan, paper, second, keyed);
    if (slips) {
      if (outcome.state !== 'different') throw new DrillFailure('A difference was not seen.');
      outcome = await key(night, plan, paper, third, paper.content);
      night.figures.thirdEntries += 1;
    }
    if (outcome.state !== 'received') throw new DrillFailure(`Entries came to ${outcome.state}.`);
    night.figures.papersTyped += 1;
    const { hash, errors } = outcome.receipt;
    desk.inbox.push({ ...paper, station: plan.station.number, plan, version: 1, hash, errors });
  }
}

async function key(
  night: Night,
  plan: StationPlan,
  paper: StationPaper,
  person: DrillPerson,
  content: ProtocolContent,
) {
  const entry = await person.call(startEntry, { params: paramsOf(night, plan, paper), body: {} });
  const values = Object.fromEntries(
    entry.fields.map((field) => [field, figureAt(content, field)] as const),
  );
  return person.call(finishEntry, {
    params: { id: entry.id },
    body: { revision: entry.revision, values, errorsOnPaper: true },
  });
}

function paramsOf({ election }: Night, { station }: StationPlan, { contest }: StationPaper) {
  return { code: election.code, contest, station: station.number, count: 'hand' } as const;
}

/** `counts.ballots-valid`, `votes.list-41`. */
function figureAt({ counts, votes }: ProtocolContent, field: string): number | null {
  const at = field.indexOf('.');
  const figures = field.slice(0, at) === 'counts' ? counts : votes;
  const figure = figures[field.slice(at + 1)];
  if (figure === undefined) throw new DrillFailure(`The paper has no ${field}.`);
  return figure;
}
