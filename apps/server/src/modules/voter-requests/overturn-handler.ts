import { present, type Result, refused } from '@ovoz/basics';
import { APPEAL_DECIDERS, type RefusalCode } from '@ovoz/contract';
import type { Transaction } from '../../platform/database.ts';
import { openRegister, WHOLE_REGISTER } from '../../platform/register-scope.ts';
import type { Approval, ProposalHandler } from '../approvals/public.ts';
import { hadNoPart, overturn } from './appeals.ts';
import { hashOfAsked, placesOfApprover } from './deciding.ts';
import type { Act } from './effect.ts';
import { mayTurnRound, type OverturnContent } from './overturning.ts';
import type { Registers } from './reach.ts';
import { mayActIn, requestTime } from './request-time.ts';
import { findRequest, moveRequest } from './store-requests.ts';

/** How an appeal that is to succeed is shown to the second person and carried out. Names stay on the page. */
export function overturnVoterRequestHandler(registers: Registers): ProposalHandler {
  return {
    kind: 'overturn-voter-request',
    roles: APPEAL_DECIDERS,
    describe: async (_queries, content) => {
      const { pack, number, kind, request, asked } = content as unknown as OverturnContent;
      return {
        rows: [
          { label: 'Request', value: String(number) },
          { label: 'What was asked', value: kind },
          { label: 'SHA-256 of what was asked', value: asked },
        ],
        link: `/admin/voters/${pack}/requests/${request}`,
      };
    },
    apply: async (transaction, approval) => {
      const done = await overturnProposed(transaction, registers, approval);
      return done.ok ? { ok: true, value: { secret: null } } : done;
    },
    release: async (transaction, content) => {
      const { request: id } = content as unknown as OverturnContent;
      await openRegister(transaction, WHOLE_REGISTER);
      const request = await findRequest(transaction, id, { lock: true });
      if (request?.status !== 'appealed') return;
      await moveRequest(transaction, id, { status: 'appealed', overturnProposalId: null });
    },
  };
}

async function overturnProposed(
  transaction: Transaction,
  registers: Registers,
  { approver, now, reason, content: whole }: Approval,
): Promise<Result<unknown, RefusalCode>> {
  const content = whole as unknown as OverturnContent;
  const paths = placesOfApprover(approver, APPEAL_DECIDERS);
  await openRegister(transaction, paths);
  const request = await findRequest(transaction, content.request, { lock: true });
  if (request === null) return refused('not-found');
  const isSame = request.revision === content.revision && hashOfAsked(request) === content.asked;
  if (!isSame) return refused('content-changed');
  const isOther = await hadNoPart(transaction, request.id, approver.personId);
  if (!isOther.ok) return isOther;
  const found = await requestTime(transaction, request.pack, request.election, now);
  if (!found.ok) return found;
  const time = found.value;
  if (!mayActIn(time, approver)) return refused('sign-in-level-too-low');
  const given = { transaction, request, actor: approver, time };
  const ready = await mayTurnRound(given);
  if (!ready.ok) return ready;
  const register = present(registers.ofPack(request.pack), 'the pack of a request keeps a list');
  const act: Act = { register, time, now, personId: approver.personId, paths };
  return overturn(given, act, reason);
}
