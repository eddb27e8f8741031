/**
 * Makes `current` look like `next` by changing only what differs: elements keep their focus, their place
 * and what people opened or typed. Elements with the same `data-key` or `id` are the same thing wherever
 * they stand. Calls `changed` with each element whose text is new.
 */
export function morph(current: Element, next: Element, changed: (element: Element) => void): void {
  morphAttributes(current, next);
  const kept = new Map<string, Element>();
  for (const child of current.children) {
    const key = keyOf(child);
    if (key !== null) kept.set(key, child);
  }
  let place: ChildNode | null = current.firstChild;
  for (const wanted of next.childNodes) {
    const own = matchOf(wanted, place, kept);
    if (own === null) {
      current.insertBefore(document.importNode(wanted, true), place);
      continue;
    }
    if (own === place) place = place.nextSibling;
    else current.insertBefore(own, place);
    if (own instanceof Element && wanted instanceof Element) morph(own, wanted, changed);
    else if (own.nodeValue !== wanted.nodeValue) {
      own.nodeValue = wanted.nodeValue;
      changed(current);
    }
  }
  while (place !== null) {
    const after: ChildNode | null = place.nextSibling;
    place.remove();
    place = after;
  }
}

/** Filled in by the script itself, or by the visitor. */
const OWN_ATTRIBUTES = new Set(['open', 'checked', 'value', 'hidden']);

function morphAttributes(current: Element, next: Element): void {
  for (const name of current.getAttributeNames()) {
    if (!next.hasAttribute(name) && !OWN_ATTRIBUTES.has(name)) current.removeAttribute(name);
  }
  for (const { name, value } of next.attributes) {
    if (OWN_ATTRIBUTES.has(name)) continue;
    if (current.getAttribute(name) !== value) current.setAttribute(name, value);
  }
}

function matchOf(
  wanted: ChildNode,
  place: ChildNode | null,
  kept: ReadonlyMap<string, Element>,
): ChildNode | null {
  const key = wanted instanceof Element ? keyOf(wanted) : null;
  if (key !== null) return kept.get(key) ?? null;
  if (place === null || place.nodeName !== wanted.nodeName) return null;
  return place instanceof Element && keyOf(place) !== null ? null : place;
}

function keyOf(element: Element): string | null {
  const key = element.getAttribute('data-key') ?? element.getAttribute('id');
  return key === null ? null : `${element.nodeName} ${key}`;
}
