import type { FastifyError } from 'fastify';
import type { Refusal } from './problem.ts';

/** Says which field of the request is wrong, and why, in words for people. */
export function explainValidation(error: FastifyError): Refusal {
  const part = error.validationContext ?? 'request';
  const errors = (error.validation ?? []).map((found) => {
    const { params } = found;
    const extra = params['additionalProperty'] ?? params['missingProperty'];
    const path = typeof extra === 'string' ? `${found.instancePath}/${extra}` : found.instancePath;
    return { field: `${part}${path}`, reason: reasonOf(found.keyword, params, found.message) };
  });
  return { code: 'invalid-input', errors };
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
