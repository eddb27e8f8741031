// oxlint-disable-next-line no-restricted-imports -- Only tests import this file; they run in Node.
import { readdirSync, readFileSync } from 'node:fs';
import { present } from '@ovoz/basics';
import type { CountryPack, ProtocolContent, ResultForm, SeatRule } from '@ovoz/election-model';

const PACKS = new URL('../../../../country-packs/', import.meta.url);

/** Codes of the packs of this repository. */
export const packCodes = readdirSync(PACKS, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map((entry) => entry.name)
  .toSorted();

/** Text of a file of a country pack. */
export function packText(path: string): string {
  return readFileSync(new URL(path, PACKS), 'utf8');
}

export function readPack(code: string): CountryPack {
  // The packs are checked against their schema by their own tests.
  return JSON.parse(packText(`${code}/pack.json`)) as CountryPack;
}

export function formOf(country: string, code: string): ResultForm {
  const form = readPack(country).forms.find((one) => one.code === code);
  return present(form, `${country} has the form ${code}`);
}

export function seatRuleOf(country: string, code: string): SeatRule {
  const rule = readPack(country).seatRules.find((one) => one.code === code);
  return present(rule, `${country} has the seat rule ${code}`);
}

/** A published result as a file of the folder `elections` of a pack gives it. */
export type PublishedElection = {
  readonly seats: number;
  readonly options: readonly {
    readonly name_en: string;
    readonly votes: number | null;
    readonly votes_approx?: number;
    readonly seats_official: number;
    readonly type?: 'against_all';
  }[];
  readonly totals: Readonly<Record<string, number | null>>;
};

export function readElection(path: string): PublishedElection {
  return JSON.parse(packText(path)) as PublishedElection;
}

/** Rows of the Georgian protocols of 2012, as the columns in the pack's README say. */
export function readGeorgianProtocols(): readonly {
  readonly district: string;
  readonly precinct: string;
  readonly content: ProtocolContent;
}[] {
  const path = 'georgia/elections/2012-parliament-proportional-protocols.csv';
  const [header = '', ...lines] = packText(path).trimEnd().split(/\r?\n/);
  const lists = header
    .split(',')
    .slice(19)
    .map((name) => `list-${Number.parseInt(name, 10)}`);
  return lines.map((line) => {
    const cells = line.split(',');
    const count = (column: number) => {
      const cell = present(cells[column], 'the row has the column').trim();
      return cell === '' ? null : Number(cell);
    };
    return {
      district: present(cells[1], 'the row has a district'),
      precinct: present(cells[3], 'the row has a precinct'),
      content: {
        counts: {
          'voters-single-list': count(5),
          'voters-special-list': count(6),
          'turnout-noon': count(7),
          'turnout-afternoon': count(8),
          'voters-took-part': count(9),
          'ballots-received': count(10),
          'ballots-invalid': count(11),
          'ballots-valid': count(12),
        },
        votes: Object.fromEntries(lists.map((list, index) => [list, count(19 + index)])),
      },
    };
  });
}
