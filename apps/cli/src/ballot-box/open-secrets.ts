import {
  BELENIOS_2048,
  type Group,
  openEd25519Secrets,
  RFC_3526_2048,
  type SecretArithmetic,
} from '@ovoz/verifiable-voting';
import { openFieldSecrets } from './field-secrets.ts';
import { nodePlatform } from './node-platform.ts';

/** Secret arithmetic for a group: libsodium for Ed25519, OpenSSL for the 2048-bit groups. */
export async function openSecrets(group: Group): Promise<SecretArithmetic> {
  switch (group.name) {
    case 'Ed25519':
      return openEd25519Secrets(group, nodePlatform);
    case 'BELENIOS-2048':
      return openFieldSecrets(group, BELENIOS_2048, nodePlatform);
    case 'RFC-3526-2048':
      return openFieldSecrets(group, RFC_3526_2048, nodePlatform);
  }
}
