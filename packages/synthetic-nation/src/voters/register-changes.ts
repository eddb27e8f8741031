import { present } from '@ovoz/basics';
import type { SeededRandom } from '../seeded-random.ts';
import { dayText } from './days.ts';
import { EVENT_KINDS, type EventRow, type AddressRow, type PersonRow } from './register-rows.ts';
import { secondRecord } from './mistakes.ts';
import { type Person, recordOf, type RecordSources } from './people.ts';

/** A person of the full batch whom a later batch says something about. */
export type Sampled = {
  readonly person: Person;
  readonly row: PersonRow;
  readonly address: AddressRow;
};

export type RegisterChanges = {
  readonly persons: readonly PersonRow[];
  readonly events: readonly EventRow[];
  readonly addresses: readonly (AddressRow & { readonly state: 'active' | 'retired' })[];
};

export type ChangeSources = RecordSources & {
  /** Day of the batch, since 1970. */
  readonly asOf: number;
  readonly nextPerson: () => number;
  readonly nextRecord: () => number;
  readonly nextAddress: () => number;
};

/** What happens to people between two batches, in shares of all changes; the rest get a new document. */
const HAPPENS = {
  moved: 0.4,
  surname: 0.1,
  adult: 0.2,
  deceased: 0.15,
  sentenced: 0.02,
  incapacitated: 0.01,
  'moved-abroad': 0.02,
  'citizenship-lost': 0.01,
  duplicate: 0.05,
} as const;
type Happening = keyof typeof HAPPENS | 'document';
type Change = Exclude<Happening, EventRow['event']>;

/** One change for each sampled person: a line of `persons.csv` or of `events.csv`; and some new addresses. */
export function drawChanges(
  sources: ChangeSources,
  sampled: readonly Sampled[],
  random: SeededRandom,
): RegisterChanges {
  const persons: PersonRow[] = [];
  const events: EventRow[] = [];
  const addresses = sampled
    .filter(() => random.next() < 0.02)
    .map(({ address }) => ({
      ...address,
      addressId: sources.nextAddress(),
      house: `${address.house}B`,
      state: 'active' as const,
    }));
  for (const one of sampled) {
    const other = random.pick(sampled);
    const happening = draw(random);
    if (isChange(happening)) {
      persons.push(changed(sources, happening, one, { other, addresses }, random));
    } else {
      events.push(drawEvent(happening, one.row.recordId, sources.asOf, random));
    }
  }
  return { persons, events, addresses };
}

type Others = { readonly other: Sampled; readonly addresses: readonly AddressRow[] };

function changed(
  sources: ChangeSources,
  happening: Change,
  { person, row }: Sampled,
  { other, addresses }: Others,
  random: SeededRandom,
): PersonRow {
  const newHome = (): Pick<PersonRow, 'addressId' | 'flat'> => {
    const isNew = addresses.length > 0 && random.next() < 0.05;
    if (isNew) return { addressId: random.pick(addresses).addressId, flat: '' };
    return { addressId: other.row.addressId, flat: other.row.flat };
  };
  switch (happening) {
    case 'moved':
      return { ...row, ...newHome() };
    case 'surname': {
      const surnames = present(
        sources.stock.surnames[sources.stock.pickSurname(random)],
        'surnames are drawn from the stock',
      );
      return { ...row, surname: surnames[row.sex][0] };
    }
    case 'adult':
      return newAdult(sources, person, row, random);
    case 'duplicate': {
      const second = secondRecord(sources, person, row, random);
      const home = random.next() < 0.3 ? newHome() : {};
      return { ...second, ...home, recordId: sources.nextRecord() };
    }
    case 'document':
      return { ...row, documentNumber: sources.office.document() };
  }
}

/** A brother or sister who comes of age within the next months. */
function newAdult(
  sources: ChangeSources,
  elder: Person,
  { addressId, flat }: PersonRow,
  random: SeededRandom,
): PersonRow {
  const sex = random.next() < 0.5 ? 'm' : 'f';
  const birthDay = Math.floor(sources.asOf - 18 * 365.25) + random.below(120);
  const given = sources.stock.pickGiven(sex, random);
  const person: Person = {
    ...elder,
    sex,
    given,
    birthDay,
    twin: null,
    person: sources.nextPerson(),
  };
  const place = { recordId: sources.nextRecord(), addressId, flat };
  return recordOf(sources, person, 0, place, random);
}

function draw(random: SeededRandom): Happening {
  let rest = random.next();
  for (const [happening, share] of Object.entries(HAPPENS)) {
    if (rest < share) return happening as Happening; // Object.entries loses the type of the keys
    rest -= share;
  }
  return 'document';
}

function isChange(happening: Happening): happening is Change {
  return !(EVENT_KINDS as readonly string[]).includes(happening);
}

/** An event of the last month; sentences end after some years. */
export function drawEvent(
  event: EventRow['event'],
  recordId: number,
  asOf: number,
  random: SeededRandom,
): EventRow {
  const day = asOf - random.below(30);
  const document = `SYN-${1000 + random.below(9000)}/${random.below(1_000_000)}`;
  const validTo = event === 'sentenced' ? dayText(day + 200 + random.below(2000)) : '';
  return { recordId, event, date: dayText(day), validTo, document };
}
