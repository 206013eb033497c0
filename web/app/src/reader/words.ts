import type { Language } from '../messages.js';
import { TimeLimitError } from './time_limit.js';

const thin = '\u2009';

const english = {
  opening: 'Opening the document',
  pages: 'Pages of the document',
  page: (number: number) => `Page ${number}`,
  pageOf: (number: number, count: number) => `Page ${number} of ${count}`,
  zoomOut: 'Smaller',
  zoomIn: 'Larger',
  fitWidth: 'Fit to width',
  save: 'Save the document',
  close: 'Close',
  firstPages: (shown: number, count: number) => `The first ${shown} of ${count} pages are shown. Save the document to read the rest.`,
  pageFailed: (number: number) => `Page ${number} cannot be drawn`,
  pagesFailed: (numbers: string) => `Pages that cannot be drawn: ${numbers}`,
  broken: 'The document is not a PDF that can be read',
  locked: 'The document is locked with a password. Save it and open it in a program that asks for one.',
  lockedOtherwise:
    'The document is locked in a way that is not known here. Save it and open it in the program that it was made for.',
  slow: (seconds: number) => `It takes longer than ${seconds}${thin}s`,
  large: (size: number, limit: number) => `The document has ${size}${thin}MB; up to ${limit}${thin}MB are shown. Save it instead.`,
};

export type Words = typeof english;

const russian: Words = {
  opening: 'Документ открывается',
  pages: 'Страницы документа',
  page: (number) => `Страница ${number}`,
  pageOf: (number, count) => `Страница ${number} из ${count}`,
  zoomOut: 'Мельче',
  zoomIn: 'Крупнее',
  fitWidth: 'По ширине',
  save: 'Извлечь документ',
  close: 'Закрыть',
  firstPages: (shown, count) => `Показаны первые ${shown} страниц из ${count}. Чтобы прочесть остальные, извлеките документ.`,
  pageFailed: (number) => `Страницу ${number} не удалось показать`,
  pagesFailed: (numbers) => `Страницы, которые не удалось показать: ${numbers}`,
  broken: 'Документ — не PDF или повреждён',
  locked: 'Документ закрыт паролем. Извлеките его и откройте в программе, которая спросит пароль.',
  lockedOtherwise:
    'Документ зашифрован способом, который здесь неизвестен. Извлеките его и откройте в программе, для которой он сделан.',
  slow: (seconds) => `Нужно больше ${seconds}${thin}с`,
  large: (size, limit) => `В документе ${size}${thin}МБ; показываются до ${limit}${thin}МБ. Его можно извлечь.`,
};

export function wordsIn(language: Language): Words {
  return language === 'ru' ? russian : english;
}

/** What went wrong, for whoever reads it. PDF.js's errors are told apart by their names, one by what it says. */
export function explained(error: unknown, words: Words): string {
  if (error instanceof TimeLimitError) return words.slow(error.seconds);
  const { name, message } = error instanceof Error ? error : new Error(String(error));
  if (name === 'PasswordException') return words.locked;
  if (name === 'InvalidPDFException') return words.broken;
  if (message.includes('encryption')) return words.lockedOtherwise;
  return message;
}

const mostNumbers = 10;

/** One sentence for all pages that could not be drawn; the reason is the first one's. */
export function failedPages(failures: ReadonlyMap<number, unknown>, words: Words): string {
  const numbers = [...failures.keys()];
  const [first] = numbers;
  const named = [...numbers.slice(0, mostNumbers).map(String), ...(numbers.length > mostNumbers ? ['…'] : [])].join(', ');
  const which = numbers.length === 1 && first !== undefined ? words.pageFailed(first) : words.pagesFailed(named);
  return `${which}. ${explained(failures.get(first ?? 0), words)}`;
}
