import { useMessages } from '../../language.ts';
import type { SaveState } from './entry-keeper.ts';

/** Whether what was typed is safe. Only trouble is read out: "saved" after every field would be a noise. */
export function SavedLine({ state }: { readonly state: SaveState }) {
  const t = useMessages();
  const isTrouble = state === 'waiting' || state === 'refused';
  return (
    <p className="saved-line" data-state={state} role={isTrouble ? 'alert' : undefined}>
      {t(`keying.save-${state}`)}
    </p>
  );
}
