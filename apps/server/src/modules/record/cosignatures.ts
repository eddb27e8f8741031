import { ok, type Result, refused } from '@ovoz/basics';
import type { AnswerOf, addCosignature, BodyOf, RefusalCode } from '@ovoz/contract';
import {
  checkCosignature,
  formatNote,
  formatSignatureLine,
  openCheckpoint,
  parseSignatureLines,
  quorumOf,
  signaturesOf,
} from '@ovoz/public-log';
import type { Database } from '../../platform/database.ts';
import { verifyEd25519 } from '../../platform/ed25519.ts';
import type { LogIdentity } from './log-identity.ts';
import { countCosigned, findWitness, insertCosignature } from './store-witnesses.ts';

/**
 * Keeps the co-signature of a registered witness over a checkpoint that this log signed; the sequencer publishes it.
 * What strangers send leaves no trace.
 */
export async function keepCosignature(
  database: Database,
  identity: LogIdentity,
  now: Date,
  { checkpoint, cosignature }: BodyOf<typeof addCosignature>,
): Promise<Result<AnswerOf<typeof addCosignature>, RefusalCode>> {
  const opened = openCheckpoint(checkpoint, identity.key, verifyEd25519);
  if (!opened.ok) return refused('checkpoint-unknown');
  const { note, size } = opened.value;
  const [signature, ...others] = parseSignatureLines(`${cosignature.trimEnd()}\n`) ?? [];
  if (signature === undefined || others.length > 0) return refused('signature-wrong');
  const witness = await findWitness(database, { name: signature.name });
  if (witness === null) return refused('witness-unknown');
  const seconds = Math.floor(now.getTime() / 1000);
  const checked = checkCosignature(note.text, signature, witness.key, seconds, verifyEd25519);
  if (!checked.ok) {
    return refused(
      checked.refusal === 'cosignature-wrong' ? 'signature-wrong' : 'cosignature-in-future',
    );
  }
  await insertCosignature(database, {
    size,
    witness: witness.id,
    checkpoint: formatNote({ text: note.text, signatures: signaturesOf(note, identity.key) }),
    line: formatSignatureLine(signature),
    cosignedAt: new Date(checked.value * 1000),
  });
  const { registered, cosigned } = await countCosigned(database, size);
  return ok({ witness: witness.name, size, cosigned, needed: quorumOf(registered) });
}
