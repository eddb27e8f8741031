import {
  type CertifiedQuestion,
  checkCertified,
  MAX_RACE_MS,
} from '../certified/check-certified.ts';
import { toHex } from '../bytes.ts';
import type {
  CertifiedFact,
  CertifiedFile,
  ElectionLog,
  SealedElection,
} from '../election-types.ts';
import type { OpenedFact } from '../facts/log-state.ts';
import { CERTIFIED_FILE } from '../files/file-shapes.ts';
import { MAX_JSON_BYTES, parseFile, readBytes } from '../files/read-file.ts';
import type { ElectionWork } from './election-work.ts';
import { type Figures, type Followed, protocolsAt } from './follow-protocols.ts';

type Certified = {
  readonly work: ElectionWork;
  readonly sealed: SealedElection;
  readonly opened: OpenedFact;
  readonly log: ElectionLog;
  readonly followed: readonly Followed[];
  readonly figures: Figures;
};

/** The protocols behind the last certified version. */
export type LastCertified = Pick<CertifiedFile, 'protocols'>;

/**
 * Checks every certified version: its bytes by the hash in the log, its content by the protocols of its moment.
 * Returns the last one, by its file or else by the log; null when nothing was certified.
 */
export async function checkCertifiedFiles(certified: Certified): Promise<LastCertified | null> {
  let last: LastCertified | null = null;
  for (const fact of certified.log.certified) {
    last = (await checkVersion(certified, fact)) ?? byLog(certified, fact);
  }
  return last;
}

function byLog({ followed, figures, opened }: Certified, fact: CertifiedFact): LastCertified {
  const decided = protocolsAt(followed, figures, opened, fact.leaf).filter(
    ({ legal, status }) => legal && (status === 'accepted' || status === 'annulled'),
  );
  return {
    protocols: decided.map(({ contest, station, status, hash }) => ({
      contest,
      station,
      hash: status === 'accepted' ? hash : null,
    })),
  };
}

async function checkVersion(
  { work, sealed, opened, log, followed, figures }: Certified,
  fact: CertifiedFact,
): Promise<CertifiedFile | null> {
  const { source, findings, primitives, folder } = work;
  const path = `${folder}certified/${fact.version}.json`;
  const since = { since: { leaf: fact.leaf, time: fact.time } };
  const bytes = await readBytes(source, path, MAX_JSON_BYTES, findings.add);
  if (bytes === null) {
    const sentence = `Version ${fact.version} was certified, and its file is missing.`;
    findings.add({ severity: 'gap', code: 'certified-missing', place: path, sentence, ...since });
    return null;
  }
  const hash = toHex(primitives.sha256(bytes));
  work.known.set(path, hash);
  work.verified.add(path);
  if (hash !== fact.hash) {
    const sentence = `This is not the version ${fact.version} that two people certified.`;
    findings.add({
      severity: 'false',
      code: 'certified-hash-wrong',
      place: path,
      sentence,
      ...since,
    });
  }
  const file = parseFile<CertifiedFile>(path, bytes, CERTIFIED_FILE, findings.add);
  if (file === null) return null;
  const question: CertifiedQuestion = {
    path,
    file: file.content,
    fact,
    sealed,
    log,
    protocols: protocolsAt(followed, figures, opened, fact.leaf),
    changedNear: changedNear(followed, fact),
  };
  findings.addAll(checkCertified(question));
  return file.content;
}

/** Slots that changed so near to the certification that it may not have known of it, or already. */
function changedNear(followed: readonly Followed[], fact: CertifiedFact): ReadonlySet<string> {
  const atMs = Date.parse(fact.time);
  const near = followed.filter(({ steps }) =>
    steps.some(({ timeMs }) => Math.abs(timeMs - atMs) <= MAX_RACE_MS),
  );
  return new Set(near.map(({ contest, station }) => `${contest}/${station}`));
}
