import { createHash } from 'node:crypto';
import { canonicalJson } from '@ovoz/basics';
import type { PublishedElection, PublishedStations } from '@ovoz/contract';
import {
  AGAINST_ALL,
  ballotFor,
  candidateOption,
  type ElectionClock,
  type ElectionMode,
  optionsOf,
  type ResultForm,
} from '@ovoz/election-model';
import { CommandFailure } from '../failure.ts';

/** A form and a ballot as a device keeps them, to work without a network. */
export type DevicePaper = {
  readonly contest: string;
  readonly title: string;
  readonly form: ResultForm;
  readonly options: readonly { readonly code: string; readonly name: string }[];
  readonly marksPerBallot: number;
};

/** What the published files say about an election at a station. */
export type StationElection = {
  readonly mode: ElectionMode;
  readonly definition: string;
  readonly clock: ElectionClock | null;
  readonly papers: readonly DevicePaper[];
};

/** Reads the papers of a station from the public pages. */
export async function readPapers(
  origin: string,
  code: string,
  station: string,
): Promise<StationElection> {
  const election = await readElection(origin, code);
  const districts = await districtsOf(origin, election, station);
  const { definition, pack } = election;
  const papers = definition.contests.flatMap((contest): DevicePaper[] => {
    const ballot = ballotFor(definition, contest.code, districts);
    const form = pack.forms.find((one) => one.code === contest.form);
    if (ballot === null || form === undefined) return [];
    const seats =
      contest.districtSet === null
        ? contest.seats
        : election.districts.find(
            ({ district }) =>
              district.set === contest.districtSet && district.code === ballot.district,
          )?.district.seats;
    const nameOf = (option: string) =>
      option === AGAINST_ALL
        ? 'Against all'
        : (ballot.candidates.find(({ number }) => candidateOption(number) === option)?.name ??
          definition.parties.find((party) => party.code === option)?.name.en ??
          option);
    return [
      {
        contest: contest.code,
        title: contest.title.en,
        form,
        options: optionsOf(form, ballot).map((option) => ({ code: option, name: nameOf(option) })),
        marksPerBallot: form.marksPerBallot === 'one' ? 1 : (seats ?? 1),
      },
    ];
  });
  if (papers.length === 0) {
    throw new CommandFailure('contest-unknown', `No contest of ${code} is held at ${station}.`);
  }
  const { mode } = definition;
  return { mode, definition: election.definitionHash, clock: election.clock, papers };
}

/** The election as it is published; the definition must have the hash that is told with it. */
export async function readElection(origin: string, code: string): Promise<PublishedElection> {
  const election = await readPublished<PublishedElection>(origin, `${code}/election.json`);
  if (election === null) {
    throw new CommandFailure(
      'not-published',
      `${origin} has published no election ${code}. Give the address of the public pages by --public.`,
    );
  }
  const hash = createHash('sha256').update(canonicalJson(election.definition)).digest('hex');
  if (hash === election.definitionHash) return election;
  throw new CommandFailure(
    'hash-wrong',
    'The published definition has not the hash that it names.',
  );
}

type Points = { readonly numbers: readonly string[]; readonly territories: readonly string[] };

async function districtsOf(
  origin: string,
  { definition, territories }: PublishedElection,
  station: string,
): Promise<Readonly<Record<string, string>>> {
  const unknown = new CommandFailure(
    'station-unknown',
    `There is no station ${station} in ${definition.code}.`,
  );
  const points = await readPublished<Points>(origin, `${definition.code}/station-points.json`);
  const territory = points?.territories[points.numbers.indexOf(station)];
  const path = territories.find((one) => one.territory.code === territory)?.territory.path;
  if (territory === undefined || path === undefined) throw unknown;
  const region = path.split('/')[1] ?? path;
  for (const group of [region, 'abroad']) {
    const file = `${definition.code}/stations/${group}.json`;
    const found = await readPublished<PublishedStations>(origin, file);
    const here = found?.stations.find((one) => one.station.number === station);
    if (here !== undefined) return here.districts;
  }
  throw unknown;
}

async function readPublished<File>(origin: string, path: string): Promise<File | null> {
  const address = `${origin}/published/elections/${path}`;
  const response = await fetch(address).catch(() => null);
  if (response === null) {
    throw new CommandFailure('unreachable', `${origin} does not answer.`);
  }
  if (response.status === 404) return null;
  try {
    return (await response.json()) as File;
  } catch {
    throw new CommandFailure('file-unreadable', `${address} is not what is published.`);
  }
}
