import type { Platform } from '../platform.ts';
import { ed25519Group } from './ed25519.ts';
import { finiteFieldGroup } from './finite-field.ts';
import type { Group, GroupName } from './group.ts';
import { BELENIOS_2048, RFC_3526_2048 } from './parameters.ts';

export const GROUP_NAMES = ['Ed25519', 'BELENIOS-2048', 'RFC-3526-2048'] as const;

export function isGroupName(name: unknown): name is GroupName {
  return GROUP_NAMES.some((one) => one === name);
}

export function openGroup(name: GroupName, platform: Platform): Group {
  switch (name) {
    case 'Ed25519':
      return ed25519Group(platform);
    case 'BELENIOS-2048':
      return finiteFieldGroup(BELENIOS_2048, platform);
    case 'RFC-3526-2048':
      return finiteFieldGroup(RFC_3526_2048, platform);
  }
}
