import type { StationWord } from '../site/station-page-data.ts';
import { html } from './markup.ts';
import { checkLogSignature, openLog, proveEntry, type ReadLog } from './log-proof.ts';

type Say = (key: StationWord, fill?: Readonly<Record<string, string | number>>) => string;

const LOG = '/published/log/';

/** Says beside each act of a protocol whether the public log holds it, proven in this browser. */
export async function showEvidence(place: HTMLElement, say: Say): Promise<void> {
  const acts = [...place.querySelectorAll<HTMLElement>('[data-fact]')];
  // The type says that it is always there; browsers leave it out on insecure origins.
  const subtle = (globalThis.crypto as Partial<Crypto> | undefined)?.subtle;
  for (const act of acts) act.textContent = say('evidence.checking');
  try {
    const log = await openLog(fetchFromLog());
    for (const act of acts) await showAct(act, say, log);
    const footing = place.querySelector<HTMLElement>('[data-log]');
    if (footing !== null && acts.length > 0) {
      const { key, isRight } =
        subtle === undefined ? { key: '', isRight: null } : await checkLogSignature(log, subtle);
      footing.classList.toggle('res-proof--wrong', isRight === false);
      if (isRight === null) footing.textContent = say('evidence.unsigned');
      else
        footing.textContent = say(isRight ? 'evidence.signed' : 'evidence.badSignature', { key });
    }
  } catch {
    for (const act of acts) act.textContent = say('evidence.unread');
  }
}

async function showAct(
  act: HTMLElement,
  say: Say,
  log: Awaited<ReturnType<typeof openLog>>,
): Promise<void> {
  const { fact = '', package: hash = '' } = act.dataset;
  const proof = await proveEntry(log, fact, hash);
  act.classList.toggle('res-proof--right', proof.kind === 'proven');
  act.classList.toggle('res-proof--wrong', proof.kind === 'wrong');
  if (proof.kind !== 'proven') {
    act.textContent = say(`evidence.${proof.kind}`);
    return;
  }
  const { index, entry } = proof;
  const words = say('evidence.proven', { index, size: log.checkpoint.size });
  const written = html`${words}<details class="res-details"><summary>${say('evidence.text')}</summary><pre class="res-package" tabindex="0">${entry}</pre></details>`;
  act.innerHTML = written.text;
}

/** Every file is fetched once for all the entries of a page. */
function fetchFromLog(): ReadLog {
  const kept = new Map<string, Promise<Uint8Array | null>>();
  return (path) => {
    const known = kept.get(path) ?? load(path);
    kept.set(path, known);
    return known;
  };
}

async function load(path: string): Promise<Uint8Array | null> {
  const response = await fetch(LOG + path, { cache: 'no-cache' });
  if (response.status === 404) return null;
  if (!response.ok) throw new Error(`${path}: ${response.status}`);
  return new Uint8Array(await response.arrayBuffer());
}
