import { randomUUID } from 'node:crypto';
import helmet from '@fastify/helmet';
import type { RefusalCode } from '@ovoz/contract';
import Fastify, {
  type FastifyError,
  type FastifyInstance,
  type FastifyRequest,
  LogController,
} from 'fastify';
import { isConnectionLoss, isDiskFull, OutcomeUnknown } from './database.ts';
import type { Metrics } from './metrics.ts';
import type { Platform } from './platform.ts';
import { type Refusal, sendProblem } from './problem.ts';
import { answerNotFound } from './sites.ts';
import { explainValidation } from './validation.ts';

/** A phone on a slow line sends 16 MB within five minutes; a form takes seconds. */
const REQUEST_TIMEOUT_MS = 5 * 60_000;
const KEEP_ALIVE_TIMEOUT_MS = 72_000;
const MAX_PARAM_LENGTH = 200;
const MAX_URL_LENGTH = 2048;

/**
 * A Fastify whose defaults are changed: nothing is coerced, defaulted or stripped, because the usual
 * ones accept "1" as a count and drop a mistyped field without a word.
 */
export async function createHttp(platform: Platform, metrics: Metrics): Promise<FastifyInstance> {
  const app = Fastify({
    loggerInstance: platform.log,
    logController: new LogController({
      disableRequestLogging: true,
      requestIdLogLabel: 'requestId',
    }),
    genReqId: () => randomUUID(),
    requestTimeout: REQUEST_TIMEOUT_MS,
    keepAliveTimeout: KEEP_ALIVE_TIMEOUT_MS,
    routerOptions: { maxParamLength: MAX_PARAM_LENGTH, caseSensitive: true },
    trustProxy: platform.configuration.adminOrigin.startsWith('https:') ? 'loopback' : false,
    return503OnClosing: true,
    ajv: {
      customOptions: {
        coerceTypes: false,
        useDefaults: false,
        removeAdditional: false,
        allErrors: false,
        strict: false,
      },
    },
  }) as unknown as FastifyInstance;
  // Answers are checked against their schemas by the tests; at run time they go out as they are.
  app.setSerializerCompiler(() => JSON.stringify);
  // A form on another site can send text without asking; it cannot send JSON.
  app.removeContentTypeParser('text/plain');
  app.addHook('onRequest', async (request, reply) => {
    reply.header('x-request-id', request.id);
    if (request.url.length > MAX_URL_LENGTH) return sendProblem(request, reply, tooLongAddress);
    return undefined;
  });
  app.addHook('onResponse', async (request, reply) => {
    const route = request.routeOptions.url ?? 'none';
    metrics.observeRequest(request.method, route, reply.statusCode, reply.elapsedTime / 1000);
    // Pattern and numbers only: addresses and bodies may hold personal data.
    request.log.info(
      {
        method: request.method,
        route,
        status: reply.statusCode,
        ms: Math.round(reply.elapsedTime),
      },
      'request',
    );
  });
  await registerHeaders(app, platform);
  app.setErrorHandler((error: FastifyError, request, reply) =>
    sendProblem(request, reply, refusalOf(error, request)),
  );
  app.setNotFoundHandler(answerNotFound(platform));
  return app;
}

const tooLongAddress: Refusal = { code: 'invalid-input', detail: 'The address is too long.' };

/** Only own scripts, styles, fonts and pictures; nobody may frame the pages. */
async function registerHeaders(app: FastifyInstance, platform: Platform): Promise<void> {
  const https = platform.configuration.adminOrigin.startsWith('https:');
  await app.register(helmet, {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'"],
        imgSrc: ["'self'", 'data:'],
        fontSrc: ["'self'"],
        connectSrc: ["'self'"],
        manifestSrc: ["'self'"],
        formAction: ["'self'"],
        baseUri: ["'none'"],
        frameAncestors: ["'none'"],
      },
    },
    crossOriginEmbedderPolicy: true,
    referrerPolicy: { policy: 'no-referrer' },
    strictTransportSecurity: https ? { maxAge: 31_536_000, includeSubDomains: false } : false,
  });
}

const CODES: Readonly<Record<string, RefusalCode>> = {
  FST_ERR_CTP_BODY_TOO_LARGE: 'body-too-large',
  FST_ERR_CTP_INVALID_MEDIA_TYPE: 'unsupported-media-type',
  FST_ERR_CTP_EMPTY_JSON_BODY: 'invalid-input',
  FST_ERR_CTP_INVALID_JSON_BODY: 'invalid-input',
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: 'invalid-input',
};

/** One place where everything that was thrown becomes an answer. */
function refusalOf(error: FastifyError, request: FastifyRequest): Refusal {
  if (error.validation !== undefined) return explainValidation(error);
  const known = CODES[error.code];
  if (known !== undefined) return { code: known, detail: error.message };
  if (error instanceof OutcomeUnknown) return { code: 'outcome-unknown' };
  if (isDiskFull(error)) return logged(error, request, 'disk-full');
  if (isConnectionLoss(error)) return logged(error, request, 'unavailable');
  if (error.statusCode !== undefined && error.statusCode < 500) {
    return { code: 'invalid-input', detail: error.message };
  }
  return logged(error, request, 'internal-error');
}

function logged(error: Error, request: FastifyRequest, code: RefusalCode): Refusal {
  request.log.error({ err: error, route: request.routeOptions.url }, code);
  return { code };
}
