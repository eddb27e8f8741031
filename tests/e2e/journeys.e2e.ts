import { prepareStage } from './stage/stage.ts';

// One server and one browser for all journeys, which run in this order: later ones find what earlier
// ones left, as people do. Another order must work too; no journey needs an earlier one.
prepareStage();
await import('./journeys/definition.ts');
