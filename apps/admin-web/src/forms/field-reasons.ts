import type { MessageKey } from '../language.ts';

type Translate = (key: MessageKey, args?: Readonly<Record<string, number>>) => string;

/**
 * Says in the language of the page why the server refused a field. The server's sentences are English
 * and few; one that is not known here is said in general words.
 */
export function explainFieldIn(t: Translate): (reason: string) => string {
  return (reason) => {
    const limit = Number(/([0-9]+) characters/.exec(reason)?.[1]);
    if (reason.startsWith('The field is missing')) return t('form.required');
    if (reason.startsWith('It is longer than')) return t('form.too-long', { limit });
    if (reason.startsWith('It is shorter than')) return t('form.too-short', { limit });
    if (reason.startsWith('It has characters')) return t('form.bad-characters');
    return t('form.field-refused');
  };
}
