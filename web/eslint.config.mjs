import js from '@eslint/js';
import tseslint from 'typescript-eslint';

const nodeGlobals = { Buffer: 'readonly', URL: 'readonly', console: 'readonly', fetch: 'readonly', performance: 'readonly', process: 'readonly', setTimeout: 'readonly', clearTimeout: 'readonly', structuredClone: 'readonly', TextDecoder: 'readonly', TextEncoder: 'readonly' };
const pageGlobals = { AbortController: 'readonly', ImageData: 'readonly', document: 'readonly', window: 'readonly', getComputedStyle: 'readonly', navigator: 'readonly' };

export default tseslint.config(
  { ignores: ['node_modules/**'] },
  js.configs.recommended,
  {
    files: ['**/*.ts'],
    ignores: ['**/*.d.ts'],
    extends: [...tseslint.configs.strictTypeChecked, ...tseslint.configs.stylisticTypeChecked],
    languageOptions: { parserOptions: { project: ['./tsconfig.json'], tsconfigRootDir: import.meta.dirname } },
    rules: {
      // Numbers in messages are what messages are for.
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      // JSON shapes are described by type aliases and interfaces alike.
      '@typescript-eslint/consistent-type-definitions': 'off',
      // Casts after a check of the module's answer: JSON has no types until it is given one.
      '@typescript-eslint/non-nullable-type-assertion-style': 'off',
      '@typescript-eslint/no-unnecessary-type-parameters': 'off',
    },
  },
  { files: ['**/*.mjs', 'packages/core/examples/*.js'], languageOptions: { globals: { ...nodeGlobals, ...pageGlobals } } },
);
