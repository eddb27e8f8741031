import { toHex } from '../numbers.ts';
import type { Element } from '../groups/group.ts';
import { proofJson } from '../objects/group-objects.ts';
import type { EncryptedTally } from '../objects/tally-objects.ts';
import type { Platform } from '../platform.ts';
import { plainDecryptionText, proveDecryption } from '../proofs/make-proofs.ts';
import type { SecretArithmetic, SecretScalar } from '../secrets/secret-arithmetic.ts';
import { fullContextText, sidecarLineText } from '../verify/sidecar.ts';

/** A trustee's share of the decryption, with its two proofs for each ciphertext. */
export type MadeShare = {
  /** The partial decryption, and with its owner: what goes into the archive. */
  readonly data: readonly [share: string, owned: string];
  /** The line for the sidecar, without its end. */
  readonly sidecarLine: string;
};

export function makeShare(
  platform: Platform,
  secrets: SecretArithmetic,
  /** The private key, and which trustee it is. */
  trustee: { readonly x: SecretScalar; readonly owner: number },
  context: {
    readonly fingerprint: string;
    readonly head: string;
    readonly tallyHash: string;
    readonly tally: EncryptedTally;
  },
): MadeShare {
  const { group } = secrets;
  const { x, owner } = trustee;
  const { fingerprint, head, tallyHash, tally } = context;
  const key: Element = secrets.generatorPower(x);
  const factors = tally.map((row) => row.map(({ alpha }) => secrets.power(alpha, x)));
  const plain = tally.map((row) =>
    row.map(({ alpha }) =>
      proveDecryption(secrets, x, alpha, plainDecryptionText(fingerprint, key)),
    ),
  );
  const fullContext = { election: fingerprint, head, tally: tallyHash, owner };
  const strong = tally.map((row, question) =>
    row.map(({ alpha }, index) => {
      const factor = factors[question]?.[index] ?? group.neutral;
      const statement = { question, index, key, alpha, factor };
      return proveDecryption(secrets, x, alpha, (commitments) =>
        fullContextText(group, fullContext, statement, commitments),
      );
    }),
  );
  const share = JSON.stringify({
    decryption_factors: factors.map((row) => row.map(({ text }) => text)),
    decryption_proofs: plain.map((row) => row.map(proofJson)),
  });
  const payload = toHex(platform.sha256(share));
  return {
    data: [share, JSON.stringify({ owner, payload })],
    sidecarLine: sidecarLineText({ ...fullContext, share: payload, proofs: strong }),
  };
}
