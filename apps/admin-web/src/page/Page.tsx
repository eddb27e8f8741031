import { Heading, Paragraph } from '@digdir/designsystemet-react';
import { type ReactNode, useEffect, useRef } from 'react';
import { useMessages } from '../language.ts';

type Props = {
  readonly title: string;
  /** The part of the page that is shown, for the name of the window. */
  readonly part?: string;
  /** One or two sentences under the title. */
  readonly lead?: ReactNode;
  /** The way back, a link. */
  readonly back?: ReactNode;
  /** What can be done with the whole page; the main one first. */
  readonly actions?: ReactNode;
  readonly children: ReactNode;
};

/**
 * A page with its one heading. Arriving by a link puts the focus on the heading, so that a screen reader
 * says where one is and the keyboard goes on from there.
 */
export function Page({ title, part, lead, back, actions, children }: Props) {
  const t = useMessages();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    document.title = [part, title, t('app.title')].filter((one) => one !== undefined).join(' – ');
  }, [part, title, t]);
  useEffect(() => {
    if (arrivedByLink) heading.current?.focus({ preventScroll: true });
    arrivedByLink = true;
  }, []);
  return (
    <article className="page">
      <header className="page-header">
        {back !== undefined && <div className="page-back">{back}</div>}
        <div className="page-heading">
          <Heading level={1} data-size="lg" ref={heading} tabIndex={-1}>
            {title}
          </Heading>
          {actions !== undefined && <div className="page-actions">{actions}</div>}
        </div>
        {lead !== undefined && <Paragraph className="page-lead">{lead}</Paragraph>}
      </header>
      {children}
    </article>
  );
}

/** False until the first page of this visit stands: the browser places the focus of that one. */
let arrivedByLink = false;

/** A part of a page, with its heading. */
export function Section({
  title,
  actions,
  children,
}: {
  readonly title: string;
  readonly actions?: ReactNode;
  readonly children: ReactNode;
}) {
  return (
    <section className="page-section">
      <div className="page-heading">
        <Heading level={2} data-size="sm">
          {title}
        </Heading>
        {actions !== undefined && <div className="page-actions">{actions}</div>}
      </div>
      {children}
    </section>
  );
}
