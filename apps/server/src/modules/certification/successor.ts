import { ok, present, type Result, refused } from '@ovoz/basics';
import type { AnswerOf, getSuccessor, QueryOf, RefusalCode } from '@ovoz/contract';
import { candidateOption, type ElectionDefinition } from '@ovoz/election-model';
import { fillVacancy, seatOptions, type VacancyOutcome } from '@ovoz/tally';
import type { Queries } from '../../platform/database.ts';
import type { CountContext } from '../result-protocols/public.ts';
import { recordedLots } from '../tabulation/public.ts';
import { certifiedResult } from './certified.ts';
import { certifiedVersions } from './store.ts';

type Found = Result<AnswerOf<typeof getSuccessor>, RefusalCode>;

/** Who takes the seat of an elected candidate, by the rule of the contest and the last certified result. */
export async function findSuccessor(
  queries: Queries,
  context: CountContext,
  { contest, district = null, option, candidate }: Readonly<WithNull<QueryOf<typeof getSuccessor>>>,
): Promise<Found> {
  const { definition, pack, election } = context;
  const [last] = await certifiedVersions(queries, election);
  if (last === undefined) return refused('not-certified');
  const { seats } = await certifiedResult(queries, election, last.version);
  const held = seats.districts.find((one) => one.contest === contest && one.district === district);
  const allocation = held?.allocation ?? null;
  const vacated = { option, candidate: Number(candidate) };
  const isElected = allocation?.elected.some(
    (one) => one.option === option && one.candidates.includes(vacated.candidate),
  );
  const template = definition.contests.find(({ code }) => code === contest);
  const ballot = definition.ballots.find(
    (one) => one.contest === contest && one.district === district,
  );
  if (allocation === null || isElected !== true || template === undefined || ballot === undefined) {
    return refused('not-elected');
  }
  const form = pack.forms.find(({ code }) => code === template.form);
  const rule = present(
    pack.seatRules.find(({ code }) => code === template.seatRule),
    'a contest names a rule of its pack',
  );
  const votes = Object.fromEntries(
    allocation.options.map((one) => [one.option, { sum: one.votes, unknown: 0 }]),
  );
  const outcome = fillVacancy(
    rule,
    allocation,
    seatOptions(
      present(form, 'a contest names a form of its pack'),
      ballot,
      definition.parties,
      votes,
    ),
    vacated,
    [],
    (await recordedLots(queries, election)).filter(
      (lot) => lot.contest === contest && lot.district === district,
    ),
  );
  return ok({
    rule: rule.vacancy,
    outcome: outcome.kind,
    successor: outcome.kind === 'filled' ? withName(ballot, outcome) : null,
  });
}

type WithNull<Query extends { district?: string }> = Omit<Query, 'district'> & {
  readonly district?: string | null;
};

function withName(
  { lists, candidates }: ElectionDefinition['ballots'][number],
  { option, candidate }: Extract<VacancyOutcome, { kind: 'filled' }>,
) {
  const list = lists.find(({ party }) => party === option)?.candidates;
  const found = (list ?? candidates).find(
    ({ number }) =>
      number === candidate && (list !== undefined || candidateOption(number) === option),
  );
  return { option, candidate, name: present(found, 'who follows stands on the ballot').name };
}
