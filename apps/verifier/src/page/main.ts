import { choiceForm } from './choice-form.ts';
import { element } from './element.ts';
import { startEngine } from './start-engine.ts';
import type { EngineMessage, Report, Wish } from './engine-messages.ts';
import { reportOf } from './report.ts';
import { chooseWords, readWords, type Say, sayer, type Words } from './words.ts';

type Progress = Extract<EngineMessage, { kind: 'progress' }>;

/** What the page shows. */
type Stage =
  | { readonly at: 'choice'; readonly note: string | null }
  | { readonly at: 'running'; readonly stop: () => void; progress: Progress | null }
  | { readonly at: 'report'; readonly report: Report }
  | { readonly at: 'failed'; readonly code: string; readonly reason: string };

/** What the verifier is at, and the words for it. */
const STEPS: Readonly<Record<string, string>> = {
  archive: 'verify.step.archive',
  log: 'verify.step.log',
  tiles: 'verify.step.log',
  sealed: 'verify.step.election',
  protocols: 'verify.step.stations',
  stations: 'verify.step.stations',
  sums: 'verify.step.areas',
  areas: 'verify.step.areas',
  files: 'verify.step.files',
  settling: 'verify.step.settling',
};

const isFromDisk = location.protocol === 'file:';
const base = isFromDisk ? null : new URL('../published/', location.href).href;
const languages = readWords(document.querySelector('#words')?.textContent ?? '[]');
const page = document.querySelector<HTMLElement>('#page');
let stage: Stage = { at: 'choice', note: null };
let words: Words | undefined;

function show(): void {
  if (page === null || words === undefined) return;
  const say = sayer(words);
  page.replaceChildren(...contentOf(stage, say));
}

function contentOf(now: Stage, say: Say): readonly HTMLElement[] {
  switch (now.at) {
    case 'choice':
      return choiceContent(now.note, say);
    case 'running':
      return runningContent(now, say);
    case 'report':
      return [reportOf(now.report, say), reportButtons(now.report, say)];
    case 'failed':
      return [
        element(
          'section',
          { class: 'outcome outcome--false', id: 'outcome', tabindex: '-1' },
          element('h1', {}, say('verify.failed')),
          element('p', {}, say('verify.failed.text')),
          element('p', { class: 'small', lang: 'en' }, `${now.code}: ${now.reason}`),
        ),
        buttonsOf(againButton(say)),
      ];
  }
}

function choiceContent(note: string | null, say: Say): readonly HTMLElement[] {
  return [
    element('h1', {}, say('verify.title')),
    ...(note === null ? [] : [element('p', { class: 'problem', role: 'status' }, say(note))]),
    element('p', {}, say('verify.lead')),
    choiceForm({ base, onStart: run }, say),
    ...(isFromDisk
      ? []
      : [
          element(
            'p',
            {},
            element('a', { href: location.pathname, download: 'verify.html' }, say('verify.save')),
            '. ',
            say('verify.save.text'),
          ),
        ]),
  ];
}

function runningContent(now: Extract<Stage, { at: 'running' }>, say: Say): readonly HTMLElement[] {
  const stop = element('button', { type: 'button' }, say('verify.cancel'));
  stop.addEventListener('click', () => {
    now.stop();
    enter({ at: 'choice', note: 'verify.stopped' });
  });
  const bar = element('progress', { id: 'bar', 'aria-labelledby': 'step', max: '1' });
  const whole = element(
    'div',
    { class: 'progress' },
    element('p', { id: 'step', role: 'status' }),
    bar,
    element('p', { class: 'done small', id: 'done' }),
  );
  const parts = [
    element('h1', {}, say('verify.running')),
    whole,
    element('div', { class: 'buttons' }, stop),
  ];
  if (now.progress !== null) showProgress(whole, now.progress, say);
  return parts;
}

function showProgress(whole: ParentNode, { step, done, all }: Progress, say: Say): void {
  const name = say(STEPS[step] ?? 'verify.running');
  const place = whole.querySelector('#step');
  // A screen reader says it again whenever it is written.
  if (place !== null && place.textContent !== name) place.textContent = name;
  const bar = whole.querySelector('progress');
  if (bar !== null && all > 0) {
    bar.max = all;
    bar.value = done;
  }
  // Bytes of an archive say nothing to people; the bar shows them.
  const text = all > 1 && step !== 'archive' ? say('verify.ofTotal', { done, total: all }) : '';
  whole.querySelector('#done')?.replaceChildren(text);
}

function reportButtons({ verdict }: Report, say: Say): HTMLElement {
  const file = element('button', { type: 'button' }, say('verify.report'));
  file.addEventListener('click', () => {
    const blob = new Blob([JSON.stringify(verdict, null, 2)], { type: 'application/json' });
    const link = element('a', { href: URL.createObjectURL(blob), download: 'verdict.json' });
    link.click();
    URL.revokeObjectURL(link.href);
  });
  const print = element('button', { type: 'button' }, say('verify.print'));
  print.addEventListener('click', () => window.print());
  return buttonsOf(file, print, againButton(say));
}

function againButton(say: Say): HTMLButtonElement {
  const again = element('button', { type: 'button' }, say('verify.again'));
  again.addEventListener('click', () => enter({ at: 'choice', note: null }));
  return again;
}

function buttonsOf(...buttons: readonly HTMLButtonElement[]): HTMLElement {
  return element('div', { class: 'buttons' }, ...buttons);
}

/** Shows a stage from its beginning, and lets a screen reader begin there. */
function enter(next: Stage): void {
  stage = next;
  show();
  window.scrollTo(0, 0);
  document.querySelector<HTMLElement>('#outcome')?.focus();
}

function run(wish: Wish): void {
  const running: Stage = { at: 'running', stop: () => stop(), progress: null };
  const stop = startEngine(wish, (message) => {
    if (stage !== running) return;
    if (message.kind === 'progress') {
      running.progress = message;
      if (page !== null && words !== undefined) showProgress(page, message, sayer(words));
      return;
    }
    stop();
    if (message.kind === 'report') enter({ at: 'report', report: message });
    else enter({ at: 'failed', code: message.code, reason: message.reason });
  });
  enter(running);
}

/** Shows everything in the language of the address. */
function speak(): void {
  words = chooseWords(languages, location.hash, navigator.languages);
  if (words === undefined) return;
  const say = sayer(words);
  document.documentElement.lang = words.tag;
  document.title = `${say('verify.title')} – Ovoz`;
  const choice = document.querySelector<HTMLSelectElement>('#language');
  const options = languages.map(({ segment, name, tag }) =>
    element('option', { value: segment, lang: tag, selected: segment === words?.segment }, name),
  );
  choice?.replaceChildren(...options);
  document.querySelector('#language-label')?.replaceChildren(say('language.choose'));
  const home = document.querySelector('#home');
  if (isFromDisk) home?.removeAttribute('href');
  else home?.setAttribute('href', `/${words.segment}/`);
  show();
}

document.querySelector<HTMLSelectElement>('#language')?.addEventListener('change', (event) => {
  if (event.target instanceof HTMLSelectElement) location.hash = event.target.value;
});
window.addEventListener('hashchange', speak);
speak();
