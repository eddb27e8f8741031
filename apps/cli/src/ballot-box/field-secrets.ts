import { createDiffieHellman } from 'node:crypto';
import { assert, present } from '@ovoz/basics';
import {
  bytesOfNumber,
  type Element,
  type FieldParameters,
  type Group,
  modulo,
  numberOfBytes,
  parseDecimal,
  type Platform,
  type SecretArithmetic,
  type SecretScalar,
} from '@ovoz/verifiable-voting';

/** A number that JavaScript can compute with but not print, so that no log shows it by accident. */
class HiddenNumber {
  readonly #value: bigint;
  constructor(value: bigint) {
    this.#value = value;
  }
  get value(): bigint {
    return this.#value;
  }
}

const FIELD_BYTES = 256;

/**
 * Secret arithmetic in a 2048-bit group. Powers are OpenSSL's, in constant time, through its Diffie-Hellman:
 * base^s is the shared secret of the private key s and the public key base. Exponents are s + q or s + 2q,
 * whichever has one bit more than q, so that all have one length. Sums and products of scalars are JavaScript's:
 * their time depends on the length of the numbers only as far as its library does.
 */
export function openFieldSecrets(
  group: Group,
  { p, q, g }: FieldParameters,
  platform: Platform,
): SecretArithmetic {
  const exchange = createDiffieHellman(
    bytesOfNumber(p, FIELD_BYTES),
    bytesOfNumber(g, FIELD_BYTES),
  );
  const scalarBytes = Math.ceil((q.toString(2).length + 1) / 8);
  const valueOf = (scalar: SecretScalar) => (scalar as unknown as HiddenNumber).value;
  const scalarOf = (value: bigint) => new HiddenNumber(modulo(value, q)) as unknown as SecretScalar;
  const elementOf = (value: bigint) =>
    present(group.parse(String(value)), 'powers are numbers below p');

  function power(base: bigint, exponent: bigint): bigint {
    if (base === 1n) return 1n;
    const isZero = exponent === 0n;
    // OpenSSL refuses a result of 1; the same work is done for the exponent 1 and then left.
    const sum = (isZero ? 1n : exponent) + q;
    const fixed = sum.toString(2).length === q.toString(2).length ? sum + q : sum;
    exchange.setPrivateKey(bytesOfNumber(fixed, scalarBytes));
    const result = numberOfBytes(exchange.computeSecret(bytesOfNumber(base, FIELD_BYTES)));
    return isZero ? 1n : result;
  }

  function ofBytes(bytes: Uint8Array): SecretScalar {
    return scalarOf(numberOfBytes(bytes));
  }

  assert(group.order === q, 'the parameters are those of the group');
  return {
    group,
    random: () => ofBytes(platform.randomBytes(scalarBytes + 16)),
    small: (value) => scalarOf(BigInt(value)),
    ofBytes,
    parse(text) {
      const value = parseDecimal(text, q);
      return value === null ? null : scalarOf(value);
    },
    reveal: (scalar) => String(valueOf(scalar)),
    add: (a, b) => scalarOf(valueOf(a) + valueOf(b)),
    multiply: (a, b) => scalarOf(valueOf(a) * valueOf(b)),
    generatorPower: (a) => elementOf(power(g, valueOf(a))),
    power: (base: Element, a) => elementOf(power(BigInt(base.text), valueOf(a))),
    combine: (a, y, b) => elementOf((power(g, valueOf(a)) * power(BigInt(y.text), valueOf(b))) % p),
    times: (element, base, a) =>
      elementOf((BigInt(element.text) * power(BigInt(base.text), valueOf(a))) % p),
    respond: (w, s, challenge) => modulo(valueOf(w) - valueOf(s) * challenge, q),
  };
}
