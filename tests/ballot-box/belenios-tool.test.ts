// The reference tool and ours on the same elections, object by object: what one made the other reads and goes
// on with. No election here is made by one of the two alone but the ones that are said to be.
import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import { after, test } from 'node:test';
import {
  makeInput,
  openGroup,
  secretOfCredential,
} from '../../packages/verifiable-voting/src/index.ts';
import { nodePbkdf2, nodePlatform } from '../../apps/cli/src/ballot-box/node-platform.ts';
import { openSecrets } from '../../apps/cli/src/ballot-box/open-secrets.ts';
import { addEvent, ballotOfTool, skip, thresholdStep, workFolder } from './belenios-tool.ts';
import { ballotBox, refusalOf, verificationOf } from './ovoz.ts';

const folders: { remove: () => void }[] = [];
after(() => {
  for (const { remove } of folders) remove();
});

function newFolder() {
  const work = workFolder();
  folders.push(work);
  return work;
}

const QUESTIONS = {
  description: 'd',
  name: 'n',
  questions: [
    { answers: ['A', 'B'], blank: true, min: 1, max: 1, question: 'Q1' },
    { answers: ['C', 'D'], min: 0, max: 1, question: 'Q2' },
  ],
};

const privateOf = (line: string | undefined) => line?.split(' ')[1] ?? '';

test('the tool verifies an election that is all ours, which is strictly valid', {
  skip,
}, async (t) => {
  const work = newFolder();
  const own = (...args: readonly string[]) => ballotBox(work.folder, ...args);
  work.write('questions.json', JSON.stringify(QUESTIONS));
  const sizes = ['--mandatory', '1', '--trustees', '3', '--threshold', '2'];
  const group = ['--group', 'BELENIOS-2048'];
  await own('plan', 'box', ...group, '--questions', 'questions.json', ...sizes);
  await own('trustee', 'box', '--own', 'trustee-1', '--as', '1');
  for (let round = 0; round < 3; round++) {
    for (const trustee of ['2', '3', '4']) {
      await own('trustee', 'box', '--own', `trustee-${trustee}`, '--as', trustee);
    }
  }
  await own('credentials', 'box', '--own', 'registrar', '--count', '2', '--weight', '3');
  await own('create', 'box');
  t.diagnostic(work.verdictOfTool('box'));
  const credentials = work.read('registrar/credentials.txt').split('\n');
  for (const [index, choices] of ['[[0,1,0],[1,0]]', '[[1,0,0],[0,0]]'].entries()) {
    work.write('voter.txt', credentials[index] ?? '');
    await own('vote', 'box', '--credential', 'voter.txt', '--choices', choices);
  }
  await own('close', 'box');
  await own('tally', 'box');
  for (const trustee of ['1', '2', '4']) {
    await own('decrypt', 'box', '--own', `trustee-${trustee}`, '--as', trustee);
  }
  await own('result', 'box');
  t.diagnostic(work.verdictOfTool('box'));
  assert.deepEqual(await verificationOf(work.folder, 'box'), {
    verdict: 'strictly-valid',
    codes: [],
    result: [
      [3, 3, 0],
      [3, 0],
    ],
  });
});

