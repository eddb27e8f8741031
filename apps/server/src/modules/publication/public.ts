/** What other modules may know of publication: how files are put where everybody reads them. */
export { readPublished, removePublished, sha256Hex, writePublished } from './site-folder.ts';
export { BUSY_RETRY_MS, publishFurther } from './publish.ts';
export { isSigned, membersOf, signedText } from './results/signed-file.ts';
