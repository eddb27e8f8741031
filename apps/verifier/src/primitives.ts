/** A signature that is claimed: Ed25519 (RFC 8032) of the message by the raw 32-byte public key. */
export type SignatureClaim = {
  readonly publicKey: Uint8Array;
  readonly message: Uint8Array;
  readonly signature: Uint8Array;
};

/** How a file is compressed: gzip (RFC 1952) or Brotli (RFC 7932). */
export type Packing = 'gz' | 'br';

/** What the platform brings: the only cryptography that the verifier uses. */
export type Primitives = {
  /** SHA-256 (FIPS 180-4), 32 bytes. */
  readonly sha256: (bytes: Uint8Array) => Uint8Array;
  /** Which of the claims hold, in their order. Many at once, because browsers verify asynchronously. */
  readonly verifyAll: (claims: readonly SignatureClaim[]) => Promise<readonly boolean[]>;
  /** BLAKE2b (RFC 7693), 64 bytes; left out where the platform has none. Only minisign files ask for it. */
  readonly blake2b512?: (bytes: Uint8Array) => Uint8Array;
  /**
   * What was compressed; null when it is not of this kind, or more than `maxBytes` would come out. Left out where
   * the platform cannot: compressed files are not looked at then.
   */
  readonly unpack?: (
    bytes: Uint8Array,
    packing: Packing,
    maxBytes: number,
  ) => Promise<Uint8Array | null>;
};

export const PUBLIC_KEY_BYTES = 32;
export const SIGNATURE_BYTES = 64;
