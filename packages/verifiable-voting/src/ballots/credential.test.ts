import assert from 'node:assert/strict';
import { pbkdf2Sync } from 'node:crypto';
import { test } from 'node:test';
import { platform } from '../../testing/small-election.ts';
import { openGroup } from '../groups/open-group.ts';
import { openEd25519Secrets } from '../secrets/ed25519-secrets.ts';
import { credentialForm, generateCredential, secretOfCredential } from './credential.ts';

const secrets = await openEd25519Secrets(openGroup('Ed25519', platform), platform);
const pbkdf2 = (password: string, salt: string, iterations: number) =>
  pbkdf2Sync(password, salt, iterations, 32, 'sha256');

test('generated credentials are of their form, and a slip in one is seen', () => {
  for (let i = 0; i < 50; i++) {
    const old = generateCredential(platform, '2.0');
    assert.match(old, /^(?:\w{3}-){4}\w{3}$/);
    assert.equal(credentialForm(old), '2.0');
    const slip = (old.startsWith('2') ? '3' : '2') + old.slice(1);
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
