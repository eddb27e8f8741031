import { findingByAddress, reassigning } from './journeys/assignment.ts';
import { movingTheClock } from './journeys/clock.ts';
import { correcting } from './journeys/correction.ts';
import { sealing } from './journeys/definition.ts';
import { displaying } from './journeys/display-list.ts';
import { doubleEntry } from './journeys/double-entry.ts';
import { freezing } from './journeys/freeze-roll.ts';
import { decidingAPair } from './journeys/duplicates.ts';
import { importing } from './journeys/geography.ts';
import { lookingUp } from './journeys/look-up.ts';
import { inviting } from './journeys/people.ts';
import { citizen, withoutScripts } from './journeys/public.ts';
import { readingTheRoll, votingAbroad } from './journeys/public-lists.ts';
import { readingResults, resultsWithoutScripts } from './journeys/public-results.ts';
import { everyScreen } from './journeys/screens.ts';
import { ownRegion } from './journeys/territorial.ts';
import { verifyingTheRecord } from './journeys/verifying.ts';
import { correctingAnEntry } from './journeys/voter-correction.ts';
import { feeding } from './journeys/voter-feed.ts';
import { removing } from './journeys/voter-removal.ts';
import { listingAbroad } from './journeys/voters-abroad.ts';
import { wallBoard } from './journeys/wall-board.ts';
import { stageJourneys } from './stage/stage.ts';

// Those that look come before those that change, so that each finds the demonstration as its guides
// describe it. To run one: --test-name-pattern with a part of its name.
stageJourneys([
  everyScreen,
  citizen,
  withoutScripts,
  findingByAddress,
  lookingUp,
  votingAbroad,
  ownRegion,
  inviting,
  movingTheClock,
  importing,
  reassigning,
  sealing,
  decidingAPair,
  listingAbroad,
  removing,
  // From here on the count is open, and the definition rests.
  doubleEntry,
  correcting,
  wallBoard,
  readingResults,
  resultsWithoutScripts,
  verifyingTheRecord,
  feeding,
  correctingAnEntry,
  displaying,
  freezing,
  readingTheRoll,
]);
