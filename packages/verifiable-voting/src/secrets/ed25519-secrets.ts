import { assert, present } from '@ovoz/basics';
import sodium from 'libsodium-wrappers-sumo';
import { ED25519_ORDER } from '../groups/ed25519.ts';
import type { Element, Group } from '../groups/group.ts';
import { bytesOfNumber, fromHex, modulo, numberOfBytes, parseDecimal, toHex } from '../numbers.ts';
import type { Platform } from '../platform.ts';
import type { SecretArithmetic, SecretScalar } from './secret-arithmetic.ts';

type Bytes = Uint8Array;

/** The 32 bytes of a scalar below q, little end first, as libsodium takes them. */
const bytesOf = (scalar: SecretScalar) => scalar as unknown as Bytes;
const scalarOf = (bytes: Bytes) => bytes as unknown as SecretScalar;
const publicScalar = (value: bigint) =>
  bytesOfNumber(modulo(value, ED25519_ORDER), 32).toReversed();

/** Secret arithmetic on Ed25519 by libsodium, in constant time. Resolves when libsodium is ready. */
export async function openEd25519Secrets(
  group: Group,
  platform: Platform,
): Promise<SecretArithmetic> {
  assert(group.name === 'Ed25519', 'libsodium works on Ed25519');
  await sodium.ready;
  const encode = (element: Element) =>
    present(fromHex(element.text), 'an element has hexadecimal text').toReversed();
  // Without a look at the point, which may be secret: the kernel is asked only when the group needs it.
  const decode = (bytes: Bytes): Element => ({ group: 'Ed25519', text: toHex(bytes.toReversed()) });

  /** libsodium refuses the exponent 0; the same work is done for it and then left. */
  function generatorPowerBytes(scalar: Bytes): Bytes {
    const isZero = sodium.is_zero(scalar);
    const power = sodium.crypto_scalarmult_ed25519_base_noclamp(isZero ? ONE : scalar);
    return isZero ? NEUTRAL : power;
  }

  function powerBytes(base: Element, scalar: Bytes): Bytes {
    if (base.text === group.neutral.text) return NEUTRAL;
    const isZero = sodium.is_zero(scalar);
    const power = sodium.crypto_scalarmult_ed25519_noclamp(isZero ? ONE : scalar, encode(base));
    return isZero ? NEUTRAL : power;
  }

  function ofBytes(bytes: Bytes): SecretScalar {
    assert(bytes.length <= 64, 'libsodium reduces at most 64 bytes');
    const wide = new Uint8Array(64);
    wide.set(bytes.toReversed());
    return scalarOf(sodium.crypto_core_ed25519_scalar_reduce(wide));
  }

  return {
    group,
    random: () => ofBytes(platform.randomBytes(64)),
    small(value) {
      // The same steps for either sign.
      const plus = publicScalar(BigInt(Math.max(value, 0)));
      const minus = publicScalar(BigInt(Math.max(-value, 0)));
      return scalarOf(sodium.crypto_core_ed25519_scalar_sub(plus, minus));
    },
    ofBytes,
    parse(text) {
      const value = parseDecimal(text, ED25519_ORDER);
      return value === null ? null : scalarOf(publicScalar(value));
    },
    reveal: (scalar) => String(numberOfBytes(bytesOf(scalar).toReversed())),
    add: (a, b) => scalarOf(sodium.crypto_core_ed25519_scalar_add(bytesOf(a), bytesOf(b))),
    multiply: (a, b) => scalarOf(sodium.crypto_core_ed25519_scalar_mul(bytesOf(a), bytesOf(b))),
    generatorPower: (a) => decode(generatorPowerBytes(bytesOf(a))),
    power: (base, a) => decode(powerBytes(base, bytesOf(a))),
    combine: (a, y, b) =>
      decode(
        sodium.crypto_core_ed25519_add(generatorPowerBytes(bytesOf(a)), powerBytes(y, bytesOf(b))),
      ),
    times: (element, base, a) =>
      decode(sodium.crypto_core_ed25519_add(encode(element), powerBytes(base, bytesOf(a)))),
    respond(w, s, challenge) {
      const product = sodium.crypto_core_ed25519_scalar_mul(bytesOf(s), publicScalar(challenge));
      const response = sodium.crypto_core_ed25519_scalar_sub(bytesOf(w), product);
      return numberOfBytes(response.toReversed());
    },
  };
}

const ONE = publicScalar(1n);
/** The encoding of the neutral element is that of y = 1. */
const NEUTRAL = publicScalar(1n);
