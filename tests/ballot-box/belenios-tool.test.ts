// The reference tool and ours on the same elections, object by object. The tool is run beside, as a program:
// Debian's package belenios-tool 2.0, which knows BELENIOS-2048 and RFC-3526-2048.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { ovoz } from './ovoz.ts';

const version = spawnSync('belenios-tool', ['--version'], { encoding: 'utf8' });
const isThere = version.status === 0;
const isRequired = process.env['OVOZ_REQUIRE_BELENIOS'] === '1';
const skip = isThere || isRequired ? false : 'belenios-tool is not installed';

const folders: string[] = [];
after(() => {
  for (const folder of folders) rmSync(folder, { recursive: true });
});

function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'ballot-box-peer-'));
  folders.push(folder);
  return folder;
}

/** Runs the reference tool; what it says is shown in the report. */
function tool(folder: string, args: readonly string[], input = ''): string {
  const env = { ...process.env, BELENIOS_USE_URANDOM: '1' };
  const run = spawnSync('belenios-tool', args, { cwd: folder, env, input, encoding: 'utf8' });
  assert.equal(run.status, 0, `belenios-tool ${args.join(' ')}\n${run.stderr}`);
  return run.stdout + run.stderr;
}

function own(folder: string, ...args: readonly string[]): string {
  const { exitCode, stdout, stderr } = ovoz(folder, ['ballot-box', ...args]);
  assert.equal(exitCode, 0, `${args.join(' ')}\n${stdout}${stderr}`);
  return stdout;
}

const QUESTIONS = {
  description: 'd',
  name: 'n',
  questions: [
    { answers: ['A', 'B'], blank: true, min: 1, max: 1, question: 'Q1' },
    { answers: ['C', 'D'], min: 0, max: 1, question: 'Q2' },
  ],
};

test('the reference tool verifies an election of ours and continues it', { skip }, (t) => {
  const folder = newFolder();
  writeFileSync(join(folder, 'questions.json'), JSON.stringify(QUESTIONS));
  const sizes = ['--mandatory', '1', '--trustees', '3', '--threshold', '2'];
  own(folder, 'plan', 'box', '--group', 'BELENIOS-2048', '--questions', 'questions.json', ...sizes);
  for (let round = 0; round < 3; round++) {
    for (const trustee of ['2', '3', '4']) {
      own(folder, 'trustee', 'box', '--own', `trustee-${trustee}`, '--as', trustee);
    }
  }
  own(folder, 'trustee', 'box', '--own', 'trustee-1', '--as', '1');
  own(folder, 'credentials', 'box', '--own', 'registrar', '--count', '2', '--form', '2.0');
  own(folder, 'create', 'box');
  const credentials = readFileSync(join(folder, 'registrar/credentials.txt'), 'utf8')
    .trim()
    .split('\n');
  writeFileSync(join(folder, 'voter-1.txt'), credentials[0] ?? '');
  own(folder, 'vote', 'box', '--credential', 'voter-1.txt', '--choices', '[[0,1,0],[1,0]]');

  // The tool makes the ballot of the second voter from a credential of ours.
  const box = join(folder, 'box');
  writeFileSync(join(folder, 'credential'), credentials[1]?.split(' ')[1] ?? '');
  writeFileSync(join(folder, 'choices'), '[[1,0,0],[0,1]]');
  const made = [
    'election',
    'generate-ballot',
    '--privcred',
    '../credential',
    '--ballot',
    '../choices',
  ];
  const ballot = spawnSync('belenios-tool', made, { cwd: box, encoding: 'utf8' });
  assert.equal(ballot.status, 0, ballot.stderr);
  writeFileSync(join(folder, 'ballot.json'), ballot.stdout);
  own(folder, 'cast', 'box', 'ballot.json');
  tool(box, ['election', 'verify']);
  own(folder, 'close', 'box');
  own(folder, 'tally', 'box');
  for (const trustee of ['1', '2', '4']) {
    own(folder, 'decrypt', 'box', '--own', `trustee-${trustee}`, '--as', trustee);
  }
  own(folder, 'result', 'box');
  const said = tool(box, ['election', 'verify']);
  t.diagnostic(`belenios-tool ${version.stdout.trim()}: ${said.trim()}`);
  assert.match(said, /all checks passed/);
  assert.match(
    own(folder, 'verify', 'box'),
    /^strictly valid\n[\s\S]*Result: \[\[1,1,0\],\[1,1\]\]/,
  );
});

