import type { Element, Group } from '../groups/group.ts';
import type { Proof } from '../objects/group-objects.ts';

/** The commitment of a proof of knowledge of log_g(key): A = g^response key^challenge. */
function rebuildCommitment(group: Group, key: Element, proof: Proof): string {
  const product = group.product();
  product.multiplyBy(group.generator, proof.response);
  product.multiplyBy(key, proof.challenge);
  return product.value().text;
}

/** Specification, section 4.5: knowledge of the private key. */
export function isKeyProof(group: Group, key: Element, proof: Proof): boolean {
  const commitment = rebuildCommitment(group, key, proof);
  return group.hashToScalar(keyProofText(group, key, commitment)) === proof.challenge;
}

export function keyProofText(group: Group, key: Element, commitment: string): string {
  return `pok|${group.name}|${key.text}|${commitment}`;
}

/** Specification, section 4.6.1: a message signed by a trustee. */
export function isMessageSignature(
  group: Group,
  key: Element,
  message: string,
  signature: Proof,
): boolean {
  const commitment = rebuildCommitment(group, key, signature);
  return group.hashToScalar(messageSignatureText(message, commitment)) === signature.challenge;
}

export function messageSignatureText(message: string, commitment: string): string {
  return `sigmsg|${message}|${commitment}`;
}

/** Specification, section 4.14: what the signature of a ballot hashes. */
export function ballotSignatureText(hash: string, commitment: string): string {
  return `sig|${hash}|${commitment}`;
}

/** Specification, section 4.18: what the proof of a decryption factor hashes. */
export function decryptionText(
  fingerprint: string,
  key: Element,
  commitments: readonly [string, string],
): string {
  return `decrypt|${fingerprint}|${key.text}|${commitments.join(',')}`;
}

/** Whether factor = alpha^x for the x of key = g^x (Chaum and Pedersen, 1992). */
export function isDecryptionProof(
  group: Group,
  fingerprint: string,
  key: Element,
  {
    alpha,
    factor,
    proof,
  }: { readonly alpha: Element; readonly factor: Element; readonly proof: Proof },
): boolean {
  const commitments = rebuildDecryptionCommitments(group, key, { alpha, factor, proof });
  return group.hashToScalar(decryptionText(fingerprint, key, commitments)) === proof.challenge;
}

/** A = g^response key^challenge and B = alpha^response factor^challenge. */
export function rebuildDecryptionCommitments(
  group: Group,
  key: Element,
  {
    alpha,
    factor,
    proof,
  }: { readonly alpha: Element; readonly factor: Element; readonly proof: Proof },
): readonly [string, string] {
  const b = group.product();
  b.multiplyBy(alpha, proof.response);
  b.multiplyBy(factor, proof.challenge);
  return [rebuildCommitment(group, key, proof), b.value().text];
}
