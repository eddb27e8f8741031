// Vite takes styles from imports; they have no name.
// oxlint-disable-next-line import/no-unassigned-import
import '@ovoz/ui/theme.css';
// oxlint-disable-next-line import/no-unassigned-import
import './admin.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app.tsx';
import { loadTranslator, startingLanguage } from './load-language.ts';
import { watchActivity } from './session/activity.ts';

const root = document.getElementById('root');
if (root === null) throw new Error('index.html has no place for the application');

watchActivity();
const translator = await loadTranslator(startingLanguage());
createRoot(root).render(
  <StrictMode>
    <App translator={translator} />
  </StrictMode>,
);
