import type { FormCheck, ResultForm } from '@ovoz/election-model';

type Term = FormCheck['left'][number];

/** A check of a form as an equation over its row numbers: `1 = 2 + 3`. */
export function equationOf(check: FormCheck, form: ResultForm, votesWord: string): string {
  const row = (field: string) =>
    field === 'votes' ? votesWord : (form.fields.find((one) => one.code === field)?.row ?? field);
  const signs = { '=': '=', '<=': '≤', '>=': '≥' } as const;
  return `${sum(check.left, row)} ${signs[check.comparison]} ${sum(check.right, row)}`;
}

function sum(terms: readonly Term[], row: (field: string) => string): string {
  return terms
    .map(({ coefficient, field }, index) => {
      const size = Math.abs(coefficient);
      const name =
        field === 'one' ? String(size) : size === 1 ? row(field) : `${size} × ${row(field)}`;
      if (index === 0) return coefficient < 0 ? `−${name}` : name;
      return coefficient < 0 ? `− ${name}` : `+ ${name}`;
    })
    .join(' ');
}
