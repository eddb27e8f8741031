import type { KeyboardEvent } from 'react';
import { stepOfKey } from './keyed-text.ts';

/** Enter moves to the next field of the form, after the last one to the button that finishes. */
export function moveOn(event: KeyboardEvent<HTMLElement>): void {
  const { target, currentTarget } = event;
  if (!(target instanceof HTMLInputElement) || !target.classList.contains('figure-input')) return;
  const step = stepOfKey(event);
  if (step === 0) return;
  event.preventDefault();
  const stops = [...currentTarget.querySelectorAll<HTMLElement>('.figure-input, [data-finish]')];
  stops[stops.indexOf(target) + step]?.focus();
}
