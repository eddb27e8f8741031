import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import {
  announceBatch,
  type BatchStatus,
  finishBatch,
  getRegisterBatch,
  MAX_PIECE_BYTES,
  sendBatchFile,
} from '@ovoz/contract';
import type { Session } from '../sign-in.ts';
import type { Terminal } from '../terminal.ts';
import type { SignedFolder } from './batch-folder.ts';

export type SentBatch = { readonly id: string; readonly status: BatchStatus };

/** Sends what the server does not have yet of a batch; a batch that is there is left alone. */
export async function sendBatch(
  session: Session,
  terminal: Terminal,
  { path, manifest, text, signature }: SignedFolder,
): Promise<SentBatch> {
  const { batch, status, files } = await session.call(announceBatch, {
    params: { pack: manifest.pack },
    body: { manifest: text, signature },
  });
  if (status !== 'arriving') return { id: batch, status };
  const total = files.reduce((sum, { bytes }) => sum + bytes, 0);
  let done = files.reduce((sum, { received }) => sum + received, 0);
  for (const { name, bytes, received } of files) {
    for await (const { piece, offset } of piecesOf(join(path, name), received, bytes)) {
      await session.call(sendBatchFile, {
        params: { id: batch, name },
        query: { offset: String(offset) },
        bytes: piece,
      });
      done += piece.length;
      terminal.progress(done, total, name);
    }
  }
  const finished = await session.call(finishBatch, { params: { id: batch }, body: {} });
  return { id: batch, status: finished.status };
}

type Piece = { readonly piece: Uint8Array<ArrayBuffer>; readonly offset: number };

/** The bytes of a file from a place on, in pieces that one call carries. */
async function* piecesOf(path: string, from: number, bytes: number): AsyncGenerator<Piece> {
  const handle = await open(path, 'r');
  try {
    for (let offset = from; offset < bytes; ) {
      const piece = new Uint8Array(Math.min(MAX_PIECE_BYTES, bytes - offset));
      const { bytesRead } = await handle.read(piece, 0, piece.length, offset);
      // The file has shrunk: the server says what is wrong with the whole.
      if (bytesRead === 0) return;
      yield { piece: piece.subarray(0, bytesRead), offset };
      offset += bytesRead;
    }
  } finally {
    await handle.close();
  }
}

const LOOK_EVERY_MS = 1000;

/** Follows a batch until it is applied, held or refused. */
export async function followBatch(session: Session, terminal: Terminal, id: string) {
  for (;;) {
    const { batch, report } = await session.call(getRegisterBatch, { params: { id } });
    const { status, step, progress } = batch;
    if (status !== 'received' && status !== 'loading') return { batch, report };
    terminal.progress(progress, 1000, step ?? 'waits for its turn');
    await wait(LOOK_EVERY_MS);
  }
}
