import { readFile } from 'node:fs/promises';

/** A published file that is not there or not as the contract says. Its message is for the operator. */
export class PublishedFileRefusal extends Error {}

/** A compiled schema. */
export type Check<Data> = {
  Check(value: unknown): value is Data;
  Errors(value: unknown): readonly { readonly instancePath: string; readonly message: string }[];
};

/** Reads and checks a file; null when it is not there. */
export async function readOptional<Data>(file: string, check: Check<Data>): Promise<Data | null> {
  const data = await readJson(file);
  if (data === null || check.Check(data)) return data;
  const [first] = check.Errors(data);
  throw new PublishedFileRefusal(
    `${file} is not as published files are: ${first?.instancePath} ${first?.message}`,
  );
}

/** Parses a file; null when it is not there. */
export async function readJson(file: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(file, 'utf8'));
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    if (error instanceof SyntaxError) {
      throw new PublishedFileRefusal(`${file} is not JSON: ${error.message}`);
    }
    throw error;
  }
}
