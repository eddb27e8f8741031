declare module '*?raw' {
  const source: string;
  // The bundler gives a file's text as the default export.
  export default source;
}
