declare module '*?worker&inline' {
  const NewWorker: new () => Worker;
  // The bundler gives the worker as the default export.
  export default NewWorker;
}
