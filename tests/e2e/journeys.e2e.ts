import { prepareStage } from './stage/stage.ts';

// One server and one browser for all journeys, in this order: those that look come before those that
// change, so that each finds the demonstration as its guides describe it.
prepareStage();
await import('./journeys/screens.ts');
await import('./journeys/public.ts');
await import('./journeys/territorial.ts');
await import('./journeys/people.ts');
await import('./journeys/clock.ts');
await import('./journeys/geography.ts');
await import('./journeys/definition.ts');
