// The part that we use; the package brings no types.
declare module 'qrcode' {
  export function toString(
    text: string,
    options: { readonly type: 'svg'; readonly margin: number },
  ): Promise<string>;
}
