import { type AnyOperation, getSession, type SessionState } from '@ovoz/contract';
import type { TerritoryPath } from '@ovoz/election-model';
import { useQuery, useSuspenseQuery } from '@tanstack/react-query';
import { Refused } from '../server/refusal.ts';
import { reading } from '../server/reading.ts';
import { mayCall, mayCallAt } from './permissions.ts';

export const sessionQuery = reading(getSession, {});

/** Who is signed in. Only inside the shell, which lets nobody in without a session. */
export function useSession(): SessionState {
  return useSuspenseQuery(sessionQuery).data;
}

/** True once the server has said that the session of this visit is over. */
export function useSessionEnded(): boolean {
  const { error } = useQuery(sessionQuery);
  return error instanceof Refused && error.refusal.code === 'not-signed-in';
}

export type Permission = (operation: AnyOperation, territory?: TerritoryPath) => boolean;

/** Asks whether the signed-in person may call an operation, anywhere or at one territory. */
export function useMay(): Permission {
  const { grants } = useSession();
  return (operation, territory) =>
    territory === undefined ? mayCall(operation, grants) : mayCallAt(operation, grants, territory);
}
