type Props = { readonly id: string; readonly content: unknown };

/** Data for a script of the page. The content security policy lets it through: it is never executed. */
export function DataBlock({ id, content }: Props) {
  return (
    <script
      type="application/json"
      id={id}
      // oxlint-disable-next-line react/no-danger -- escaped: no element can begin or end in it
      dangerouslySetInnerHTML={{ __html: JSON.stringify(content).replaceAll('<', '\\u003c') }}
    />
  );
}
