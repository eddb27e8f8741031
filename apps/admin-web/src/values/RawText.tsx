/** Text exactly as it is, to be scrolled where it is long. */
export function RawText({ children }: { readonly children: string }) {
  return (
    // What scrolls must be reachable by keyboard: WCAG 2.1.1.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <pre className="raw" tabIndex={0}>
      {children}
    </pre>
  );
}
