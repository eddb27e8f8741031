import assert from 'node:assert/strict';
import { inspect } from 'node:util';
import { test } from 'node:test';
import { BELENIOS_2048, openGroup, RFC_3526_2048 } from '@ovoz/verifiable-voting';
import { openFieldSecrets } from './field-secrets.ts';
import { nodePlatform } from './node-platform.ts';

for (const parameters of [BELENIOS_2048, RFC_3526_2048]) {
  const { name, q } = parameters;
  const group = openGroup(name, nodePlatform);
  const secrets = openFieldSecrets(group, parameters, nodePlatform);
  const { generator } = group;
  const random = BigInt(secrets.reveal(secrets.random()));
  const secret = (value: bigint) => {
    const scalar = secrets.parse(String(value));
    assert.ok(scalar !== null);
    return scalar;
  };

  test(`${name}: secret arithmetic gives what public arithmetic gives, also at the edges`, () => {
    const y = group.power(generator, 12345n);
    for (const a of [0n, 1n, 2n, q - 1n, random]) {
      assert.equal(secrets.generatorPower(secret(a)).text, group.power(generator, a).text);
      assert.equal(secrets.power(y, secret(a)).text, group.power(y, a).text);
      assert.equal(secrets.power(group.neutral, secret(a)).text, '1');
      for (const b of [0n, 1n, q - 1n, random]) {
        const both = group.multiply(group.power(generator, a), group.power(y, b));
        assert.equal(secrets.combine(secret(a), y, secret(b)).text, both.text);
        assert.equal(secrets.reveal(secrets.add(secret(a), secret(b))), String((a + b) % q));
        assert.equal(secrets.reveal(secrets.multiply(secret(a), secret(b))), String((a * b) % q));
        const response = secrets.respond(secret(a), secret(b), random);
        assert.equal(response, (((a - b * random) % q) + q) % q);
      }
      const times = group.multiply(y, group.power(y, a));
      assert.equal(secrets.times(y, y, secret(a)).text, times.text);
    }
    assert.equal(secrets.reveal(secrets.small(-3)), String(q - 3n));
    assert.equal(secrets.reveal(secrets.small(0)), '0');
  });

  test(`${name}: what is not canonical is no secret, and a secret does not show itself`, () => {
    for (const text of [String(q), '-1', '01', '', 'x']) assert.equal(secrets.parse(text), null);
    assert.ok(!inspect(secret(random)).includes(String(random)));
    assert.equal(JSON.stringify(secret(random)), '{}');
  });
}
