import type { Language } from '@ovoz/ui/messages';

/** What the script of the frozen roll needs. */
export type RollData = {
  /** Folder of the published files of the election, with a slash at its end. */
  readonly folder: string;
  readonly language: Language;
  readonly timeZone: string;
  /** Places in braces are filled by the script. */
  readonly words: Readonly<Record<RollWord, string>>;
};

/** Why somebody of the register is on no roll. */
const EXCLUSIONS = [
  'roll.deceased',
  'roll.citizenship-lost',
  'roll.incapacitated',
  'roll.sentenced',
  'roll.moved-abroad',
  'roll.not-citizen',
  'roll.under-age',
  'roll.unplaced',
] as const;
/** Why somebody was added after the freeze. */
const SUPPLEMENTS = [
  'roll.omitted',
  'roll.certificate',
  'roll.court-decision',
  'roll.registration-error',
] as const;

export const ROLL_WORDS = [
  'roll.notYet',
  'roll.failed',
  'roll.frozen',
  'roll.voters',
  'roll.stations',
  'roll.root',
  'roll.excluded',
  'roll.supplements',
  'roll.supplements.none',
  'roll.asOf',
  'roll.reason',
  'roll.count',
  'roll.remarkable',
  'roll.remarkable.text',
  'roll.station',
  'roll.shown',
  'roll.noStation',
  ...EXCLUSIONS,
  ...SUPPLEMENTS,
] as const;
export type RollWord = (typeof ROLL_WORDS)[number];

export function isRollWord(key: string): key is RollWord {
  return ROLL_WORDS.some((word) => word === key);
}
