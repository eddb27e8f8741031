/** So many names of a kind are kept: those that matter, the frequent ones, come back at once after a clearing. */
const MOST_REMEMBERED = 20_000;
/** A longer piece of a text keeps the whole text in memory in V8, whoever holds it. */
const LONGEST_REMEMBERED = 12;

/** The same pure function, remembering its answers: in a register a few thousand names make up most rows. */
export function remembered<Answer>(work: (text: string) => Answer): (text: string) => Answer {
  const answers = new Map<string, Answer>();
  return (text) => {
    if (text.length > LONGEST_REMEMBERED) return work(text);
    const known = answers.get(text);
    if (known !== undefined) return known;
    if (answers.size === MOST_REMEMBERED) answers.clear();
    const answer = work(text);
    answers.set(text, answer);
    return answer;
  };
}
