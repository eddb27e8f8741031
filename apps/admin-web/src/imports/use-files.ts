import { type Result, refused } from '@ovoz/basics';
import { useId, useState } from 'react';
import { useTranslator } from '../language.ts';
import type { FileBinding } from './FileInput.tsx';
import { readTextFile } from './read-file.ts';

type Texts<Name extends string> = Partial<Record<Name, string>>;

export type ChosenFiles<Name extends string> = {
  readonly bind: (name: Name) => FileBinding;
  readonly chosen: readonly Name[];
  /** Reads all chosen files; a file that cannot be read is said at its field. */
  readonly read: () => Promise<Result<Texts<Name>, 'unreadable'>>;
  readonly complain: (name: Name, sentence: string) => void;
};

/** The files of an import form, by name. `maxBytes` is what one call may carry in all. */
export function useFiles<const Name extends string>(
  names: readonly Name[],
  maxBytes: number,
): ChosenFiles<Name> {
  const { t, number } = useTranslator();
  const prefix = useId();
  const [files, setFiles] = useState<Partial<Record<Name, File>>>({});
  const [errors, setErrors] = useState<Partial<Record<Name, string>>>({});
  const chosen = names.filter((name) => files[name] !== undefined);
  const complain = (name: Name, sentence: string) =>
    setErrors((before) => ({ ...before, [name]: sentence }));

  const read = async (): Promise<Result<Texts<Name>, 'unreadable'>> => {
    setErrors({});
    const texts: Texts<Name> = {};
    let isWhole = true;
    for (const name of chosen) {
      const file = files[name];
      if (file === undefined) continue;
      const text = await readTextFile(file, maxBytes);
      if (text.ok) {
        texts[name] = text.value;
      } else {
        isWhole = false;
        complain(name, t(`file.${text.refusal}`, { megabytes: number(maxBytes / 1024 / 1024) }));
      }
    }
    return isWhole ? { ok: true, value: texts } : refused('unreadable');
  };
  return {
    chosen,
    complain,
    read,
    bind: (name) => ({
      id: `${prefix}-${name}`,
      file: files[name] ?? null,
      set: (file) => {
        setErrors((before) => ({ ...before, [name]: undefined }));
        setFiles((before) => {
          const others = { ...before };
          delete others[name];
          return file === null ? others : { ...others, [name]: file };
        });
      },
      error: errors[name],
    }),
  };
}
