import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { gzipSync } from 'node:zlib';
import type { Browser, Page } from 'playwright-core';
import { openGroup, secretOfCredential } from '@ovoz/verifiable-voting';
import { nodePbkdf2, nodePlatform } from '../../apps/cli/src/ballot-box/node-platform.ts';
import { openSecrets } from '../../apps/cli/src/ballot-box/open-secrets.ts';
import { launchBrowser } from '../browser/launch-browser.ts';
import { bundleProgram, serveProgram } from '../browser/serve-program.ts';
import { ovoz } from './ovoz.ts';
import type { VotingPage } from './voting-page.ts';

const MOST_COMPRESSED_BYTES = 250_000;
const VECTORS = new URL('../vectors/belenios/', import.meta.url);
const folder = mkdtempSync(join(tmpdir(), 'ballot-box-browser-'));
const answers = Array.from({ length: 10 }, (_, i) => `List ${i + 1}`);
const voteFor = (place: number) => [Array.from({ length: 11 }, (_, i) => (i === place ? 1 : 0))];

let script = '';
let browser: Browser;
let page: Page;
let close: () => void;
let uuid = '';
const disturbances: string[] = [];

/** Runs `ovoz ballot-box`. @returns its answer. */
function box(...args: readonly string[]): Record<string, unknown> {
  const { exitCode, stdout, stderr } = ovoz(folder, ['--json', 'ballot-box', ...args]);
  assert.equal(exitCode, 0, `${args.join(' ')}\n${stdout}${stderr}`);
  return JSON.parse(stdout) as Record<string, unknown>;
}

/** Calls a function of the page with what JSON can carry. */
function call<Name extends keyof VotingPage>(
  name: Name,
  ...args: Parameters<VotingPage[Name]>
): Promise<Awaited<ReturnType<VotingPage[Name]>>> {
  return page.evaluate(`votingPage.${name}(...${JSON.stringify(args)})`);
}

function credentialOf(voter: number): string {
  const lines = readFileSync(join(folder, 'registrar/credentials.txt'), 'utf8').split('\n');
  const credential = lines[voter - 1]?.split(' ')[1];
  assert.ok(credential !== undefined, `there is no voter ${voter}`);
  return credential;
}

before(
  async () => {
    const question = { answers, blank: true, min: 1, max: 1, question: 'Which list?' };
    const questions = { description: 'd', name: 'n', questions: [question] };
    writeFileSync(join(folder, 'questions.json'), JSON.stringify(questions));
    uuid = String(box('plan', 'box', '--questions', 'questions.json')['uuid']);
    box('trustee', 'box', '--own', 'trustee', '--as', '1');
    box('credentials', 'box', '--own', 'registrar', '--count', '2');
    box('create', 'box');
    script = await bundleProgram(new URL('voting-page.ts', import.meta.url));
    const served = await serveProgram(script, (path) => {
      const own = join(folder, path);
      const file = existsSync(own) ? own : new URL(`.${path}`, VECTORS);
      return existsSync(file) ? readFileSync(file) : null;
    });
    ({ close } = served);
    browser = await launchBrowser();
    page = await browser.newPage();
    page.on('pageerror', (error) => disturbances.push(String(error)));
    page.on('console', (message) => disturbances.push(message.text()));
    await page.goto(served.origin);
  },
  { timeout: 120_000 },
);

after(async () => {
  await browser?.close();
  close?.();
  rmSync(folder, { recursive: true });
});

