import type { AnswerOf, askToVoteAbroad, BodyOf, listMissions } from '@ovoz/contract';
import { createFormats } from '@ovoz/ui/formats';
import type { AbroadData } from '../site/abroad-data.ts';
import { html, type Markup } from './markup.ts';
import { sayWith } from './say-with.ts';

type Missions = AnswerOf<typeof listMissions>;
type Request = BodyOf<typeof askToVoteAbroad>;
type Parts = {
  readonly form: HTMLFormElement;
  readonly status: HTMLElement;
  readonly answer: HTMLElement;
};

/** Asks until when requests are taken, opens the form, and sends it. What was typed is kept nowhere. */
async function prepare({ form, status, answer }: Parts, data: AbroadData): Promise<void> {
  const say = sayWith(data.words);
  const show = (place: HTMLElement, markup: Markup) => {
    place.innerHTML = markup.text;
  };
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    const request = requestIn(form);
    if (request === null) return show(answer, html`<p>${say('abroad.empty')}</p>`);
    const button = form.querySelector('button');
    if (button !== null) button.disabled = true;
    show(answer, html`<p>${say('lookup.working')}</p>`);
    void send(data, request)
      .then(({ words, isDone }) => {
        show(answer, html`<p class="site-lookup__found">${words}</p>`);
        if (isDone) form.remove();
      })
      .finally(() => {
        if (button !== null) button.disabled = false;
      });
  });
  const response = await fetch(addressOf(data), { cache: 'no-store' }).catch(() => null);
  if (response === null || !response.ok) {
    const isUnknown = response !== null && response.status !== 429 && response.status < 500;
    show(status, html`<p>${say(isUnknown ? 'abroad.none' : 'lookup.failed')}</p>`);
    return;
  }
  const missions = (await response.json()) as Missions;
  show(status, stateOf(data, missions));
  form.hidden = !missions.isOpen || missions.missions.length === 0;
}

/** Until when, and how many of those who live abroad are listed there. */
function stateOf(data: AbroadData, { deadline, isOpen, counts, missions }: Missions): Markup {
  const say = sayWith(data.words);
  const { number, dateTime } = createFormats(data.language);
  if (missions.length === 0) return html`<p>${say('abroad.none')}</p>`;
  const line = say(isOpen ? 'abroad.until' : 'abroad.closed', {
    deadline: dateTime(deadline, data.timeZone),
  });
  const figures = say('abroad.counts', {
    requested: number(counts.requested),
    verified: number(counts.verified),
    listed: number(counts.listed),
    living: number(counts.livingAbroad),
  });
  return html`<p>${line}</p><p>${figures}</p>`;
}

/** Null when something that is needed is missing. */
function requestIn(form: HTMLFormElement): Request | null {
  const fields = new FormData(form);
  const read = (name: keyof Request) => {
    const value = fields.get(name);
    return typeof value === 'string' ? value.trim() : '';
  };
  const request = {
    station: read('station'),
    surname: read('surname'),
    given: read('given'),
    patronymic: read('patronymic'),
    birthDate: read('birthDate'),
    nationalNumber: read('nationalNumber'),
    document: read('document'),
    contact: read('contact'),
  };
  const { surname: _, patronymic: __, ...needed } = request;
  return Object.values(needed).includes('') ? null : request;
}

async function send(
  data: AbroadData,
  request: Request,
): Promise<{ readonly words: string; readonly isDone: boolean }> {
  const say = sayWith(data.words);
  try {
    const response = await fetch(addressOf(data), {
      method: 'POST',
      cache: 'no-store',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(request),
    });
    if (response.ok) {
      const { number } = (await response.json()) as AnswerOf<typeof askToVoteAbroad>;
      return { words: say('abroad.done', { number }), isDone: true };
    }
    if (response.status === 429) return { words: say('lookup.refused'), isDone: false };
    const isOurs = response.status >= 500;
    return { words: say(isOurs ? 'lookup.failed' : 'abroad.invalid'), isDone: false };
  } catch {
    return { words: say('lookup.failed'), isDone: false };
  }
}

function addressOf({ election }: AbroadData): string {
  return `/api/voting-abroad/${election}`;
}

const form = document.querySelector<HTMLFormElement>('#abroad-form');
const status = document.querySelector<HTMLElement>('#abroad-status');
const answer = document.querySelector<HTMLElement>('#abroad-answer');
const block = document.querySelector('#abroad-data');
if (form !== null && status !== null && answer !== null && block !== null) {
  void prepare({ form, status, answer }, JSON.parse(block.textContent ?? '{}'));
}
