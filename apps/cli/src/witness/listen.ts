import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { parseAddCheckpoint } from '@ovoz/public-log';
import { CommandFailure } from '../failure.ts';
import { addCheckpoint } from './add-checkpoint.ts';
import { type Alarm, splitViewAlarm } from './follow-log.ts';
import { seenIn, type WitnessFolder } from './witness-folder.ts';

/** 63 hashes and a note with some hundred signatures. */
const MAX_BODY_BYTES = 128 * 1024;
const REQUEST_LIMIT_MS = 10_000;
const MAX_CONNECTIONS = 200;
/** Reading a night's files takes a tenth of a second, so not for each who asks. */
const SEEN_KEPT_MS = 5000;

/** What a witness tells others of what it kept. */
export type SeenAnswer = {
  readonly format: 1;
  readonly name: string;
  readonly vkey: string;
  readonly logKey: string;
  readonly checkpoints: readonly string[];
};

export type Listener = { readonly address: string; readonly close: () => Promise<void> };

/**
 * Serves `POST /add-checkpoint` (C2SP tlog-witness), and `GET /seen` for `ovoz witness compare`.
 * @param hostAndPort `127.0.0.1:4050`, `[::]:4050`; port 0 takes a free one.
 * @throws CommandFailure `listen-invalid`, `listen-failed`.
 */
export async function listen(
  folder: WitnessFolder,
  hostAndPort: string,
  onAlarm: (alarm: Alarm) => void,
): Promise<Listener> {
  const [, host = '', port = ''] = /^\[?([^\]]+)\]?:(\d{1,5})$/.exec(hostAndPort) ?? [];
  if (host === '' || Number(port) > 65_535) {
    throw new CommandFailure(
      'listen-invalid',
      `--listen "${hostAndPort}" should look like 127.0.0.1:4050.`,
    );
  }
  const door: Door = { folder, seen: answerSeen(folder), onAlarm };
  const server = createServer((request, response) => {
    answer(door, request, response).catch((error: unknown) => {
      // A request that broke off, or a folder that is damaged: the owner has to see it.
      console.error(error);
      response.destroy();
    });
  });
  server.requestTimeout = REQUEST_LIMIT_MS;
  server.maxConnections = MAX_CONNECTIONS;
  try {
    server.listen(Number(port), host);
    await once(server, 'listening');
  } catch (error) {
    throw new CommandFailure('listen-failed', `${(error as Error).message}.`);
  }
  const { port: taken } = server.address() as AddressInfo;
  return {
    address: `http://${host.includes(':') ? `[${host}]` : host}:${taken}`,
    close: () => close(server),
  };
}

async function close(server: Server): Promise<void> {
  server.closeAllConnections();
  server.close();
  await once(server, 'close');
}

type Door = {
  readonly folder: WitnessFolder;
  readonly seen: () => string;
  readonly onAlarm: (alarm: Alarm) => void;
};

function answerSeen({ path, settings }: WitnessFolder): () => string {
  const { name, vkey, logKey } = settings;
  let [text, readAt] = ['', Number.NEGATIVE_INFINITY];
  return () => {
    if (performance.now() - readAt < SEEN_KEPT_MS) return text;
    const seen: SeenAnswer = { format: 1, name, vkey, logKey, checkpoints: seenIn(path) };
    [text, readAt] = [JSON.stringify(seen), performance.now()];
    return text;
  };
}

async function answer(
  door: Door,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  if (request.method === 'GET' && request.url === '/seen') {
    return send(response, 200, 'application/json', door.seen());
  }
  if (request.method !== 'POST' || request.url !== '/add-checkpoint') {
    return send(response, 404, 'text/plain', 'There is POST /add-checkpoint and GET /seen.\n');
  }
  const body = await readBody(request);
  if (body === null) return send(response, 413, 'text/plain', 'The request is too long.\n');
  answerCheckpoint(door, body, response);
}

function answerCheckpoint({ folder, onAlarm }: Door, body: string, response: ServerResponse): void {
  const request = parseAddCheckpoint(body);
  if (!request.ok) return send(response, 400, 'text/plain', `${request.refusal}\n`);
  const { decision, before, cosignature } = addCheckpoint(folder, request.value);
  if (decision.status === 200) {
    if (cosignature !== null) return send(response, 200, 'text/plain; charset=utf-8', cosignature);
    return send(response, 503, 'text/plain', 'split-view\n');
  }
  if (decision.status !== 409)
    return send(response, decision.status, 'text/plain', `${decision.code}\n`);
  if (decision.code === 'split-view') {
    const { note } = request.value;
    onAlarm(splitViewAlarm(folder, { note, checkpoint: decision.checkpoint, known: before }));
  }
  send(response, 409, 'text/x.tlog.size', `${decision.size}\n`);
}

function send(response: ServerResponse, status: number, type: string, text: string): void {
  response.writeHead(status, { 'content-type': type, 'content-length': Buffer.byteLength(text) });
  response.end(text);
}

async function readBody(request: IncomingMessage): Promise<string | null> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length > MAX_BODY_BYTES) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}
