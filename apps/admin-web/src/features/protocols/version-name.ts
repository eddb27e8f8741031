import type { ProtocolVersionView } from '@ovoz/contract';
import { useMessages } from '../../language.ts';
import { useOwnTime } from '../../values/moments.ts';

/** `Version 2, keyed twice, 27 December 2026, 21:14`. */
export function useVersionName(): (
  version: Pick<ProtocolVersionView, 'version' | 'origin' | 'receivedAt'>,
) => string {
  const t = useMessages();
  const ownTime = useOwnTime();
  return ({ version, origin, receivedAt }) =>
    `${t('versions.one', { version })}, ${t(`origin.${origin as 'keyed'}`)}, ${ownTime(receivedAt)}`;
}
