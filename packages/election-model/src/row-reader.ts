import { isDay } from './calendar-day.ts';
import type { FindingCollector, ImportFindingCode } from './import-findings.ts';
import type { ImportRow } from './import-table.ts';
import { mixedScriptWord } from './mixed-script.ts';
import { type LocalizedText, MAX_LINE, UNSEEN_CHARACTER } from './text.ts';

/**
 * Reads the cells of one row. A cell that is wrong becomes a finding and a stand-in value of the right
 * type, so that every wrong cell of a row is told at once; the caller drops the row when it `failed`.
 */
export class RowReader {
  readonly #file: string;
  readonly #row: ImportRow;
  readonly #findings: FindingCollector;
  readonly #wrongCells = new Set<string>();
  #failed = false;

  constructor(file: string, row: ImportRow, findings: FindingCollector) {
    this.#file = file;
    this.#row = row;
    this.#findings = findings;
    for (const [field, text] of Object.entries(row.cells)) this.#checkCell(field, text);
  }

  get failed(): boolean {
    return this.#failed;
  }

  get lineNumber(): number {
    return this.#row.line;
  }

  /** Notes an error. Only the first of a cell is told: the others mostly follow from it. */
  fail(code: ImportFindingCode, field: string, reason: string): void {
    this.#failed = true;
    if (this.#wrongCells.has(field)) return;
    this.#wrongCells.add(field);
    this.warn(code, field, reason);
  }

  warn(code: ImportFindingCode, field: string, reason: string): void {
    this.#findings.add(code, { file: this.#file, line: this.#row.line, field }, reason);
  }

  /** Text for people. Words that mix alphabets are a warning. Null when empty. */
  optionalLine(field: string, maxLength = MAX_LINE): string | null {
    const text = this.#given(field);
    if (text === null) return null;
    if (text.length > maxLength) {
      this.fail('too-long', field, `${text.length} characters; the most is ${maxLength}`);
    }
    const word = mixedScriptWord(text);
    if (word !== null) this.warn('mixed-script', field, `"${word}" mixes alphabets`);
    return text;
  }

  line(field: string, maxLength = MAX_LINE): string {
    return this.#required(field, this.optionalLine(field, maxLength)) ?? '';
  }

  /** Text of a pattern; `form` says it in words for the finding. Null when empty. */
  optionalMatching(field: string, pattern: RegExp, form: string): string | null {
    const text = this.#given(field);
    if (text === null || pattern.test(text)) return text;
    this.fail('bad-format', field, `"${text}" is not ${form}`);
    return null;
  }

  matching(field: string, pattern: RegExp, form: string): string {
    return this.#required(field, this.optionalMatching(field, pattern, form)) ?? '';
  }

  oneOf<Value extends string>(field: string, values: readonly [Value, ...Value[]]): Value {
    const text = this.#required(field, this.#given(field));
    const found = values.find((value) => value === text);
    if (found === undefined && text !== null) {
      this.fail('unknown-value', field, `"${text}" is not one of ${values.join(', ')}`);
    }
    return found ?? values[0];
  }

  /** `true` or `false`. */
  flag(field: string): boolean {
    return this.oneOf(field, ['true', 'false']) === 'true';
  }

  optionalWholeNumber(field: string, minimum: number, maximum: number): number | null {
    const text = this.#given(field);
    if (text === null) return null;
    if (!/^-?\d{1,15}$/.test(text)) {
      this.fail('not-a-number', field, `"${text}" is not a whole number in digits`);
      return null;
    }
    const value = Number(text);
    if (value >= minimum && value <= maximum) return value;
    this.fail('out-of-range', field, `${text} is not between ${minimum} and ${maximum}`);
    return null;
  }

  wholeNumber(field: string, minimum: number, maximum: number): number {
    const value = this.optionalWholeNumber(field, minimum, maximum);
    return this.#required(field, value) ?? minimum;
  }

  /** A day that exists, `YYYY-MM-DD`. Null when empty. */
  optionalDay(field: string): string | null {
    const text = this.optionalMatching(field, /^\d{4}-\d{2}-\d{2}$/, 'a date like 2026-12-27');
    if (text === null || isDay(text)) return text;
    this.fail('impossible-date', field, `${text} is not a day of the calendar`);
    return null;
  }

  day(field: string): string {
    return this.#required(field, this.optionalDay(field)) ?? '';
  }

  /** `…_en`, `…_local` and `…_ru` (may be empty) as one text; local is the pack's main language. */
  localized(prefix: string, mainLanguage: string): LocalizedText {
    const ru = this.optionalLine(`${prefix}_ru`);
    return {
      en: this.line(`${prefix}_en`),
      ...(ru === null ? {} : { ru }),
      [mainLanguage]: this.line(`${prefix}_local`),
    };
  }

  /** The same where nobody need have written it: null when no language has it. */
  optionalLocalized(prefix: string, mainLanguage: string): LocalizedText | null {
    const fields = [`${prefix}_en`, `${prefix}_local`, `${prefix}_ru`];
    const isGiven = fields.some((field) => (this.#row.cells[field] ?? '') !== '');
    return isGiven ? this.localized(prefix, mainLanguage) : null;
  }

  /** The cell, null when it is empty, not there, or was found wrong. */
  #given(field: string): string | null {
    const text = this.#row.cells[field] ?? '';
    return text === '' || this.#wrongCells.has(field) ? null : text;
  }

  #required<Value>(field: string, value: Value | null): Value | null {
    if (value === null && !this.#wrongCells.has(field)) {
      this.fail('empty-field', field, `${field} is empty`);
    }
    return value;
  }

  #checkCell(field: string, text: string): void {
    if (text === '' || (text.length <= MAX_CELL && PLAIN_ASCII.test(text))) return;
    if (text.length > MAX_CELL) {
      this.fail('too-long', field, `${text.length} characters; the most is ${MAX_CELL}`);
    } else if (UNSEEN.test(text)) {
      this.fail('control-character', field, `"${text}" holds a character that cannot be seen`);
    } else if (/^\s|\s$/.test(text)) {
      this.fail('stray-space', field, `"${text}" begins or ends with a space`);
    } else if (FORMULA.test(text)) {
      this.fail('formula-cell', field, `"${text}" could run as a formula in a spreadsheet`);
    } else if (!text.isWellFormed() || text.normalize('NFC') !== text) {
      this.fail('not-normalised', field, `"${text}" is not in normalization form C`);
    }
  }
}

const UNSEEN = new RegExp(UNSEEN_CHARACTER, 'u');
/** `+998 71 239-12-34` and `-12.5` are harmless; `=1+1`, `@SUM(A1)` and `-cmd` are not. */
const FORMULA = /^[=@]|^[+-](?![0-9 ().-]*[0-9]$)/;
/** Printable ASCII that begins harmlessly: most cells, and none of the slower checks applies to them. */
const PLAIN_ASCII = /^[A-Za-z0-9](?:[\x20-\x7e]*[\x21-\x7e])?$/;
/** Longest cell that any field may have. */
const MAX_CELL = 1000;
