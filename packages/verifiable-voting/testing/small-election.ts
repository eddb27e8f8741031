import { hash, randomBytes } from 'node:crypto';
import {
  appendEvent,
  beginArchive,
  type Ciphertext,
  type Checkpoint,
  createBallot,
  decryptTally,
  type EncryptedTally,
  encryptedTallyText,
  localBallotWork,
  makeShare,
  makeShuffle,
  openEd25519Secrets,
  openGroup,
  type Platform,
  proofJson,
  proveKey,
  parseShuffle,
  readSetup,
  resultOf,
  type SecretArithmetic,
  type SecretScalar,
  signBallot,
  sumBallots,
  toBase64,
  toHex,
  type Verification,
  verifyArchive,
} from '../src/index.ts';

export const platform: Platform = {
  sha256: (data) => hash('sha256', data, 'buffer'),
  randomBytes: (count) => randomBytes(count),
};

/** An event with its data, from which an archive is written again after something was altered. */
export type Step = { readonly type: Parameters<typeof appendEvent>[2]; readonly data: string[] };

export const sha = (text: string) => toHex(platform.sha256(text));

/** An archive with right hashes and a right chain, whatever its steps hold. */
export function archiveOf(steps: readonly Step[]): Uint8Array {
  let { head, bytes } = beginArchive(1_795_289_177);
  const parts = [bytes];
  for (const { type, data } of steps) {
    ({ head, bytes } = appendEvent(platform, head, type, data));
    parts.push(bytes);
  }
  return Buffer.concat(parts);
}

export function verifyBytes(
  bytes: Uint8Array,
  sidecar: string | null,
  checkpoint?: Checkpoint,
): Promise<Verification> {
  async function* chunks(from: number) {
    for (let at = from; at < bytes.length; at += 65_536) yield bytes.subarray(at, at + 65_536);
  }
  return verifyArchive(
    { chunks, read: async (offset, length) => bytes.subarray(offset, offset + length) },
    {
      platform,
      sidecar,
      ...(checkpoint === undefined ? {} : { checkpoint }),
      openBallotWork: (setup) => localBallotWork(setup, platform),
    },
  );
}

const QUESTIONS = {
  homomorphic: [{ answers: ['A', 'B'], blank: true, min: 1, max: 2, question: 'Q1' }],
  plain: [{ answers: ['A', 'B', 'C'], min: 0, max: 2, question: 'Q1' }],
  mixed: [{ type: 'NonHomomorphic', value: { answers: ['A', 'B'], question: 'Order?' } }],
};
const VOTES = {
  homomorphic: [[[0, 1, 1]], [[1, 0, 0]], [[0, 0, 1]]],
  plain: [[[0, 1, 1]], [[0, 0, 0]], [[1, 0, 0]]],
  mixed: [[[1, 2]], [[2, 1]], [[1, 2]]],
};

/** The setup of an election with two trustees and two voters, with all its secrets. */
export async function beginElection(questions: readonly unknown[]) {
  const group = openGroup('Ed25519', platform);
  const secrets = await openEd25519Secrets(group, platform);
  const trustees = [secrets.random(), secrets.random()].map((x) => ({
    x,
    key: secrets.generatorPower(x),
  }));
  const voters: SecretScalar[] = [secrets.random(), secrets.random()];
  const publicKey = trustees.reduce((y, { key }) => group.multiply(y, key), group.neutral);
  const texts = {
    election: JSON.stringify({
      version: 1,
      description: 'd',
      name: 'n',
      group: 'Ed25519',
      public_key: publicKey.text,
      questions,
      uuid: 'ZhjyFKgP6RCXhT',
    }),
    trustees: JSON.stringify(
      trustees.map(({ x, key }) => [
        'Single',
        { pok: proofJson(proveKey(secrets, x, key)), public_key: key.text },
      ]),
    ),
    credentials: JSON.stringify(voters.map((s) => secrets.generatorPower(s).text).toSorted()),
  };
  return { group, secrets, trustees, voters, publicKey, texts, setup: readSetup(texts, platform) };
}

/** The ballot that a voter signs, whatever is in it. */
export function signedBallot(
  secrets: SecretArithmetic,
  credential: SecretScalar,
  unsigned: object,
): string {
  const text = toBase64(platform.sha256(JSON.stringify(unsigned)));
  const proof = proofJson(signBallot(secrets, credential, text));
  const signature = { hash: text, proof };
  return JSON.stringify({ ...unsigned, signature });
}

/** A finished, strictly valid election of two voters, of whom the second votes twice, with two trustees. */
export async function makeElection(kind: keyof typeof QUESTIONS) {
  const begun = await beginElection(QUESTIONS[kind]);
  const { group, secrets, trustees, voters, publicKey, texts, setup } = begun;
  const { election, fingerprint } = setup;
  const steps: Step[] = [setupStep(texts)];
  const ballots = VOTES[kind].map((vote, index) => {
    const credential = voters[Math.min(index, 1)] ?? secrets.random();
    const material = { platform, secrets, election, fingerprint, y: publicKey, credential };
    return createBallot(material, vote);
  });
  for (const { text } of ballots) steps.push({ type: 'Ballot', data: [text] });
  steps.push({ type: 'EndBallots', data: [] });
  const counted = [ballots[0]?.text ?? '', ballots[2]?.text ?? ''];
  async function* texts2() {
    yield* counted;
  }
  let tally: EncryptedTally = await sumBallots(setup, localBallotWork(setup, platform), texts2());
  const tallyText = encryptedTallyText(tally);
  const sized = { num_tallied: 2, total_weight: 2, encrypted_tally: sha(tallyText) };
  steps.push({ type: 'EncryptedTally', data: [tallyText, JSON.stringify(sized)] });
  if (kind === 'mixed') {
    for (const owner of [1, 2]) {
      const before: readonly Ciphertext[] = tally[0] ?? [];
      const made = makeShuffle(platform, secrets, before, publicKey, fingerprint);
      const text = JSON.stringify({ ciphertexts: [made.ciphertexts], proofs: [made.proof] });
      tally = parseShuffle(group, text).ciphertexts;
      steps.push({ type: 'Shuffle', data: [text, JSON.stringify({ owner, payload: sha(text) })] });
    }
    steps.push({ type: 'EndShuffles', data: [] });
  }
  const partial = await verifyBytes(archiveOf(steps), null);
  const current = partial.tally?.current();
  if (current === undefined) throw new Error('the election is not as it should be');
  const context = { fingerprint, head: current.head, tallyHash: current.tallyHash, tally };
  const shares = trustees.map(({ x }, index) =>
    makeShare(platform, secrets, { x, owner: index + 1 }, context),
  );
  for (const { data } of shares) steps.push({ type: 'PartialDecryption', data: [...data] });
  const sidecar = shares.map(({ sidecarLine }) => `${sidecarLine}\n`).join('');
  const decrypting = await verifyBytes(archiveOf(steps), null);
  const made = decrypting.tally?.current();
  const decrypted = made && decryptTally(group, setup.trustees, made.tally, made.shares);
  const result = decrypted && resultOf(group, election, decrypted, 2);
  steps.push({ type: 'Result', data: [JSON.stringify({ result })] });
  return { steps, sidecar, result, ballots, setup, secrets, trustees, voters };
}

export function setupStep(texts: {
  election: string;
  trustees: string;
  credentials: string;
}): Step {
  const { election, trustees, credentials } = texts;
  const hashes = {
    election: sha(election),
    trustees: sha(trustees),
    credentials: sha(credentials),
  };
  return { type: 'Setup', data: [election, trustees, credentials, JSON.stringify(hashes)] };
}
