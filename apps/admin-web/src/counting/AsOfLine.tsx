import { AsOf } from '@ovoz/ui';
import { OWN_ZONE } from '../values/moments.ts';

/** When the figures beside it were true, on the own clock: they are of reality, not of legal time. */
export function AsOfLine({ instant }: { readonly instant: string }) {
  return <AsOf instant={instant} timeZone={OWN_ZONE} />;
}
