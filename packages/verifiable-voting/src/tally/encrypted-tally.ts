import { assert } from '@ovoz/basics';
import type { Ciphertext, Group, Product } from '../groups/group.ts';
import type { Ballot } from '../objects/ballot.ts';
import { ciphertextsOf, type Election } from '../objects/election.ts';
import type { EncryptedTally } from '../objects/tally-objects.ts';
import { sortedCiphertexts } from './combine.ts';

/** Adds ballots up: specification, section 4.16. Ballots are verified before. */
export function tallyBuilder(group: Group, election: Election) {
  const pair = (): readonly [Product, Product] => [group.product(), group.product()];
  const rows = election.questions.map((question) =>
    question.kind === 'homomorphic'
      ? { sums: Array.from({ length: ciphertextsOf(question) }, pair), all: null }
      : { sums: null, all: [] as Ciphertext[] },
  );
  return {
    add(answers: Ballot['answers'], weight: number): void {
      answers.forEach((answer, index) => {
        const row = rows[index];
        assert(row !== undefined, 'a ballot answers the questions of its election');
        if (answer.kind === 'homomorphic') {
          answer.choices.forEach(({ alpha, beta }, choice) => {
            row.sums?.[choice]?.[0].multiplyBy(alpha, BigInt(weight));
            row.sums?.[choice]?.[1].multiplyBy(beta, BigInt(weight));
          });
        } else {
          assert(answer.kind === 'non-homomorphic', 'answers on lists are not added up');
          assert(weight === 1, 'a ballot of a non-homomorphic question weighs 1');
          row.all?.push(answer.choices);
        }
      });
    },
    /** Adds what another builder has, which worked on other ballots. */
    merge(part: EncryptedTally): void {
      part.forEach((ciphertexts, index) => {
        const row = rows[index];
        row?.all?.push(...ciphertexts);
        ciphertexts.forEach(({ alpha, beta }, choice) => {
          row?.sums?.[choice]?.[0].multiplyBy(alpha);
          row?.sums?.[choice]?.[1].multiplyBy(beta);
        });
      });
    },
    finish(): EncryptedTally {
      return rows.map(({ sums, all }) =>
        all === null
          ? (sums ?? []).map(([alpha, beta]) => ({ alpha: alpha.value(), beta: beta.value() }))
          : sortedCiphertexts(all),
      );
    },
  };
}
