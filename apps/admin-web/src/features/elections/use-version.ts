import { getDefinitionVersion } from '@ovoz/contract';
import { useSuspenseQuery } from '@tanstack/react-query';
import { reading } from '../../server/reading.ts';

/** A version of an election's definition, whole. */
export function useVersion(code: string, version: string) {
  return useSuspenseQuery(reading(getDefinitionVersion, { params: { code, version } })).data;
}
