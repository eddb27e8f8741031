import { ROLES } from '@ovoz/election-model';
import type { MessageKey } from '../../language.ts';

type Translate = (key: MessageKey) => string;
type Row = { readonly label: string; readonly value: string };

/** Short codes by which the server names rows. */
const KNOWN_ROWS = ['person', 'role', 'territory', 'election', 'from', 'until'] as const;

/**
 * A row of a proposal's content in the language of the page. What is not known here is shown as the
 * server wrote it.
 */
export function rowInWords(row: Row, t: Translate): Row {
  const known = KNOWN_ROWS.find((one) => one === row.label);
  const role = ROLES.find((one) => one === row.value);
  return {
    label: known === undefined ? row.label : t(`row.${known}`),
    value: role === undefined ? row.value : t(`role.${role}`),
  };
}

/** The page of the administration that the server names: `/admin/people/…` without its base. */
export function placeOfLink(link: string | null): string | null {
  if (link === null) return null;
  const place = link.replace(/^\/admin(?=\/)/, '');
  return /^\/[a-z]/.test(place) ? place : null;
}