test('the tool is one of our trustees and voters, and works out our result', {
  skip,
}, async (t) => {
  const work = newFolder();
  const own = (...args: readonly string[]) => ballotBox(work.folder, ...args);
  work.write('questions.json', JSON.stringify(QUESTIONS));
  const sizes = ['--mandatory', '1', '--trustees', '3', '--threshold', '2'];
  const group = ['--group', 'BELENIOS-2048'];
  await own('plan', 'box', ...group, '--questions', 'questions.json', ...sizes);
  const round = async (...trustees: readonly string[]) => {
    for (const one of trustees) await own('trustee', 'box', '--own', `trustee-${one}`, '--as', one);
  };
  const three = (name: string) => work.read(`box/trustees/3.${name}.json`);
  const give = (name: string, text: string) => work.write(`box/trustees/3.${name}.json`, text);
  const all = (name: string) =>
    ['2', '3', '4'].map((one) => work.read(`box/trustees/${one}.${name}.json`).trim());

  // Trustee 3 is the tool. It reads our certificates, polynomials and shares, and ours read its.
  await round('1', '2', '4');
  work.tool(thresholdStep(1));
  const key = work.named('.key')[0] ?? '';
  give('certificate', work.read(key.replace('.key', '.cert')));
  work.write('certs.jsons', `${all('certificate').join('\n')}\n`);
  const certs = ['--certs', 'certs.jsons', '--key', key];
  give('polynomial', work.tool(thresholdStep(3, ...certs, '--threshold', '2')));
  await round('2', '4');
  const input = makeInput(all('polynomial'), 2);
  give('output', work.tool(thresholdStep(5, ...certs), input));
  await round('2', '4');

  await own('credentials', 'box', '--own', 'registrar', '--count', '2', '--form', '2.0');
  assert.equal(await refusalOf(work.folder, 'create', 'box'), 'trustee-key-unsigned');
  await own('create', 'box', '--belenios-valid');
  const [first, second] = work.read('registrar/credentials.txt').split('\n');
  work.write('voter.txt', first ?? '');
  await own('vote', 'box', '--credential', 'voter.txt', '--choices', '[[0,1,0],[1,0]]');
  work.write(
    'ballot.json',
    ballotOfTool(
      work,
      privateOf(second),
      [
        [1, 0, 0],
        [0, 1],
      ],
      'box',
    ),
  );
  await own('cast', 'box', 'ballot.json');
  await own('close', 'box');
  await own('tally', 'box');
  await own('decrypt', 'box', '--own', 'trustee-1', '--as', '1');
  await own('decrypt', 'box', '--own', 'trustee-4', '--as', '4');
  const { private_key } = JSON.parse(three('output')) as { private_key: string };
  work.write('trustee.dkey', private_key);
  const keys = ['--key', work.at(key), '--decryption-key', work.at('trustee.dkey')];
  const share = work.tool(
    ['election', 'decrypt-threshold', ...keys, '--trustee-id', '3'],
    '',
    'box',
  );
  addEvent(work, 'PartialDecryption', share, 'box');
  addEvent(work, 'Result', work.tool(['election', 'compute-result'], '', 'box'), 'box');
  t.diagnostic(work.verdictOfTool('box'));
  // The tool signs no keys and makes no full-context proofs.
  assert.deepEqual(await verificationOf(work.folder, 'box'), {
    verdict: 'belenios-valid',
    codes: ['trustee-key-unsigned', 'sidecar-proof-missing'],
    result: [
      [1, 1, 0],
      [1, 1],
    ],
  });
});

