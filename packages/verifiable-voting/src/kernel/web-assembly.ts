/** The few names of WebAssembly that the kernels need; Node and browsers have them. */
type WebAssemblyNames = {
  readonly validate: (bytes: Uint8Array<ArrayBuffer>) => boolean;
  readonly Module: new (bytes: Uint8Array<ArrayBuffer>) => object;
  readonly Instance: new (module: object, imports: object) => { readonly exports: unknown };
};

export type KernelMemory = { readonly buffer: ArrayBuffer; grow(pages: number): number };

export const PAGE_BYTES = 65_536;

/** Whether this engine knows all instructions of a compiled kernel. */
export function canStartKernel(bytes: Uint8Array<ArrayBuffer>): boolean {
  return names().validate(bytes);
}

/** Starts a compiled kernel. The caller says what it exports, as the sources in kernel/ do. */
export function startKernel(bytes: Uint8Array<ArrayBuffer>): unknown {
  const WebAssembly = names();
  const instance = new WebAssembly.Instance(new WebAssembly.Module(bytes), {});
  return instance.exports;
}

function names(): WebAssemblyNames {
  return (globalThis as unknown as { readonly WebAssembly: WebAssemblyNames }).WebAssembly;
}
