import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { present } from '@ovoz/basics';
import * as contract from '@ovoz/contract';
import { type DemoClient, signInDemo } from '../apps/server/src/demo/demo-client.ts';
import { DEMO_FOUNDERS } from '../apps/server/src/demo/demo-people.ts';
import { resultsFolderOf } from '../apps/server/src/modules/publication/results/open-results.ts';
import { siteFolder } from '../apps/server/src/platform/sites.ts';
import { forEachAtOnce, inParts } from '../tests/drills/at-once.ts';
import { ELECTION, end, freePort, untilAnswers } from './demo-server.ts';
import { type NationDatabase, openNation, startServerOn } from './nation-database.ts';
import { type Devices, makeDevices, type SignedPaper, signPapers } from './signed-papers.ts';

const AT_ONCE = 16;
const MOST_ACCEPTED_AT_ONCE = 500;
const REASON = 'For the measurement';
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const PUBLICATION_LIMIT_MS = 40 * 60_000;
/** Documents of all stations are the last that is published; a record is one without them, too. */
const DOCUMENTS_LIMIT_MS = 10 * 60_000;
const POLL_MS = 500;

type Founders = readonly [DemoClient, DemoClient];

/**
 * The published record of a whole count, certified: every act went through its door and stands in the log. It is
 * made anew unless the folder has one.
 * @param stations how many stations of the nation send their protocols: all, or the first ones for a try.
 * @returns folder of the site; its `published` is the record.
 */
export async function nationalRecord(folder: string, stations: number): Promise<string> {
  const site = join(folder, 'site');
  if (existsSync(site)) {
    console.log(`  (the record in ${folder}, which was there)`);
    return site;
  }
  const nation = await openNation();
  try {
    await playCount(nation, stations);
    await publish(nation);
    mkdirSync(folder, { recursive: true });
    cpSync(siteFolder(nation.dataDirectory), site, { recursive: true });
  } finally {
    await nation.stop();
  }
  return site;
}

async function playCount(nation: NationDatabase, stations: number): Promise<void> {
  const founders: Founders = [
    await signInDemo(nation.app, DEMO_FOUNDERS[0].username),
    await signInDemo(nation.app, DEMO_FOUNDERS[1].username),
  ];
  const all = await makeDevices(nation.owner);
  const devices = { ...all, stations: all.stations.slice(0, stations) };
  const { votingDay } = present(all.election.version, 'the definition is sealed').definition;
  await setClock(founders, `${votingDay}T06:00:00.000Z`);
  await founders[0].call(contract.openCount, { params: { code: ELECTION }, body: {} });
  await certifyKeys(founders, devices, votingDay);
  const madeAt = await closeEverywhere(nation, founders);
  const papers = signPapers(devices, madeAt);
  console.log(`  (${papers.length.toLocaleString('en')} protocols are signed)`);
  const received = await sendPapers(founders[0], papers);
  await accept(founders[0], received);
  console.log('  (all are accepted)');
  if (devices.stations.length === all.stations.length) await certify(founders);
}

async function setClock([first]: Founders, shows: string): Promise<void> {
  await first.call(contract.moveElectionClock, {
    params: { code: ELECTION },
    body: { shows, speed: 1, reason: REASON },
  });
}

/** @returns legal time at which all stations are closed. */
async function closeEverywhere({ owner }: NationDatabase, founders: Founders): Promise<string> {
  const [row] = await owner<{ closed: Date }[]>`
    select max(closes_at) as closed from result_protocols where election = ${ELECTION}`;
  const closedMs = present(row, 'protocols are awaited').closed.getTime();
  const shows = new Date(closedMs + HOUR_MS).toISOString();
  await setClock(founders, shows);
  return shows;
}

async function certifyKeys(
  [first, second]: Founders,
  { stations, keys }: Devices,
  votingDay: string,
): Promise<void> {
  const votingMs = Date.parse(`${votingDay}T00:00:00.000Z`);
  for (const part of inParts(stations, contract.MAX_KEYS_AT_ONCE)) {
    const { proposalId } = await first.call(contract.proposeStationKeys, {
      params: { code: ELECTION },
      body: {
        keys: part.map(({ number }) => ({
          station: number,
          publicKey: present(keys.get(number), 'a key').publicKey.toString('base64url'),
        })),
        validFrom: new Date(votingMs - 2 * DAY_MS).toISOString(),
        validUntil: new Date(votingMs + 30 * DAY_MS).toISOString(),
        reason: REASON,
      },
    });
    await approve(second, proposalId);
  }
}

