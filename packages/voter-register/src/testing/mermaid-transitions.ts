/** The transitions of the state diagram on a page of docs/state-machines, as `from event to`, sorted. */
export function mermaidTransitions(markdown: string): readonly string[] {
  const diagram = /```mermaid\nstateDiagram-v2\n([^`]+)```/.exec(markdown)?.[1];
  if (diagram === undefined) throw new Error('the page has no state diagram');
  return diagram
    .trim()
    .split('\n')
    .flatMap((line) => {
      const match = /^\s*(\S+) --> (\S+?)(?:: (\S+))?$/.exec(line);
      if (match === null) throw new Error(`"${line}" is no transition`);
      const [, from, to, event] = match;
      return from === '[*]' || to === '[*]' ? [] : [`${from} ${event} ${to}`];
    })
    .toSorted();
}
