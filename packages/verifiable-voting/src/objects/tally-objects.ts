import type { Ciphertext, Element, Group } from '../groups/group.ts';
import { ciphertextAt, elementAt, type Proof, proofAt, scalarAt } from './group-objects.ts';
import { arrayAt, countAt, hashAt, listAt, Malformed, objectAt, parseCanonical } from './shape.ts';

export type EncryptedTally = readonly (readonly Ciphertext[])[];

/** @throws Malformed */
export function parseEncryptedTally(group: Group, text: string): EncryptedTally {
  return parseCanonical(text, (value) => readCiphertextLists(group, value, 'encrypted_tally'));
}

function readCiphertextLists(group: Group, value: unknown, path: string): EncryptedTally {
  return listAt(value, path, (row, rowPath) =>
    listAt(row, rowPath, (item, at) => ciphertextAt(group, item, at)),
  );
}

export type SizedEncryptedTally = {
  readonly numTallied: number;
  readonly totalWeight: number;
  readonly encryptedTally: string;
};

/** @throws Malformed */
export function parseSizedEncryptedTally(text: string): SizedEncryptedTally {
  return parseCanonical(text, (value) => {
    const one = objectAt(value, '', ['num_tallied', 'total_weight', 'encrypted_tally']);
    return {
      numTallied: countAt(one['num_tallied'], 'num_tallied'),
      totalWeight: countAt(one['total_weight'], 'total_weight'),
      encryptedTally: hashAt(one['encrypted_tally'], 'encrypted_tally'),
    };
  });
}

/** A shuffle or a partial decryption with whose it is: trustees are counted from 1. */
export type Owned = { readonly owner: number; readonly payload: string };

/** @throws Malformed */
export function parseOwned(text: string): Owned {
  return parseCanonical(text, (value) => {
    const one = objectAt(value, '', ['owner', 'payload']);
    return { owner: countAt(one['owner'], 'owner'), payload: hashAt(one['payload'], 'payload') };
  });
}

export type PartialDecryption = {
  readonly factors: readonly (readonly Element[])[];
  readonly proofs: readonly (readonly Proof[])[];
};

/** @throws Malformed */
export function parsePartialDecryption(group: Group, text: string): PartialDecryption {
  return parseCanonical(text, (value) => {
    const one = objectAt(value, '', ['decryption_factors', 'decryption_proofs']);
    return {
      factors: listAt(one['decryption_factors'], 'decryption_factors', (row, path) =>
        listAt(row, path, (item, at) => elementAt(group, item, at)),
      ),
      proofs: listAt(one['decryption_proofs'], 'decryption_proofs', (row, path) =>
        listAt(row, path, (item, at) => proofAt(group, item, at)),
      ),
    };
  });
}

/** A count for each answer of a homomorphic question, the values of each ballot for another. */
export type ResultRow = readonly number[] | readonly (readonly number[])[];

/** @throws Malformed */
export function parseResult(text: string): readonly ResultRow[] {
  return parseCanonical(text, (value) => {
    const one = objectAt(value, '', ['result']);
    return listAt(
      one['result'],
      'result',
      (row, path): ResultRow =>
        Array.isArray(arrayAt(row, path)[0])
          ? listAt(row, path, (item, at) => listAt(item, at, countAt))
          : listAt(row, path, countAt),
    );
  });
}

/** Specification, section 4.17, with the letters of section 6. */
export type ShuffleProof = {
  readonly t: {
    readonly t1: Element;
    readonly t2: Element;
    readonly t3: Element;
    readonly t4: readonly [Element, Element];
    readonly tHat: readonly Element[];
  };
  readonly s: {
    readonly s1: bigint;
    readonly s2: bigint;
    readonly s3: bigint;
    readonly s4: bigint;
    readonly sHat: readonly bigint[];
    readonly sPrime: readonly bigint[];
  };
  readonly c: readonly Element[];
  readonly cHat: readonly Element[];
};

export type Shuffle = {
  readonly ciphertexts: EncryptedTally;
  readonly proofs: readonly ShuffleProof[];
};

/** @throws Malformed */
export function parseShuffle(group: Group, text: string): Shuffle {
  return parseCanonical(text, (value) => {
    const one = objectAt(value, '', ['ciphertexts', 'proofs']);
    return {
      ciphertexts: readCiphertextLists(group, one['ciphertexts'], 'ciphertexts'),
      proofs: listAt(one['proofs'], 'proofs', (item, path) => readShuffleProof(group, item, path)),
    };
  });
}

function readShuffleProof(group: Group, value: unknown, path: string): ShuffleProof {
  const elements = (item: unknown, at: string) =>
    listAt(item, at, (one, own) => elementAt(group, one, own));
  const scalars = (item: unknown, at: string) =>
    listAt(item, at, (one, own) => scalarAt(group, one, own));
  const [t, s, c, cHat] = tuple(value, path, 4);
  const [t1, t2, t3, t4, tHat] = tuple(t, `${path}.t`, 5);
  const [t41, t42] = tuple(t4, `${path}.t4`, 2);
  const [s1, s2, s3, s4, sHat, sPrime] = tuple(s, `${path}.s`, 6);
  return {
    t: {
      t1: elementAt(group, t1, `${path}.t1`),
      t2: elementAt(group, t2, `${path}.t2`),
      t3: elementAt(group, t3, `${path}.t3`),
      t4: [elementAt(group, t41, `${path}.t4[0]`), elementAt(group, t42, `${path}.t4[1]`)],
      tHat: elements(tHat, `${path}.tHat`),
    },
    s: {
      s1: scalarAt(group, s1, `${path}.s1`),
      s2: scalarAt(group, s2, `${path}.s2`),
      s3: scalarAt(group, s3, `${path}.s3`),
      s4: scalarAt(group, s4, `${path}.s4`),
      sHat: scalars(sHat, `${path}.sHat`),
      sPrime: scalars(sPrime, `${path}.sPrime`),
    },
    c: elements(c, `${path}.c`),
    cHat: elements(cHat, `${path}.cHat`),
  };
}

function tuple(value: unknown, path: string, length: number): readonly unknown[] {
  const items = arrayAt(value, path);
  if (items.length !== length) throw new Malformed(path, `a list of ${length}`);
  return items;
}
