import { Secret, TOTP } from 'otpauth';

/** RFC 6238: six digits, thirty seconds, SHA-1, as every authenticator app expects. */
const PERIOD_SECONDS = 30;
/** One step either way for clocks that are off. */
const WINDOW_STEPS = 1;

export function newSecret(): Buffer {
  return Buffer.from(new Secret({ size: 20 }).bytes);
}

/** The address that authenticator apps read, from a QR code or typed. */
export function otpauthUri(secret: Buffer, username: string): string {
  return authenticator(secret, username).toString();
}

/** The time step whose code this is, or null when it is the code of none nearby. */
export function stepOf(secret: Buffer, code: string, now: Date): number | null {
  const delta = authenticator(secret, '').validate({
    token: code,
    timestamp: now.getTime(),
    window: WINDOW_STEPS,
  });
  if (delta === null) return null;
  return Math.floor(now.getTime() / 1000 / PERIOD_SECONDS) + delta;
}

function authenticator(secret: Buffer, username: string): TOTP {
  const bytes = new Uint8Array(secret);
  return new TOTP({
    issuer: 'Ovoz',
    label: username,
    secret: new Secret({ buffer: bytes.buffer }),
    period: PERIOD_SECONDS,
  });
}
