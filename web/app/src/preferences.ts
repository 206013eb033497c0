import type { Language } from './messages.js';

const prefix = 'overread.';
const themes = ['dark', 'light', 'high-contrast'];

/** Absent in a sandboxed frame; nothing is remembered there. */
function storage(): Storage | undefined {
  try {
    return localStorage;
  } catch {
    return undefined;
  }
}

export function savePreference(key: string, value: string): void {
  try {
    storage()?.setItem(prefix + key, value);
  } catch {
    // A full or forbidden storage: the preference lasts until the page is closed.
  }
  if (key === 'language') {
    const address = new URL(location.href);
    if (address.searchParams.has('lang')) {
      address.searchParams.set('lang', value);
      history.replaceState(null, '', address);
    }
  }
}

/** What the address asks for (`?lang=`), else what was chosen before, else the browser's language. */
export function preferredLanguage(): Language {
  const asked = new URL(location.href).searchParams.get('lang');
  const chosen = asked ?? storage()?.getItem(`${prefix}language`) ?? navigator.language;
  return chosen.toLowerCase().startsWith('ru') ? 'ru' : 'en';
}

export function preferredTheme(): string {
  const chosen = storage()?.getItem(`${prefix}theme`) ?? '';
  return themes.includes(chosen) ? chosen : 'dark';
}
