import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'

/**
 * Words on a screen come from `i18n/`, or half of the staff reads the other half's language. This looks for
 * words between tags and in the attributes that are shown or read out. Commands, which are typed as they are, stand in
 * `code`. The style page shows samples and is left out.
 */
const WEB = import.meta.dirname
const SPARED = /^admin\/style\//

const SHOWN =
  /(?:label|title|placeholder|hint|alt|aria-label|summary|lead)="([^"]*[A-Za-z]{3,}[^"]*)"/g
const BETWEEN =
  /(?<!=)>\s*([A-Z][a-z]+(?:[ ,.’'][A-Za-z ,.’']+)?|[a-z]{3,} [a-z ]{3,})\s*<\/?[a-zA-Z]/g
/** Said the same everywhere. */
const NAMES = new Set(['Kasi', 'English', 'Kiswahili', 'Esc', 'KES', 'KRA', 'GPS', 'https://'])

function hardCoded(source: string): string[] {
  const code = source
    .replaceAll(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, '')
    .replaceAll(/<code[^>]*>[^<]*<\/code>/g, '')
  return [...code.matchAll(SHOWN), ...code.matchAll(BETWEEN)]
    .map(([, words = '']) => words.trim())
    .filter((words) => !NAMES.has(words))
}

test('no screen has words of its own', () => {
  const found = globSync('**/*.tsx', { cwd: WEB })
    .filter((file) => !SPARED.test(file))
    .flatMap((file) =>
      hardCoded(readFileSync(join(WEB, file), 'utf8')).map((words) => `${file}: ${words}`),
    )
  expect(found).toEqual([])
})

test.each([
  ['<p>Nothing here yet</p>', ['Nothing here yet']],
  ['<p><code className="mono">kasi doctor</code></p><p>Go on</p>', ['Go on']],
  ['<Button look="primary">Save</Button>', ['Save']],
  ['<Page title="Your sites">', ['Your sites']],
  ['<input placeholder="Search…" />', ['Search…']],
  ["<p>{t('common.save')}</p>", []],
  ['<Mark className="size-7" />', []],
  ['<p>Kasi</p>', []],
  ['onDone: () => Promise<void>', []],
])('finds the words in %s', (source, words) => {
  expect(hardCoded(source)).toEqual(words)
})
