import assert from 'node:assert/strict';
import { test } from 'node:test';
import { html } from './markup.ts';

test('what comes from files cannot become an element or an attribute', () => {
  const name = '<img src=x onerror="alert(1)">';
  assert.equal(
    html`<p title="${name}">${name}</p>`.text,
    '<p title="&lt;img src=x onerror=&quot;alert(1)&quot;&gt;">&lt;img src=x onerror=&quot;alert(1)&quot;&gt;</p>',
  );
});

test('markup stands in markup as it is, also as a list', () => {
  const items = ['a', '&'].map((text) => html`<li>${text}</li>`);
  assert.equal(
    html`<ul>${items}${html`<li>${3}</li>`}</ul>`.text,
    '<ul><li>a</li><li>&amp;</li><li>3</li></ul>',
  );
});