async function approve(person: DemoClient, id: string): Promise<void> {
  const { proposal } = await person.call(contract.getProposal, { params: { id } });
  const body = { contentHash: proposal.contentHash };
  await person.call(contract.approveProposal, { params: { id }, body });
}

type Received = SignedPaper & { readonly hash: string };

async function sendPapers(
  person: DemoClient,
  papers: readonly SignedPaper[],
): Promise<readonly Received[]> {
  const received: Received[] = [];
  await forEachAtOnce(papers, AT_ONCE, async (paper) => {
    const { hash } = await person.call(contract.submitPackage, {
      params: { code: ELECTION },
      body: { package: paper.text },
    });
    received.push({ ...paper, hash });
  });
  return received;
}

async function accept(person: DemoClient, papers: readonly Received[]): Promise<void> {
  for (const part of inParts(papers, MOST_ACCEPTED_AT_ONCE)) {
    const { accepted, refused } = await person.call(contract.acceptProtocols, {
      params: { code: ELECTION },
      body: {
        protocols: part.map(({ contest, station, count, hash }) => ({
          contest,
          station,
          count,
          hash,
          reason: REASON,
        })),
      },
    });
    if (accepted !== part.length) throw new Error(JSON.stringify(refused.slice(0, 3)));
  }
}

async function certify([first, second]: Founders): Promise<void> {
  const params = { code: ELECTION };
  await setClock([first, second], '2027-01-10T00:00:00.000Z');
  for (;;) {
    const { areas } = await first.call(contract.listCanvass, { params, query: {} });
    const ready = areas.filter((one) => one.status === 'ready');
    if (ready.length === 0) break;
    const asked = ready.map(({ contest, area, basis }) => ({ contest, area, basis }));
    await first.call(contract.confirmCanvasses, { params, body: { areas: asked } });
  }
  const { proposalId, resultHash } = await first.call(contract.proposeCertification, {
    params,
    body: { reason: REASON, override: false },
  });
  await second.call(contract.approveProposal, {
    params: { id: proposalId },
    body: { contentHash: resultHash },
  });
  console.log('  (the result is certified)');
}

/** The server as it is delivered publishes everything there is, and signs the log when it ends. */
async function publish(nation: NationDatabase): Promise<void> {
  const port = await freePort();
  const server = startServerOn(nation, port);
  try {
    await untilAnswers(server, `http://127.0.0.1:${port}/readyz`);
    if (!(await until(PUBLICATION_LIMIT_MS, () => isSettled(nation)))) {
      throw new Error('the publication does not come to an end');
    }
    console.log('  (figures are published)');
    const complete = await until(DOCUMENTS_LIMIT_MS, async () => {
      const { listed, stations } = documentsOf(nation);
      return listed >= stations && (await isSettled(nation));
    });
    const { listed, stations } = documentsOf(nation);
    console.log(`  (documents of ${listed} of ${stations} stations${complete ? '' : ': not all'})`);
  } finally {
    await end(server);
  }
}

/** @returns false when it did not come to that within the limit. */
async function until(limitMs: number, isSo: () => Promise<boolean>): Promise<boolean> {
  const limit = performance.now() + limitMs;
  while (!(await isSo())) {
    if (performance.now() > limit) return false;
    await wait(POLL_MS);
  }
  return true;
}

/** The manifest that lies there stands in the log, and no fact waits for its place. */
async function isSettled({ owner, dataDirectory }: NationDatabase): Promise<boolean> {
  const file = join(resultsFolderOf(dataDirectory, ELECTION), 'manifest.json');
  if (!existsSync(file)) return false;
  const hash = createHash('sha256').update(readFileSync(file)).digest('hex');
  const [facts] = await owner<{ waiting: number; manifest: string | null }[]>`
    select (select count(*)::integer from evidence_facts where leaf_index is null) as waiting,
      (select convert_from(bytes, 'UTF8')::json -> 'payload' ->> 'manifestHash' from evidence_facts
        where event_type = 'publication.results-published' order by recorded_at desc limit 1) as manifest`;
  return facts?.waiting === 0 && facts.manifest === hash;
}

function documentsOf({ dataDirectory }: NationDatabase): { listed: number; stations: number } {
  const folder = resultsFolderOf(dataDirectory, ELECTION);
  const stations = readdirSync(join(folder, 'stations')).filter((name) => name.endsWith('.json'));
  const list = join(folder, 'documents.json');
  if (!existsSync(list)) return { listed: 0, stations: stations.length };
  const { documents } = JSON.parse(readFileSync(list, 'utf8')) as contract.PublishedDocuments;
  return { listed: Object.keys(documents).length, stations: stations.length };
}
