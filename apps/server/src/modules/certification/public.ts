/** What other modules may know of certification: every certified version and its bytes. */
export { certifiedText, type CertifiedVersion, certifiedVersions } from './store.ts';
