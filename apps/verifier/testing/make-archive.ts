/** A member of a ustar archive, honest or not. */
export type Member = {
  readonly path: string;
  readonly content: Buffer;
  /** '0' a file, '1' and '2' links, '5' a folder … */
  readonly kind?: string;
  /** What the header says; left out: the truth. */
  readonly size?: number;
};

const BLOCK = 512;

/** A ustar archive of the members, closed by two blocks of zeros. */
export function archiveOf(members: readonly Member[]): Buffer {
  const parts = members.flatMap((member) => {
    const padding = Buffer.alloc((BLOCK - (member.content.length % BLOCK)) % BLOCK);
    return [headerOf(member), member.content, padding];
  });
  return Buffer.concat([...parts, Buffer.alloc(2 * BLOCK)]);
}

function headerOf({ path, content, kind = '0', size = content.length }: Member): Buffer {
  const header = Buffer.alloc(BLOCK);
  header.write(path, 0, 100, 'latin1');
  header.write('0000644\0', 100);
  header.write(`${size.toString(8).padStart(11, '0')}\0`, 124);
  header.write('00000000000\0', 136);
  header.write(' '.repeat(8), 148);
  header.write(kind, 156);
  header.write('ustar\u000000', 257, 'latin1');
  const sum = header.reduce((total, byte) => total + byte, 0);
  header.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148);
  return header;
}
