import { setPriority } from 'node:os';
import { openPdfWriter, type PdfJob, type WrittenPdf } from './write-pdf.ts';

export type PdfSettings = { readonly published: string; readonly origin: string };
export type PdfRequest =
  | { readonly kind: 'start'; readonly settings: PdfSettings }
  | { readonly kind: 'job'; readonly job: PdfJob };
export type PdfAnswer = {
  readonly job: PdfJob;
  readonly written: readonly WrittenPdf[];
  readonly error: string | null;
};

/** Whatever else wants the processor goes first. */
const LOWEST_PRIORITY = 19;

/** Documents are set by a process of its own: it takes only what figures and calls leave of the machine. */
setPriority(LOWEST_PRIORITY);
process.once('disconnect', () => process.exit(0));
let writer: ReturnType<typeof openPdfWriter> | null = null;
process.on('message', (request: PdfRequest) => {
  if (request.kind === 'start') {
    writer = openPdfWriter(request.settings.published, request.settings.origin);
    return;
  }
  const { job } = request;
  writer?.write(job).then(
    (written) => answer({ job, written, error: null }),
    (error: unknown) => answer({ job, written: [], error: String(error) }),
  );
});

function answer(message: PdfAnswer): void {
  // Whoever asked may have ended a moment ago; this process follows.
  if (process.connected) process.send?.(message, undefined, undefined, () => {});
}
