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
/** Secrets get a random multiple of the modulus of this many bytes, the highest bit set: all have one length. */
const BLIND_BYTES = 8;

/**
 * Secret arithmetic in a 2048-bit group. Powers are OpenSSL's, in constant time, through its Diffie-Hellman:
 * base^s is the shared secret of the private key s and the public key base. Sums and products are JavaScript's,
 * whose time depends on the numbers. So no secret goes into one as it is, nor to OpenSSL: a fresh random multiple
 * of the modulus is added before, which hides the value and gives it a length that does not depend on it
 * (blinding; Kocher, "Timing Attacks on Implementations of Diffie-Hellman, RSA, DSS", 1996).
 */
export function openFieldSecrets(
  group: Group,
  { p, q, g }: FieldParameters,
  platform: Platform,
): SecretArithmetic {
  assert(group.order === q, 'the parameters are those of the group');
  const exchange = createDiffieHellman(
    bytesOfNumber(p, FIELD_BYTES),
    bytesOfNumber(g, FIELD_BYTES),
  );
  const scalarBytes = Math.ceil(q.toString(2).length / 8);
  const valueOf = (scalar: SecretScalar) => (scalar as unknown as HiddenNumber).value;
  const scalarOf = (value: bigint) => new HiddenNumber(value % q) as unknown as SecretScalar;
  const elementOf = (value: bigint) =>
    present(group.parse(String(value)), 'powers are numbers below p');

  /** Another number that is the same modulo `modulus`. */
  function blinded(value: bigint, modulus: bigint): bigint {
    const bytes = platform.randomBytes(BLIND_BYTES);
    bytes[0] = (bytes[0] ?? 0) | 128;
    return value + modulus * numberOfBytes(bytes);
  }

  function power(base: bigint, exponent: bigint): bigint {
    if (base === 1n) return 1n;
    const isZero = exponent === 0n;
    // OpenSSL refuses a result of 1; the same work is done for the exponent 1 and then left.
    const key = blinded(isZero ? 1n : exponent, q);
    exchange.setPrivateKey(bytesOfNumber(key, scalarBytes + BLIND_BYTES));
    const result = numberOfBytes(exchange.computeSecret(bytesOfNumber(base, FIELD_BYTES)));
    return isZero ? 1n : result;
  }

  /** The product of elements of which one may be secret: g^0 = 1 takes as long as any other. */
  const product = (a: bigint, b: bigint) => elementOf((blinded(a, p) * blinded(b, p)) % p);
  const own = (scalar: SecretScalar) => blinded(valueOf(scalar), q);

  function ofBytes(bytes: Uint8Array): SecretScalar {
    return scalarOf(numberOfBytes(bytes));
  }

  return {
    group,
    // 16 bytes more than q has make each number as likely as the next.
    random: () => ofBytes(platform.randomBytes(scalarBytes + 16)),
    small: (value) => scalarOf(BigInt(value) + q),
    ofBytes,
    parse(text) {
      const value = parseDecimal(text, q);
      return value === null ? null : scalarOf(value);
    },
    reveal: (scalar) => String(valueOf(scalar)),
    add: (a, b) => scalarOf(own(a) + own(b)),
    multiply: (a, b) => scalarOf(own(a) * own(b)),
    generatorPower: (a) => elementOf(power(g, valueOf(a))),
    power: (base: Element, a) => elementOf(power(BigInt(base.text), valueOf(a))),
    combine: (a, y, b) => product(power(g, valueOf(a)), power(BigInt(y.text), valueOf(b))),
    times: (element, base, a) =>
      product(BigInt(element.text), power(BigInt(base.text), valueOf(a))),
    respond: (w, s, challenge) => modulo(own(w) - own(s) * challenge, q),
  };
}
