import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { type JsonValue, ok, type Result, refused } from '@ovoz/basics';
import { SeatMethod, type SeatRule } from '@ovoz/election-model';
import { allocateSeats, SEAT_REFUSALS, type SeatRequest } from '@ovoz/tally';
import { Argument, type Command, Option } from 'commander';
import { CommandFailure } from '../failure.ts';
import { runCommand } from '../run-command.ts';
import { grouped, workingLines } from '../seat-working.ts';
import { type Outcome, table } from '../terminal.ts';

const PACKS = fileURLToPath(new URL('../../../../country-packs/', import.meta.url));

/** A result as newspapers and commissions published it: country-packs/<country>/elections/<name>.json. */
type PublishedResult = {
  readonly title: string;
  readonly seats: number;
  readonly approximate?: boolean;
  readonly rule: {
    readonly method: string;
    readonly threshold: number;
    readonly threshold_base: string;
    readonly regional_threshold?: number;
    readonly seat_cap?: number;
  };
  readonly options: readonly {
    readonly name_en: string;
    readonly votes: number | null;
    readonly votes_approx?: number;
    readonly seats_official: number;
    readonly type?: 'against_all';
  }[];
  readonly options_complete?: boolean;
  readonly totals: Readonly<Record<string, number | null>>;
};

const BASES = {
  valid_votes: 'valid-votes',
  votes_cast: 'votes-cast',
  votes_cast_including_against_all: 'votes-cast',
  voters_who_took_part: 'voters-who-took-part',
  voters_who_voted: 'voters-who-took-part',
  registered_voters: 'registered-voters',
} as const;

const METHODS = SeatMethod.anyOf.map(({ const: method }) => method).slice(0, 6);

export function addSeats(program: Command): void {
  program
    .command('seats')
    .description('Works the seats of a published result out again, step by step.')
    .addArgument(new Argument('[result]', 'such as kazakhstan/2023-mazhilis-list'))
    .addOption(new Option('--method <name>', 'by another method than the law’s').choices(METHODS))
    .addHelpText(
      'after',
      `
Without a result it lists those that the country packs hold, with their sources in the files.
Fractions are exact: each step can be followed with a pocket calculator.

Examples:
  npm run ovoz -- seats kazakhstan/2021-mazhilis
  npm run ovoz -- seats kazakhstan/2021-mazhilis --method dhondt`,
    )
    .action((name: string | undefined, _options, command: Command) =>
      runCommand(command, async () => {
        if (name === undefined) return listResults();
        return workOut(readResult(name), command.opts<{ method?: SeatMethod }>().method);
      }),
    );
}

function listResults(): Outcome {
  const names = publishedNames();
  const rows = names.map((name) => [name, readResult(name).title]);
  return { json: { results: names }, lines: table(['result', 'election'], rows) };
}

function publishedNames(): readonly string[] {
  return readdirSync(PACKS, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && existsSync(`${PACKS}${entry.name}/elections`))
    .flatMap(({ name }) =>
      readdirSync(`${PACKS}${name}/elections`)
        // Beside the results lie plans of the columns of files of protocols.
        .filter((file) => file.endsWith('.json') && !file.endsWith('-columns.json'))
        .map((file) => `${name}/${file.replace(/\.json$/, '')}`),
    )
    .toSorted();
}

function readResult(name: string): PublishedResult {
  const names = publishedNames();
  if (!names.includes(name)) {
    throw new CommandFailure(
      'result-unknown',
      `There is no published result "${name}"; there are ${names.join(', ')}.`,
    );
  }
  const [country, file] = name.split('/');
  // Files of the repository, read by its own tests too.
  return JSON.parse(readFileSync(`${PACKS}${country}/elections/${file}.json`, 'utf8'));
}

function workOut(result: PublishedResult, method: SeatMethod | undefined): Outcome {
  const request = requestOf(result, method);
  if (!request.ok) throw new CommandFailure('rule-unknown', request.refusal);
  const allocated = allocateSeats(request.value);
  if (!allocated.ok) {
    const { refusal } = allocated;
    const which = refusal.code === 'base-unknown' ? ` It is: ${refusal.base}.` : '';
    throw new CommandFailure(refusal.code, `${SEAT_REFUSALS[refusal.code]}${which}`);
  }
  const nameOf = (option: string) =>
    result.options[request.value.options.findIndex((one) => one.option === option)]?.name_en ??
    option;
  const rows = allocated.value.options.map(({ option, votes, seats }, index) => {
    const official = result.options[index]?.seats_official ?? 0;
    return { name: nameOf(option), votes, seats, official };
  });
  const agrees = rows.every(({ seats, official }) => seats === official);
  return {
    json: { title: result.title, allocation: allocated.value as JsonValue, agrees },
    lines: [
      result.title,
      ...notesOn(result),
      '',
      ...workingLines(allocated.value, nameOf),
      '',
      ...table(
        ['list', 'votes', 'seats', 'official'],
        rows.map(({ name, votes, seats, official }) => [
          name,
          grouped(votes),
          String(seats),
          seats === official ? String(official) : `${official} (differs)`,
        ]),
      ),
      '',
      agrees ? 'The same as the official seats.' : 'Not the official seats.',
    ],
  };
}

function notesOn({ approximate, options_complete, rule }: PublishedResult): readonly string[] {
  return [
    ...(approximate === true ? ['Votes are approximate: exact ones were not published.'] : []),
    ...(options_complete === false ? ['Not all lists were published, only these.'] : []),
    ...(rule.regional_threshold === undefined
      ? []
      : ['The regional threshold is left out: votes by region were not published.']),
  ];
}

function requestOf(
  { rule, options, seats, totals }: PublishedResult,
  method: SeatMethod | undefined,
): Result<SeatRequest, string> {
  const base = BASES[rule.threshold_base as keyof typeof BASES];
  const own = METHODS.find((one) => one === rule.method.replaceAll('_', '-'));
  if (own === undefined || base === undefined) {
    return refused('The file names a method or a base that is not known.');
  }
  const lists = options.map((one, index) => ({
    option: one.type === 'against_all' ? 'against-all' : `list-${index + 1}`,
    votes: one.votes ?? one.votes_approx ?? 0,
    kind: one.type === 'against_all' ? ('against-all' as const) : ('party' as const),
    candidates: null,
  }));
  const sum = lists.reduce((all, { votes }) => all + votes, 0);
  const seatRule: SeatRule = {
    code: 'published',
    method: method ?? own,
    article: { en: 'as published with the result' },
    confirmed: false,
    thresholds: [
      {
        share: { numerator: rule.threshold, denominator: 100 },
        base,
        scope: 'nation',
        appliesTo: 'all',
      },
    ],
    firstDivisor: { numerator: 14, denominator: 10 },
    ...(rule.seat_cap === undefined ? {} : { seatCap: rule.seat_cap }),
    vacancy: 'next-on-list',
  };
  const took = totals['turnout'] ?? null;
  return ok({
    rule: seatRule,
    seats,
    options: lists,
    bases: {
      validVotes: totals['valid'] ?? sum,
      votesCast: totals['valid'] ?? sum,
      tookPart: took,
      registered: totals['registered'] ?? null,
    },
    regions: [],
    lots: [],
    round: 1,
  });
}
