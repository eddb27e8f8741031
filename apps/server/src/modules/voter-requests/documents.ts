import { ok, type Result, refused } from '@ovoz/basics';
import {
  type AnswerOf,
  type addRequestDocument,
  type BodyOf,
  type DocumentType,
  type getRequestDocument,
  MAX_SCAN_BYTES,
  type RefusalCode,
} from '@ovoz/contract';
import { WAITING_STATUSES } from '@ovoz/voter-register';
import { type Database, inTransaction } from '../../platform/database.ts';
import { recordFact, sha256 } from '../../platform/evidence.ts';
import type { ServerKeys } from '../../platform/server-keys.ts';
import { requestRead } from './events.ts';
import { onRequest } from './notices.ts';
import type { Reach } from './reach.ts';
import { factAboutRequest, noteStep, requestWithin } from './request-within.ts';
import { documentsOf, findDocument, insertDocument } from './store-request-parts.ts';

type Outcome<Value> = Promise<Result<Value, RefusalCode>>;

/** What files of each type begin with, as for pictures of protocols (result-protocols/scans.ts). */
const BEGINNINGS: Readonly<Record<DocumentType, Buffer>> = {
  'image/jpeg': Buffer.from([0xff, 0xd8, 0xff]),
  'image/png': Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
  'application/pdf': Buffer.from('%PDF-'),
};
/** Passport, certificate, contract: some pages of each. */
const MAX_DOCUMENTS = 20;

/** A paper is sealed for its request: moved to another it does not open. */
const sealedFor = (id: string) => `voter-request ${id}`;

/** Keeps a paper that a request rests on, encrypted. */
export async function addDocument(
  database: Database,
  keys: ServerKeys,
  reach: Reach,
  now: Date,
  id: string,
  { name, mediaType, base64 }: BodyOf<typeof addRequestDocument>,
): Outcome<AnswerOf<typeof addRequestDocument>> {
  type Answer = AnswerOf<typeof addRequestDocument>;
  const bytes = Buffer.from(base64, 'base64');
  if (bytes.length > MAX_SCAN_BYTES) return refused('scan-too-large');
  const beginning = BEGINNINGS[mediaType];
  if (!bytes.subarray(0, beginning.length).equals(beginning)) return refused('scan-unreadable');
  const hash = sha256(bytes);
  return onRequest(database, reach, now, id, async (given): Outcome<Answer> => {
    const { transaction, request, actor } = given;
    if (!WAITING_STATUSES.includes(request.status)) return refused('request-wrong-state');
    if ((await documentsOf(transaction, id)).length >= MAX_DOCUMENTS) {
      return refused('too-many-documents');
    }
    const number = await insertDocument(transaction, request, {
      name,
      mediaType,
      size: bytes.length,
      hash,
      sealed: keys.seal(bytes, sealedFor(id)),
      addedAt: now,
      addedBy: actor.personId,
    });
    await noteStep(transaction, given, now, 'document', name, hash.toString('hex'));
    return ok({ number, hash: hash.toString('hex') });
  });
}

/** Opens a paper for somebody within whose reach the request is. */
export async function readDocument(
  database: Database,
  keys: ServerKeys,
  reach: Reach,
  now: Date,
  { id, number }: { readonly id: string; readonly number: number },
): Outcome<AnswerOf<typeof getRequestDocument>> {
  type Answer = AnswerOf<typeof getRequestDocument>;
  return inTransaction(database, async (transaction): Outcome<Answer> => {
    const found = await requestWithin(transaction, reach, id);
    if (!found.ok) return found;
    const { request, actor } = found.value;
    const document = await findDocument(transaction, id, number);
    if (document === null) return refused('document-unknown');
    await recordFact(transaction, requestRead, factAboutRequest(request, actor, now), {
      part: 'document',
      request: id,
      person: actor.personId,
    });
    const { name, mediaType, sealed } = document;
    return ok({ name, mediaType, base64: keys.unseal(sealed, sealedFor(id)).toString('base64') });
  });
}
