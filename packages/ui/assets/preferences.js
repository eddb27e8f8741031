// Runs before the page is painted, so that a chosen appearance does not flash. Plain script, no
// module: old browsers run it too, and without it the page follows the device.
(() => {
  const root = document.documentElement;
  const KEY = 'ovoz-color-scheme';
  const CHOICES = ['auto', 'light', 'dark'];
  let kept = null;
  try {
    kept = localStorage.getItem(KEY);
  } catch {
    // Storage may be forbidden; then the choice lasts as long as the page.
  }
  root.dataset.colorScheme = CHOICES.includes(kept) ? kept : 'auto';
  root.dataset.scripts = 'on';

  const show = () => {
    for (const button of document.querySelectorAll('[data-color-scheme-choice]')) {
      const chosen = button.dataset.colorSchemeChoice === root.dataset.colorScheme;
      button.setAttribute('aria-pressed', String(chosen));
    }
  };
  const choose = (choice) => {
    root.dataset.colorScheme = choice;
    try {
      localStorage.setItem(KEY, choice);
    } catch {
      // As above.
    }
    show();
  };

  document.addEventListener('DOMContentLoaded', show);
  document.addEventListener('click', (event) => {
    const target = event.target instanceof Element ? event.target : null;
    const scheme = target?.closest('[data-color-scheme-choice]');
    if (scheme) choose(scheme.dataset.colorSchemeChoice);
    const language = target?.closest('[data-language]');
    if (language) {
      document.cookie = `ovoz-language=${language.dataset.language}; path=/; max-age=31536000; samesite=lax`;
    }
    for (const menu of document.querySelectorAll('details.ov-menu[open]')) {
      if (!menu.contains(target) || scheme || language) menu.removeAttribute('open');
    }
  });
  document.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape') return;
    for (const menu of document.querySelectorAll('details.ov-menu[open]')) {
      menu.removeAttribute('open');
      menu.querySelector('summary').focus();
    }
  });
})();