test('we verify an election of the tool and go on with it, object by object', {
  skip,
}, async (t) => {
  const work = newFolder();
  const { tool, read, write, named } = work;
  const own = (...args: readonly string[]) => ballotBox(work.folder, ...args);
  const group = ['--group', 'BELENIOS-2048'];
  const uuid = tool(['setup', 'generate-token']).trim();
  tool(['setup', 'generate-credentials', '--uuid', uuid, ...group, '--count', '2']);
  write('public_creds.json', read(named('.pubcreds')[0] ?? ''));
  for (let trustee = 0; trustee < 3; trustee++) tool(thresholdStep(1));
  write('certs.jsons', named('.cert').map(read).join(''));
  const keys = named('.key');
  const certs = ['--certs', 'certs.jsons'];
  const polynomials = keys.map((key) =>
    tool(thresholdStep(3, ...certs, '--key', key, '--threshold', '2')),
  );
  write('polynomials.jsons', polynomials.join(''));
  const all = [...certs, '--polynomials', 'polynomials.jsons'];
  tool(thresholdStep(4, ...all));
  const outputs = keys.map((key) =>
    tool(thresholdStep(5, ...certs, '--key', key), read(key.replace('.key', '.vinput'))),
  );
  write('threshold.json', tool(thresholdStep(6, ...all), outputs.join('')));
  tool(['setup', 'generate-trustee-key', ...group]);
  write('public_keys.jsons', named('.pubkey').map(read).join(''));
  tool(['setup', 'make-trustees']);
  write('q.json', JSON.stringify({ ...QUESTIONS, administrator: 'a', credential_authority: 'r' }));
  tool(['setup', 'make-election', '--uuid', uuid, ...group, '--template', 'q.json']);
  tool(['archive', 'init']);
  const archive = `${uuid}.bel`;

  // Both derive the same keys from its credentials.
  const secrets = await openSecrets(openGroup('BELENIOS-2048', nodePlatform));
  const lines = read(named('.privcreds')[0] ?? '')
    .trim()
    .split('\n');
  const derived = lines.map((line) => {
    const s = secretOfCredential(nodePlatform, secrets, nodePbkdf2, uuid, privateOf(line));
    assert.ok(s !== null);
    return secrets.generatorPower(s).text;
  });
  // Its list has a key, a weight and a name each, of which only the key is here for both.
  const listed = (JSON.parse(read('public_creds.json')) as string[]).map(
    (one) => one.split(',')[0],
  );
  assert.equal(listed.length, 2);
  assert.deepEqual(new Set(derived), new Set(listed));

  // Its first ballot, then ours with its credential; our close, its tally.
  const [first, second] = lines;
  addEvent(
    work,
    'Ballot',
    ballotOfTool(work, privateOf(first), [
      [0, 0, 1],
      [0, 0],
    ]),
  );
  write('voter.txt', second ?? '');
  await own('vote', archive, '--credential', 'voter.txt', '--choices', '[[0,1,0],[1,0]]');
  await own('close', archive);
  addEvent(work, 'EncryptedTally', tool(['election', 'compute-encrypted-tally']));

  // The mandatory trustee decrypts with the tool, a second with ours and the key that the tool made for it.
  const single = ['--privkey', named('.privkey')[0] ?? '', '--trustee-id', '1'];
  addEvent(work, 'PartialDecryption', tool(['election', 'decrypt', ...single]));
  const channels = 'AES-CCM';
  const plan = { uuid, group: group[1], mandatory: 1, size: 3, threshold: 2, channels };
  write('plan.json', JSON.stringify({ ...plan, template: {} }));
  for (const name of ['trustees', 'own-2']) mkdirSync(work.at(name));
  const dkey = read((keys[0] ?? '').replace('.key', '.dkey')).trim();
  write('trustees/2.output.json', JSON.stringify({ private_key: dkey }));
  write('own-2/seed.txt', read(keys[0] ?? ''));
  await own('decrypt', '.', '--own', 'own-2', '--as', '2');
  // A third whom nobody needs, with the tool.
  const third = (keys[2] ?? '').replace('.key', '.dkey');
  const threshold = ['--key', keys[2] ?? '', '--decryption-key', third, '--trustee-id', '4'];
  addEvent(work, 'PartialDecryption', tool(['election', 'decrypt-threshold', ...threshold]));
  await own('result', archive);
  t.diagnostic(work.verdictOfTool());
  assert.deepEqual(await verificationOf(work.folder, archive), {
    verdict: 'belenios-valid',
    codes: ['trustee-key-unsigned', 'sidecar-proof-missing'],
    result: [
      [0, 1, 1],
      [1, 0],
    ],
  });
});

test('the tool and ours shuffle the same ballots, one after the other', { skip }, async (t) => {
  const work = newFolder();
  const own = (...args: readonly string[]) => ballotBox(work.folder, ...args);
  const value = { answers: ['A', 'B', 'C'], question: 'In which order?' };
  const questions = [{ type: 'NonHomomorphic', value }];
  work.write('questions.json', JSON.stringify({ description: 'd', name: 'n', questions }));
  const group = ['--group', 'RFC-3526-2048'];
  await own('plan', 'box', ...group, '--questions', 'questions.json', '--mandatory', '2');
  for (const one of ['1', '2']) await own('trustee', 'box', '--own', `trustee-${one}`, '--as', one);
  await own('credentials', 'box', '--own', 'registrar', '--count', '2', '--form', '2.0');
  await own('create', 'box');
  const [first, second] = work.read('registrar/credentials.txt').split('\n');
  work.write('voter.txt', first ?? '');
  await own('vote', 'box', '--credential', 'voter.txt', '--choices', '[[1,2,3]]');
  addEvent(work, 'Ballot', ballotOfTool(work, privateOf(second), [[3, 1, 2]], 'box'), 'box');
  await own('close', 'box');
  await own('tally', 'box');
  addEvent(
    work,
    'Shuffle',
    work.tool(['election', 'shuffle', '--trustee-id', '1'], '', 'box'),
    'box',
  );
  await own('shuffle', 'box', '--as', '2', '--last');
  for (const one of ['1', '2']) await own('decrypt', 'box', '--own', `trustee-${one}`, '--as', one);
  await own('result', 'box');
  t.diagnostic(work.verdictOfTool('box'));
  const { verdict, result } = await verificationOf(work.folder, 'box');
  assert.equal(verdict, 'strictly-valid');
  // Nobody knows any more whose order comes first.
  const [orders = []] = result as number[][][];
  assert.deepEqual(new Set(orders.map(String)), new Set(['1,2,3', '3,1,2']));
});