test('a voter audits one ballot and casts another from a browser, and the election is strictly valid', async () => {
  const archive = `/box/${uuid}.bel`;
  assert.equal((await call('verify', archive, null)).verdict, 'belenios-valid');

  const audited = await call('vote', credentialOf(1), voteFor(3));
  const opened = { ballot: audited.text, opening: audited.opening };
  writeFileSync(join(folder, 'opened.json'), JSON.stringify(opened));
  const shown = { tracker: audited.tracker, vote: voteFor(3) };
  assert.deepEqual(box('audit', 'box', 'opened.json'), shown);

  const cast = await call('vote', credentialOf(1), voteFor(3));
  assert.notEqual(cast.tracker, audited.tracker);
  writeFileSync(join(folder, 'ballot.json'), cast.text);
  assert.deepEqual(box('cast', 'box', 'ballot.json'), { cast: true, tracker: cast.tracker });
  const recorded = { found: true, event: 1, counts: true, replacedBy: null };
  assert.deepEqual(box('find', 'box', cast.tracker), recorded);
  const { exitCode, stdout } = ovoz(folder, ['ballot-box', 'find', 'box', audited.tracker]);
  assert.equal(`${exitCode} ${stdout}`, '1 This ballot is not recorded.\n');
  writeFileSync(join(folder, 'voter-2.txt'), credentialOf(2));
  box('vote', 'box', '--credential', 'voter-2.txt', '--choices', JSON.stringify(voteFor(0)));

  box('close', 'box');
  box('tally', 'box');
  box('decrypt', 'box', '--own', 'trustee', '--as', '1');
  const result = [[1, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0]];
  assert.deepEqual(box('result', 'box')['result'], result);
  const verified = {
    verdict: 'strictly-valid',
    codes: [],
    phase: 'done',
    ballots: 2,
    counted: 2,
    result,
  };
  assert.deepEqual(await call('verify', archive, `/box/${uuid}.proofs.jsonl`), verified);
});

test('a browser is a second device, too: an opening that shows another vote is refused', async () => {
  await call('verify', `/box/${uuid}.bel`, null);
  writeFileSync(join(folder, 'voter-2.txt'), credentialOf(2));
  const choices = ['--choices', JSON.stringify(voteFor(5))];
  box('vote', 'box', '--credential', 'voter-2.txt', ...choices, '--out', 'ballot-2.json');
  box('open', 'box', 'ballot-2.json', '--out', 'opened-2.json');
  const opened = readFileSync(join(folder, 'opened-2.json'), 'utf8').trim();
  assert.equal(await call('audit', opened), true);
  const lie = opened.replace(JSON.stringify(voteFor(5)), JSON.stringify(voteFor(6)));
  assert.notEqual(lie, opened);
  assert.equal(await call('audit', lie), false);
  await assert.rejects(call('audit', 'no opening'), /Malformed/);
  writeFileSync(join(folder, 'junk.json'), 'no opening');
  const refused = ovoz(folder, ['ballot-box', 'audit', 'box', 'junk.json']);
  assert.equal(refused.exitCode, 1);
  assert.match(refused.stderr, /opening-malformed/);
});

test('a browser verifies archives of the reference tool, and refuses an altered one', async () => {
  const path = '/threshold-3.0-layout-ed25519.bel';
  const { verdict, phase } = await call('verify', path, null);
  assert.deepEqual({ verdict, phase }, { verdict: 'belenios-valid', phase: 'done' });
  const bytes = readFileSync(new URL(`.${path}`, VECTORS));
  const at = Math.floor(bytes.length / 2);
  bytes[at] = (bytes[at] ?? 0) ^ 1;
  writeFileSync(join(folder, 'altered.bel'), bytes);
  assert.equal((await call('verify', '/altered.bel', null)).verdict, 'invalid');
});

test('a browser makes secrets in no 2048-bit group, but verifies there', async () => {
  for (const name of ['BELENIOS-2048', 'RFC-3526-2048'] as const) {
    assert.equal(await call('refusalOf', name), 'group-has-no-browser-secrets');
  }
  assert.equal(await call('refusalOf', 'Ed25519'), null);
  const { verdict } = await call('verify', '/threshold-3.0-layout-belenios2048.bel', null);
  assert.equal(verdict, 'belenios-valid');
  await assert.rejects(
    call('vote', 'AAAAA-AAAAAA-AAAAA-AAAAAA', voteFor(0)),
    /group-has-no-browser-secrets/,
  );
});

test('a credential of the older form is derived in a browser as on the command line', async () => {
  const credential = '9Qt-tiN-G68-kaK-H1V';
  await call('verify', `/box/${uuid}.bel`, null);
  const { text } = await call('vote', credential, voteFor(1));
  const secrets = await openSecrets(openGroup('Ed25519', nodePlatform));
  const secret = secretOfCredential(nodePlatform, secrets, nodePbkdf2, uuid, credential);
  assert.ok(secret !== null);
  const { credential: key } = JSON.parse(text) as { credential: string };
  assert.equal(key, secrets.generatorPower(secret).text);
});

test('the program is small, runs under a strict content security policy, and disturbs nobody', () => {
  assert.ok(gzipSync(script).length <= MOST_COMPRESSED_BYTES, `${gzipSync(script).length} bytes`);
  assert.deepEqual(disturbances, []);
});
