import js from '@eslint/js';
import tseslint from 'typescript-eslint';

export default tseslint.config(
  { ignores: ['dist/', '.bench/', 'coverage/', '**/.serverless/', 'test/fixtures/', 'test/**/expected/'] },
  js.configs.recommended,
  ...tseslint.configs.recommended,
  {
    rules: {
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', ignoreRestSiblings: true }],
      'no-restricted-globals': ['error', 'name', 'event'],
      eqeqeq: 'error',
    },
  },
  {
    // Only the plugin and the simulators' process handling touch the machine; the architecture test knows the exceptions.
    files: ['src/**/*.ts'],
    ignores: ['src/plugin/**'],
    rules: {
      'no-console': 'error',
      'no-restricted-imports': ['error', { paths: ['fs', 'node:fs', 'node:child_process', 'node:process'] }],
    },
  },
  {
    files: ['**/*.js', '**/*.cjs'],
    languageOptions: {
      sourceType: 'commonjs',
      globals: {
        console: false,
        process: false,
        require: false,
        module: false,
        exports: false,
        __dirname: false,
        setTimeout: false,
        fetch: false,
        URL: false,
        URLSearchParams: false,
      },
    },
    rules: { '@typescript-eslint/no-require-imports': 'off' },
  },
  {
    files: ['**/*.mjs'],
    languageOptions: { globals: { console: false, process: false, setTimeout: false, fetch: false, URL: false } },
  },
);
