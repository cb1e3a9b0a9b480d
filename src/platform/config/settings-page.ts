import { type EnvironmentSetting, GROUPS, SETTINGS } from '#platform/config/settings.ts'

/** docs/operating/settings.md: every setting of the table, in its order. */
export function settingsPage(): string {
  const groups = GROUPS.map((group) => {
    const rows = Object.entries<EnvironmentSetting>(SETTINGS)
      .filter(([, setting]) => setting.group === group)
      .map(([name, setting]) => `| \`${name}\` | ${unlessSet(setting)} | ${sentenceOf(setting)} |`)
    return `## ${group}\n\n| Setting | Unless set | What it does |\n|---|---|---|\n${rows.join('\n')}`
  })
  return `# Settings

Kasi reads its settings from the environment, once, when it starts. It refuses names that it does not know, values
that it cannot use and settings that contradict each other, all at once and each with what to do. \`kasi --help\`
prints this list; a start with \`KASI_LOG_LEVEL=debug\` prints what was chosen, with secrets masked.

A setting that is set to nothing counts as unset. Names that begin with \`KASI_TEST_\` belong to the test bench.

What an operator changes while Kasi runs (brand, opening hours, texts, limits) is not here but on the settings screen.

${groups.join('\n\n')}

This page is made from \`src/platform/config/settings.ts\` by \`npm run docs:settings\`.
`
}

function unlessSet({ fallback }: EnvironmentSetting): string {
  return fallback === undefined ? '–' : `\`${fallback}\``
}

function sentenceOf({ sentence, example, secret }: EnvironmentSetting): string {
  const such = example === undefined ? '' : ` Such as \`${example}\`.`
  const masked = secret === undefined ? '' : ' Secret: never printed.'
  return `${sentence}${such}${masked}`.replaceAll('|', '\\|')
}
