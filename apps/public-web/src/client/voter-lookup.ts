import type { AnswerOf, getPuzzle, lookUpVoter } from '@ovoz/contract';
import { stationAnchor } from '../site/addresses.ts';
import type { LookupData } from '../site/lookup-data.ts';
import { html, type Markup } from './markup.ts';
import { solvePuzzle } from './solve-puzzle.ts';

type Numbers = { readonly nationalNumber: string; readonly documentNumber: string };
type Proof = { readonly challenge: string; readonly nonce: string };

/**
 * Sends both numbers and shows the station. They stand in the fields and in the body of one call: in no address, no
 * storage, and the fields are emptied when somebody was found, for the phone may be handed on.
 */
function prepareLookup(form: HTMLFormElement, place: HTMLElement, data: LookupData): void {
  const [national, paper] = ['#lookup-national', '#lookup-document'].map((id) =>
    form.querySelector<HTMLInputElement>(id),
  );
  const button = form.querySelector('button');
  if (!national || !paper || button === null) return;
  const say = (markup: Markup) => {
    place.innerHTML = markup.text;
  };
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    const numbers = { nationalNumber: national.value.trim(), documentNumber: paper.value.trim() };
    if (numbers.nationalNumber === '' || numbers.documentNumber === '') {
      say(html`<p>${data.words['lookup.empty']}</p>`);
      return;
    }
    button.disabled = true;
    say(html`<p>${data.words['lookup.working']}</p>`);
    ask(data, numbers, (words) => say(html`<p>${words}</p>`))
      .then(
        ({ markup, isFound }) => {
          say(markup);
          if (isFound) form.reset();
        },
        (error: unknown) => {
          say(html`<p>${data.words['lookup.failed']}</p>`);
          throw error;
        },
      )
      .finally(() => {
        button.disabled = false;
      });
  });
}

type Shown = { readonly markup: Markup; readonly isFound: boolean };

async function ask(
  data: LookupData,
  numbers: Numbers,
  say: (words: string) => void,
): Promise<Shown> {
  const { words } = data;
  let response = await send(data.election, numbers);
  if (response.status === 429 && (await codeOf(response)) === 'proof-of-work-needed') {
    say(words['lookup.puzzle']);
    response = await send(data.election, numbers, await solved());
  }
  if (response.ok) return shown(data, (await response.json()) as AnswerOf<typeof lookUpVoter>);
  const line = lineOf(response.status, words);
  return { markup: html`<p>${line}</p>`, isFound: false };
}

function lineOf(status: number, words: LookupData['words']): string {
  if (status === 400) return words['lookup.missed.do'];
  if (status === 429) return words['lookup.refused'];
  return status === 503 ? words['lookup.notBuilt'] : words['lookup.failed'];
}

function shown({ words, stations }: LookupData, answer: AnswerOf<typeof lookUpVoter>): Shown {
  if (answer.station === null) {
    return {
      markup: html`<p class="site-lookup__missed">${words['lookup.missed']}</p>
<p>${words['lookup.missed.do']}</p>`,
      isFound: false,
    };
  }
  const found = words['lookup.found'].replace('{station}', answer.station);
  const source = answer.source === 'roll' ? words['lookup.roll'] : words['lookup.register'];
  return {
    markup: html`<p class="site-lookup__found">${found}</p>
<p>${source}</p>
<p><a href="${stations}#${stationAnchor(encodeURIComponent(answer.station))}">${words['lookup.station']}</a></p>`,
    isFound: true,
  };
}

async function solved(): Promise<Proof> {
  const response = await fetch('/api/voter-lookup/puzzle', { cache: 'no-store' });
  if (!response.ok) throw new Error(`no puzzle: ${response.status}`);
  const { challenge, zeroBits } = (await response.json()) as AnswerOf<typeof getPuzzle>;
  return { challenge, nonce: await solvePuzzle(challenge, zeroBits) };
}

function send(election: string, numbers: Numbers, proof?: Proof): Promise<Response> {
  return fetch(`/api/voter-lookup/${election}`, {
    method: 'POST',
    cache: 'no-store',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(proof === undefined ? numbers : { ...numbers, proof }),
  });
}

async function codeOf(response: Response): Promise<string> {
  const problem = (await response.json()) as { readonly code?: string };
  return problem.code ?? '';
}

const form = document.querySelector<HTMLFormElement>('#lookup-form');
const place = document.querySelector<HTMLElement>('#lookup-answer');
const block = document.querySelector('#lookup-data');
if (form !== null && place !== null && block !== null) {
  prepareLookup(form, place, JSON.parse(block.textContent ?? '{}'));
}
