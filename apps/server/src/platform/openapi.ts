import swagger from '@fastify/swagger';
import swaggerUi from '@fastify/swagger-ui';
import { GENERAL_REFUSALS, OPERATIONS, Problem, REFUSALS } from '@ovoz/contract';
import type { FastifyInstance } from 'fastify';

/** The contract as an OpenAPI 3.1 document at /api/openapi.json, and as a page at /api/docs/. */
export async function registerOpenApi(app: FastifyInstance): Promise<void> {
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Ovoz',
        version: '1',
        description: [
          'Operations of an election administration. Every operation refuses unknown fields.',
          'Refusals are problem+json (RFC 9457) with a stable `code`.',
          `Any operation may refuse with: ${GENERAL_REFUSALS.map((code) => `\`${code}\``).join(', ')}.`,
        ].join('\n\n'),
        license: { name: 'Apache-2.0', url: 'https://www.apache.org/licenses/LICENSE-2.0' },
      },
      components: {
        securitySchemes: { session: { type: 'apiKey', in: 'cookie', name: 'ovoz' } },
      },
    },
    transform: ({ schema, url }) => ({ schema: withRights(schema ?? {}), url }),
    hideUntagged: true,
  });
  await app.register(swaggerUi, {
    routePrefix: '/api/docs',
    // The page sets styles on its elements; it runs no scripts but its own.
    staticCSP:
      "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self' data:; connect-src 'self'; base-uri 'none'; frame-ancestors 'none'",
    uiConfig: {
      layout: 'BaseLayout',
      docExpansion: 'none',
      deepLinking: false,
      supportedSubmitMethods: [],
    },
    theme: { title: 'Ovoz: operations' },
  });
  app.get('/api/openapi.json', { schema: { hide: true } }, async () => app.swagger());
}

const REFUSED = {
  description: 'Refused. The code says why.',
  content: { 'application/problem+json': { schema: Problem } },
};

/** Says in words who may call the operation and what it may be refused with. */
function withRights<Schema extends { response?: unknown }>(schema: Schema): Schema {
  const id = (schema as { operationId?: string }).operationId;
  const operation = OPERATIONS.find((known) => known.id === id);
  if (operation === undefined) return schema;
  const { access } = operation;
  const rights =
    access.kind === 'public'
      ? 'Anybody.'
      : access.kind === 'signed-in'
        ? 'Any signed-in person.'
        : `Roles, within their territory: ${access.roles.join(', ')}.`;
  const refusals = operation.refusals.map((code) => `- \`${code}\`: ${REFUSALS[code][1]}`);
  return {
    ...schema,
    response: { ...(schema.response as object), default: REFUSED },
    description: [rights, ...(refusals.length > 0 ? ['Refusals:', refusals.join('\n')] : [])].join(
      '\n\n',
    ),
    ...(access.kind === 'public' ? {} : { security: [{ session: [] }] }),
  };
}
