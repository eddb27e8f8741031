/** What a booth and a verifier do in a browser, for tests and benchmarks to call. */
import {
  type BallotMaterial,
  createBallot,
  type GroupName,
  isOpeningOf,
  isVote,
  largestValueOf,
  localBallotWork,
  openGroup,
  parseOpenedBallot,
  secretOfCredential,
  type Setup,
  type Vote,
  verifyArchive,
} from '@ovoz/verifiable-voting';
import {
  archiveInBlob,
  browserPbkdf2,
  browserPlatform as platform,
  openBrowserSecrets,
} from '@ovoz/verifiable-voting/browser';

let setup: Setup | null = null;

/** Verifies an archive, and keeps its setup to vote with. */
async function verify(archive: string, sidecar: string | null) {
  const { verdict, codes, phase, ballots, counted, result, ...verified } = await verifyArchive(
    archiveInBlob(await (await fetch(archive)).blob()),
    {
      platform,
      sidecar: sidecar === null ? null : await (await fetch(sidecar)).text(),
      openBallotWork: (one) => localBallotWork(one, platform),
    },
  );
  ({ setup } = verified);
  return { verdict, codes, phase, ballots, counted, result };
}

async function enter(typed: string): Promise<BallotMaterial> {
  if (setup === null) throw new Error('no archive was verified');
  const { group, election, fingerprint, key } = setup;
  const opened = await openBrowserSecrets(group);
  if (!opened.ok) throw new Error(opened.refusal);
  const secrets = opened.value;
  const credential = secretOfCredential(platform, secrets, browserPbkdf2, election.uuid, typed);
  if (credential === null) throw new Error('credential-malformed');
  return { platform, secrets, election, fingerprint, y: key.y, credential };
}

async function vote(typed: string, choices: Vote) {
  const material = await enter(typed);
  if (!isVote(material.election, choices, largestValueOf(material.secrets.group)))
    throw new Error('vote-not-allowed');
  return createBallot(material, choices);
}

/** Whether what another device opened holds the vote that it shows. */
function audit(opened: string): boolean {
  if (setup === null) throw new Error('no archive was verified');
  const { ballot, opening } = parseOpenedBallot(opened);
  return isOpeningOf(setup.group, platform, setup.election, ballot, opening);
}

/** Whether this browser makes secrets in a group: why not, or null. */
async function refusalOf(name: GroupName): Promise<string | null> {
  const opened = await openBrowserSecrets(openGroup(name, platform));
  return opened.ok ? null : opened.refusal;
}

/** Milliseconds of each of some ballots, the first with whatever is done once. */
async function time(typed: string, choices: Vote, rounds: number): Promise<number[]> {
  const times: number[] = [];
  const begun = performance.now();
  const material = await enter(typed);
  createBallot(material, choices);
  times.push(performance.now() - begun);
  for (let round = 1; round < rounds; round += 1) {
    const started = performance.now();
    createBallot(material, choices);
    times.push(performance.now() - started);
  }
  return times;
}

const page = { verify, vote, audit, refusalOf, time };

export type VotingPage = typeof page;

Object.assign(globalThis, { votingPage: page });
