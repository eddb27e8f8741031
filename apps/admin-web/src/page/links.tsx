import { Button, type ButtonProps, Link } from '@digdir/designsystemet-react';
import { createLink } from '@tanstack/react-router';
import { type AnchorHTMLAttributes, forwardRef } from 'react';

type AnchorProps = AnchorHTMLAttributes<HTMLAnchorElement>;

const Anchor = forwardRef<HTMLAnchorElement, AnchorProps>((props, ref) => (
  <Link {...props} ref={ref}>
    {props.children}
  </Link>
));

/** A link to a page of the administration. */
export const PageLink = createLink(Anchor);

const PlainAnchor = forwardRef<HTMLAnchorElement, AnchorProps>(({ children, ...props }, ref) => (
  <a {...props} ref={ref}>
    {children}
  </a>
));

/** The same without the look of a link, for menus. */
export const MenuLink = createLink(PlainAnchor);

type ButtonAnchorProps = AnchorProps & Pick<ButtonProps, 'variant' | 'data-size' | 'data-color'>;

const ButtonAnchor = forwardRef<HTMLAnchorElement, ButtonAnchorProps>(
  ({ variant = 'primary', children, 'data-size': size, 'data-color': color, ...props }, ref) => (
    <Button
      asChild
      variant={variant}
      {...(size === undefined ? {} : { 'data-size': size })}
      {...(color === undefined ? {} : { 'data-color': color })}
    >
      <a {...props} ref={ref}>
        {children}
      </a>
    </Button>
  ),
);

/** A link that starts something and looks like a button. */
export const ButtonLink = createLink(ButtonAnchor);

type BackProps = { readonly onBack: () => void; readonly children: string };

/** The way back where what was left has no address of its own. Stands in `.page-back`, as links do. */
export function BackButton({ onBack, children }: BackProps) {
  return (
    <Link asChild>
      <button type="button" onClick={onBack}>
        {children}
      </button>
    </Link>
  );
}
