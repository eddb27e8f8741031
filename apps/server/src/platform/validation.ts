import type { FastifyError } from 'fastify';
import type { Refusal } from './problem.ts';

/** Says which field of the request is wrong, and why, in words for people. */
export function explainValidation(error: FastifyError): Refusal {
  const part = error.validationContext ?? 'request';
  const byField = Map.groupBy(error.validation ?? [], (found) => {
    const extra = found.params['additionalProperty'] ?? found.params['missingProperty'];
    const path = typeof extra === 'string' ? `${found.instancePath}/${extra}` : found.instancePath;
    return `${part}${path}`;
  });
  const errors = [...byField].map(([field, found]) => ({ field, reason: reasonOfAll(found) }));
  return { code: 'invalid-input', errors };
}

type Found = NonNullable<FastifyError['validation']>[number];

/** A choice of values or types is refused once for each; the person is told all of them at once. */
function reasonOfAll(found: readonly Found[]): string {
  const values = found.filter(({ keyword }) => keyword === 'const');
  const types = found.filter(({ keyword }) => keyword === 'type');
  if (values.length > 1) {
    return `It must be one of: ${values.map(({ params }) => String(params['allowedValue'])).join(', ')}.`;
  }
  if (types.length > 1) {
    return `It must be of the type ${types.map(({ params }) => String(params['type'])).join(' or ')}.`;
  }
  const [first] = found;
  return first === undefined
    ? 'It is not valid.'
    : reasonOf(first.keyword, first.params, first.message);
}

function reasonOf(
  keyword: string,
  params: Readonly<Record<string, unknown>>,
  message: string | undefined,
): string {
  switch (keyword) {
    case 'additionalProperties':
      return 'There is no such field.';
    case 'required':
      return 'The field is missing.';
    case 'type':
      return `It must be of the type ${String(params['type'])}.`;
    case 'maxLength':
      return `It is longer than ${String(params['limit'])} characters.`;
    case 'minLength':
      return `It is shorter than ${String(params['limit'])} characters.`;
    case 'pattern':
      return 'It has characters or a form that are not allowed here.';
    default:
      return message ?? 'It is not valid.';
  }
}
