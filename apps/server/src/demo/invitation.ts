import { randomBytes } from 'node:crypto';
import { acceptInvitation, openInvitation } from '@ovoz/contract';
import { URI } from 'otpauth';
import type { DemoClient } from './demo-client.ts';

/** Accepts an invitation with a password that nobody will know: demonstration accounts sign in by a click. */
export async function acceptWithNewCode(
  client: DemoClient,
  token: string,
  now: Date,
): Promise<void> {
  const { otpauthUri } = await client.call(openInvitation, { body: { token } });
  const authenticator = URI.parse(otpauthUri);
  if (!('period' in authenticator)) throw new TypeError('an invitation holds a time-based secret');
  await client.call(acceptInvitation, {
    body: {
      token,
      password: unknownPassword(),
      code: authenticator.generate({ timestamp: now.getTime() }),
    },
  });
}

/** In groups of three, so that chance never puts the four equal letters into it that make a password weak. */
function unknownPassword(): string {
  const groups = randomBytes(24).toString('hex').match(/.{3}/g) ?? [];
  return groups.join('-');
}
