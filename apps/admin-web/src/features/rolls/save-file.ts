/** Hands a file to the browser to be saved: it is in the memory of the page only, and has no address of its own. */
export function savePdf({
  fileName,
  base64,
}: {
  readonly fileName: string;
  readonly base64: string;
}): void {
  const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
  save(fileName, new Blob([bytes], { type: 'application/pdf' }));
}

/** The lines of a roll, one JSON text each: what `ovoz roll check` reads. */
export function saveLines(fileName: string, lines: string): void {
  save(fileName, new Blob([lines], { type: 'application/jsonl' }));
}

function save(fileName: string, file: Blob): void {
  const address = URL.createObjectURL(file);
  const link = document.createElement('a');
  link.href = address;
  link.download = fileName;
  link.click();
  URL.revokeObjectURL(address);
}
