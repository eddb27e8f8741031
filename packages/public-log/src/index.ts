export * from './base64url.ts';
export * from './key-request.ts';
export * from './result-package.ts';
