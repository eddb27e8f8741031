import assert from 'node:assert/strict';
import { pbkdf2Sync } from 'node:crypto';
import { test } from 'node:test';
import { platform } from '../../testing/small-election.ts';
import { openGroup } from '../groups/open-group.ts';
import { openEd25519Secrets } from '../secrets/ed25519-secrets.ts';
import { BASE58, credentialForm, generateCredential, secretOfCredential } from './credential.ts';

const secrets = await openEd25519Secrets(openGroup('Ed25519', platform), platform);
const pbkdf2 = (password: string, salt: string, iterations: number) =>
  pbkdf2Sync(password, salt, iterations, 32, 'sha256');

test('generated credentials are of their form, and a slip in one is seen', () => {
  for (let i = 0; i < 50; i++) {
    const old = generateCredential(platform, '2.0');
    assert.match(old, /^(?:\w{3}-){4}\w{3}$/);
    assert.equal(credentialForm(old), '2.0');
    const slip = (BASE58[BASE58.indexOf(old[0] ?? '') + 1] ?? '1') + old.slice(1);
    assert.equal(credentialForm(slip), null);
    assert.equal(credentialForm(generateCredential(platform, '2.4')), '2.4');
  }
  for (const wrong of ['', '0O', 'abc', '9Qt-tiN-G68-kaK-H1W'])
    assert.equal(credentialForm(wrong), null);
});

test('a credential of the reference tool 2.0 is recognised', () => {
  assert.equal(credentialForm('9Qt-tiN-G68-kaK-H1V'), '2.0');
});

test('a credential may be typed without its dashes', () => {
  const keyOf = (text: string) => {
    const secret = secretOfCredential(platform, secrets, pbkdf2, 'ZhjyFKgP6RCXhT', text);
    assert.ok(secret !== null);
    return secrets.generatorPower(secret).text;
  };
  assert.equal(keyOf('9QttiNG68kaKH1V'), keyOf('9Qt-tiN-G68-kaK-H1V'));
});

test('secrets are those that another program derived', () => {
  // By hashlib of Python 3: SHA-256 and PBKDF2 as the specification says, modulo the order of Ed25519.
  const known = {
    '11111-222222-33333-444444':
      '2328800357291492203213586689106940639000307324852708757586258904248576360089',
    '9Qt-tiN-G68-kaK-H1V':
      '4819714539634815344876295448610181379383543966001710540409487775061840131719',
  };
  for (const [credential, expected] of Object.entries(known)) {
    const secret = secretOfCredential(platform, secrets, pbkdf2, 'ZhjyFKgP6RCXhT', credential);
    assert.ok(secret !== null);
    assert.equal(secrets.reveal(secret), expected);
  }
});

test('the secret depends on the credential and on the election', () => {
  const uuids = ['ZhjyFKgP6RCXhT', 'ZhjyFKgP6RCXhU'];
  for (const form of ['2.0', '2.4'] as const) {
    const credentials = [generateCredential(platform, form), generateCredential(platform, form)];
    const found = uuids.flatMap((uuid) =>
      credentials.map((one) => {
        const secret = secretOfCredential(platform, secrets, pbkdf2, uuid, one);
        assert.ok(secret !== null);
        return secrets.generatorPower(secret).text;
      }),
    );
    assert.equal(new Set(found).size, 4);
  }
  assert.equal(secretOfCredential(platform, secrets, pbkdf2, 'x', 'no-credential'), null);
});
