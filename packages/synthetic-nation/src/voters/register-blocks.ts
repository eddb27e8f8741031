import type { PollingStation } from '@ovoz/election-model';
import { type SeededRandom, seededRandom } from '../seeded-random.ts';
import type { Dwelling, Dwellings } from './dwellings.ts';
import { drawHousehold } from './households.ts';
import { type MistakeSources, secondRecord } from './mistakes.ts';
import { drawSpelling, type Person, recordOf } from './people.ts';
import { type ChangeSources, drawEvent, type Sampled } from './register-changes.ts';
import type { AddressRow, EventRow, PersonRow, StreetRange } from './register-rows.ts';
import { spoiled } from './spoiled-rows.ts';
import { SteadySample } from './steady-sample.ts';
import { WaitingDuplicates } from './waiting-duplicates.ts';

/** The register of one station's area. */
export type RegisterBlock = {
  readonly addresses: readonly AddressRow[];
  readonly persons: readonly PersonRow[];
  readonly events: readonly EventRow[];
  readonly ranges: readonly StreetRange[];
};

export type BlockRequest = {
  readonly seed: string;
  /** People, each with one record; those with a second one; those kept for later changes; lines to refuse. */
  readonly people: number;
  readonly second: number;
  readonly sampled: number;
  readonly spoiled: number;
};

/** A hall of residence in so many of the areas, with so many people. */
const HALL = { share: 0.1, people: 90 };

/** Of people in a full register. */
const EVENTS: readonly (readonly [EventRow['event'], number])[] = [
  ['moved-abroad', 0.004],
  ['deceased', 0.0005],
  ['sentenced', 0.0005],
  ['incapacitated', 0.0002],
  ['citizenship-lost', 0.0002],
];

/** Fills areas with people; holds what waits for later areas and what later batches change. */
export class RegisterBlocks {
  readonly sampled: Sampled[] = [];
  readonly #sources: ChangeSources & MistakeSources;
  readonly #seed: string;
  readonly #second: SteadySample;
  readonly #kept: SteadySample;
  readonly #spoils: SteadySample;
  readonly #waiting: WaitingDuplicates;
  #spoiled = 0;

  constructor(sources: ChangeSources, request: BlockRequest) {
    this.#sources = sources;
    this.#seed = request.seed;
    this.#second = new SteadySample(request.second, request.people);
    this.#kept = new SteadySample(request.sampled, request.people);
    this.#spoils = new SteadySample(request.spoiled, request.people);
    this.#waiting = new WaitingDuplicates(
      request.second,
      seededRandom(`${request.seed} duplicates`),
    );
  }

  /** @param isLast then all that waits comes out. */
  block(
    station: PollingStation,
    people: number,
    areaOf: (station: PollingStation, random: SeededRandom) => Dwellings,
    isLast: boolean,
  ): RegisterBlock {
    const random = seededRandom(`${this.#seed} voters ${station.number}`);
    const dwellings = areaOf(station, random);
    const persons: PersonRow[] = [];
    const events: EventRow[] = [];
    const isRoom = () => persons.length < people;
    if (random.next() < HALL.share && people > 10 * HALL.people) {
      const hall = dwellings.hall();
      for (let resident = 0; resident < HALL.people; resident++) {
        const [person] = drawHousehold(this.#sources, random);
        if (person !== undefined)
          persons.push(this.#enter(person, hall, dwellings, events, random));
      }
    }
    while (isRoom()) {
      const home = dwellings.next();
      const spelling = drawSpelling(random);
      for (const person of drawHousehold(this.#sources, random)) {
        if (isRoom()) persons.push(this.#enter(person, home, dwellings, events, random, spelling));
      }
    }
    for (const row of this.#waiting.settle(() => dwellings.next()))
      persons.push(this.#numbered(row));
    if (isLast) for (const row of this.#waiting.rest()) persons.push(this.#numbered(row));
    return { addresses: dwellings.addresses, persons, events, ranges: dwellings.ranges() };
  }

  #enter(
    person: Person,
    { addressId, flat }: Dwelling,
    { addresses }: Dwellings,
    events: EventRow[],
    random: SeededRandom,
    spelling = drawSpelling(random),
  ): PersonRow {
    const sources = this.#sources;
    const recordId = sources.nextRecord();
    const place = { recordId, addressId, flat };
    const row = recordOf(sources, person, spelling, place, random);
    const event = drawKind(random);
    if (event !== null) events.push(drawEvent(event, recordId, sources.asOf, random));
    if (this.#second.takes(random)) this.#waiting.add(secondRecord(sources, person, row, random));
    const address = addresses[addresses.length - 1];
    if (this.#kept.takes(random) && address !== undefined)
      this.sampled.push({ person, row, address });
    return this.#spoils.takes(random) ? spoiled(row, this.#spoiled++) : row;
  }

  #numbered(row: Omit<PersonRow, 'recordId'>): PersonRow {
    return { recordId: this.#sources.nextRecord(), ...row };
  }
}

function drawKind(random: SeededRandom): EventRow['event'] | null {
  let rest = random.next();
  for (const [event, share] of EVENTS) {
    if (rest < share) return event;
    rest -= share;
  }
  return null;
}
