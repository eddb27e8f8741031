import type { Result } from '@ovoz/basics';
import { type CallRefusal, createClient, type InputOf } from '@ovoz/client';
import type { AnswerOf, AnyOperation } from '@ovoz/contract';
import { useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { noteSessionEnd } from './session-end.ts';

/** How far an upload is: bytes on their way, or the server at work on what it has. */
export type UploadProgress =
  | { readonly stage: 'sending'; readonly sentBytes: number; readonly totalBytes: number }
  | { readonly stage: 'checking' };

type Upload<Op extends AnyOperation> = {
  readonly run: (input: InputOf<Op>) => Promise<Result<AnswerOf<Op>, CallRefusal> | null>;
  /** Null when nothing is under way. */
  readonly progress: UploadProgress | null;
};

/** An operation with a large body, whose sending can be watched. */
export function useUpload<Op extends AnyOperation>(operation: Op): Upload<Op> {
  const queries = useQueryClient();
  const underWay = useRef(false);
  const [progress, setProgress] = useState<UploadProgress | null>(null);
  const run = async (input: InputOf<Op>) => {
    if (underWay.current) return null;
    underWay.current = true;
    setProgress({ stage: 'sending', sentBytes: 0, totalBytes: 1 });
    const watched = createClient({ origin: '', fetch: sendingWatched(setProgress) });
    const answer = await watched.call(operation, input);
    underWay.current = false;
    setProgress(null);
    if (answer.ok) void queries.invalidateQueries();
    else noteSessionEnd(queries, answer.refusal);
    return answer;
  };
  return { run, progress };
}

/** `fetch` tells nothing of its upload; XMLHttpRequest does. */
function sendingWatched(report: (progress: UploadProgress) => void) {
  return (url: string, init: RequestInit): Promise<Response> =>
    new Promise((resolve, reject) => {
      const request = new XMLHttpRequest();
      request.open(init.method ?? 'GET', url);
      for (const [name, value] of new Headers(init.headers)) request.setRequestHeader(name, value);
      request.upload.onprogress = ({ loaded, total }) =>
        report({ stage: 'sending', sentBytes: loaded, totalBytes: total });
      request.upload.onload = () => report({ stage: 'checking' });
      request.onload = () =>
        resolve(new Response(request.responseText, { status: request.status }));
      request.onerror = () => reject(new TypeError('the request failed'));
      request.ontimeout = request.onerror;
      request.onabort = request.onerror;
      request.send(typeof init.body === 'string' ? init.body : null);
    });
}
