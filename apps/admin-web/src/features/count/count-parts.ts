import {
  type AnyOperation,
  getCertification,
  getCoverage,
  getResults,
  getTurnout,
  listCanvass,
  listObjections,
  listProtocols,
  listStationKeys,
  startEntry,
} from '@ovoz/contract';
import type { AdminKey } from '../../language.ts';

/** A part of the count, and the operation without which it would be empty. */
type CountPart = {
  readonly to:
    | '/count/$code'
    | '/count/$code/keying'
    | '/count/$code/protocols'
    | '/count/$code/turnout'
    | '/count/$code/results'
    | '/count/$code/canvass'
    | '/count/$code/objections'
    | '/count/$code/certification'
    | '/count/$code/keys';
  readonly label: AdminKey;
  readonly needs: AnyOperation;
};

/** Parts that are reached from others and are not in the menu. */
export const UPLOAD_LABEL: AdminKey = 'upload.title';

/** In the order of an election night. */
export const COUNT_PARTS: readonly CountPart[] = [
  { to: '/count/$code', label: 'count.follow', needs: getCoverage },
  { to: '/count/$code/keying', label: 'count.keying', needs: startEntry },
  { to: '/count/$code/protocols', label: 'count.protocols', needs: listProtocols },
  { to: '/count/$code/turnout', label: 'count.turnout', needs: getTurnout },
  { to: '/count/$code/results', label: 'count.results', needs: getResults },
  { to: '/count/$code/canvass', label: 'count.canvass', needs: listCanvass },
  { to: '/count/$code/objections', label: 'count.objections', needs: listObjections },
  { to: '/count/$code/certification', label: 'count.certification', needs: getCertification },
  { to: '/count/$code/keys', label: 'count.keys', needs: listStationKeys },
];
