import { element } from './element.ts';
import type { ChosenFile, ChosenSource, Wish } from './engine-messages.ts';
import type { Say } from './words.ts';

/** A key of a log on its line, as C2SP signed-note writes it. */
const KEY_LINE = /^[^\s+]+\+[0-9a-f]{8}\+[A-Za-z0-9+/]{43,44}={0,2}$/;

type Place = {
  /** Address of the published files of the site that the page came from; null when it was opened from a disk. */
  readonly base: string | null;
  readonly onStart: (wish: Wish) => void;
};

/** What shall be verified: the site's record, a folder or an archive; and the key of the log, if it is known. */
export function choiceForm({ base, onStart }: Place, say: Say): HTMLElement {
  const folder = element('input', { type: 'file', id: 'folder', webkitdirectory: true });
  const archive = element('input', { type: 'file', id: 'archive', accept: '.gz,.tgz' });
  const key = element('input', {
    id: 'key',
    autocomplete: 'off',
    spellcheck: 'false',
    'aria-describedby': 'key-help key-wrong',
  });
  const problem = element('p', { id: 'key-wrong', role: 'alert' });
  const choices = [
    ...(base === null
      ? []
      : [choiceOf('site', say, say('verify.site.text', { origin: new URL(base).origin }), null)]),
    choiceOf('folder', say, say('verify.folder.text'), folder),
    choiceOf('archive', say, say('verify.archive.text'), archive),
  ];
  const [first] = choices;
  if (first !== undefined) first.radio.checked = true;
  for (const { radio, input } of choices) {
    input?.addEventListener('change', () => (radio.checked = true));
  }
  const form = element(
    'form',
    { novalidate: true },
    element(
      'fieldset',
      {},
      element('legend', {}, say('verify.choose')),
      base === null ? element('p', {}, say('verify.site.offline')) : null,
      ...choices.map(({ whole }) => whole),
    ),
    element(
      'div',
      { class: 'field' },
      element('label', { for: 'key' }, say('verify.key')),
      key,
      element('p', { id: 'key-help', class: 'small' }, say('verify.key.help')),
      problem,
    ),
    element(
      'div',
      { class: 'buttons' },
      element('button', { type: 'submit', class: 'main' }, say('verify.start')),
    ),
  );
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    const line = key.value.trim();
    const isWrong = line !== '' && !KEY_LINE.test(line);
    problem.textContent = isWrong ? say('verify.key.wrong') : '';
    problem.classList.toggle('problem', isWrong);
    if (isWrong) return key.focus();
    const chosen = choices.find(({ radio }) => radio.checked);
    const source = sourceOf(chosen?.radio.value ?? '', base, folder, archive);
    // Nothing was picked yet: the browser's own window asks for it.
    if (source === null) return chosen?.input?.click();
    onStart({ source, logKey: line === '' ? null : line });
  });
  return form;
}

function choiceOf(kind: string, say: Say, text: string, input: HTMLInputElement | null) {
  const id = `choice-${kind}`;
  const radio = element('input', { type: 'radio', name: 'source', value: kind, id });
  input?.setAttribute('aria-label', say(`verify.${kind}`));
  const whole = element(
    'div',
    { class: 'choice' },
    radio,
    element('label', { for: id }, say(`verify.${kind}`)),
    element('div', {}, element('p', { class: 'small' }, text), input),
  );
  return { radio, input, whole };
}

/** What was picked; null when nothing was. */
function sourceOf(
  kind: string,
  base: string | null,
  folder: HTMLInputElement,
  archive: HTMLInputElement,
): ChosenSource | null {
  if (kind === 'site') return base === null ? null : { kind, base };
  if (kind === 'archive') {
    const file = archive.files?.[0];
    return file === undefined ? null : { kind, name: file.name, file };
  }
  const files = [...(folder.files ?? [])].map(
    (file): ChosenFile => [file.webkitRelativePath, file],
  );
  const name = files[0]?.[0].split('/', 1)[0];
  return name === undefined ? null : { kind: 'folder', name, files };
}
