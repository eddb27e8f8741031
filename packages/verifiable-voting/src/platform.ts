/**
 * What the package needs from where it runs: node:crypto on servers, WebCrypto and an audited library in browsers.
 */
export type Platform = {
  /** SHA-256 (FIPS 180-4) of bytes, or of the UTF-8 bytes of a text: 32 bytes. */
  readonly sha256: (data: Uint8Array | string) => Uint8Array;
  /** Bytes that nobody can foresee. */
  readonly randomBytes: (count: number) => Uint8Array;
};