test('we verify an election of the reference tool and continue it', { skip }, (t) => {
  const folder = newFolder();
  const group = ['--group', 'BELENIOS-2048'];
  const uuid = tool(folder, ['setup', 'generate-token']).trim();
  tool(folder, ['setup', 'generate-credentials', '--uuid', uuid, ...group, '--count', '2']);
  const named = (ending: string) =>
    readdirSync(folder)
      .filter((name) => name.endsWith(ending))
      .toSorted();
  const read = (name = '') => readFileSync(join(folder, name), 'utf8');
  const write = (name: string, text: string) => writeFileSync(join(folder, name), text);
  write('public_creds.json', read(named('.pubcreds')[0]));
  const threshold = (...args: readonly string[]) => [
    'setup',
    'generate-trustee-key-threshold',
    ...group,
    ...args,
  ];
  const peer = (args: readonly string[], input = '') => {
    const env = { ...process.env, BELENIOS_USE_URANDOM: '1' };
    const run = spawnSync('belenios-tool', args, { cwd: folder, env, input, encoding: 'utf8' });
    assert.equal(run.status, 0, run.stderr);
    return run.stdout;
  };
  for (let trustee = 0; trustee < 3; trustee++) peer(threshold('--step', '1'));
  write('certs.jsons', named('.cert').map(read).join(''));
  const keys = named('.key');
  const certs = ['--certs', 'certs.jsons'];
  const polynomials = keys.map((key) =>
    peer(threshold(...certs, '--key', key, '--step', '3', '--threshold', '2')),
  );
  write('polynomials.jsons', polynomials.join(''));
  const all = [...certs, '--polynomials', 'polynomials.jsons'];
  peer(threshold(...all, '--step', '4'));
  const outputs = keys.map((key) =>
    peer(threshold(...certs, '--key', key, '--step', '5'), read(key.replace('.key', '.vinput'))),
  );
  write('threshold.json', peer(threshold(...all, '--step', '6'), outputs.join('')));
  peer(['setup', 'generate-trustee-key', ...group]);
  write('public_keys.jsons', named('.pubkey').map(read).join(''));
  peer(['setup', 'make-trustees']);
  write('q.json', JSON.stringify({ ...QUESTIONS, administrator: 'a', credential_authority: 'r' }));
  peer(['setup', 'make-election', '--uuid', uuid, ...group, '--template', 'q.json']);
  peer(['archive', 'init']);

  const lines = read(named('.privcreds')[0]).trim().split('\n');
  write('voter-1.txt', lines[0] ?? '');
  write('credential', lines[1]?.split(' ')[1] ?? '');
  write('choices', '[[0,0,1],[0,0]]');
  const voted = peer([
    'election',
    'generate-ballot',
    '--privcred',
    'credential',
    '--ballot',
    'choices',
  ]);

  peer(['archive', 'add-event', '--type=Ballot'], voted);
  const archive = `${uuid}.bel`;
  own(folder, 'vote', archive, '--credential', 'voter-1.txt', '--choices', '[[0,1,0],[1,0]]');
  own(folder, 'close', archive);
  own(folder, 'tally', archive);
  const add = ['archive', 'add-event', '--type=PartialDecryption'];
  const [single = ''] = named('.privkey');
  peer(add, peer(['election', 'decrypt', '--privkey', single, '--trustee-id', '1']));
  keys.slice(0, 2).forEach((key, index) => {
    const dkey = key.replace('.key', '.dkey');
    const owner = ['--trustee-id', String(index + 2)];
    peer(
      add,
      peer(['election', 'decrypt-threshold', '--key', key, '--decryption-key', dkey, ...owner]),
    );
  });
  own(folder, 'result', archive);
  const said = tool(folder, ['election', 'verify']);
  t.diagnostic(`belenios-tool ${version.stdout.trim()}: ${said.trim()}`);
  assert.match(said, /all checks passed/);
  const verified = own(folder, 'verify', archive);
  assert.match(
    verified,
    /^Belenios-valid, not strictly valid: trustee-key-unsigned, sidecar-missing\n/,
  );
  assert.match(verified, /Result: \[\[0,1,1\],\[1,0\]\]/);
});
