import { type EnvironmentSetting, GROUPS, SETTINGS } from '#platform/config/settings.ts'

/** Every setting with its default and its sentence, by group, for `kasi --help`. */
export function describeSettings(): string {
  return GROUPS.map((group) => {
    const settings = Object.entries<EnvironmentSetting>(SETTINGS).filter(
      ([, setting]) => setting.group === group,
    )
    return `${group}\n${settings.map(([name, setting]) => describe(name, setting)).join('\n')}`
  }).join('\n\n')
}

function describe(name: string, { fallback, example, sentence }: EnvironmentSetting): string {
  const value =
    fallback === undefined
      ? example === undefined
        ? ''
        : `  such as ${example}`
      : `  ${fallback} unless set`
  return `  ${name}${value}\n      ${wrap(sentence, 90).join('\n      ')}`
}

function wrap(text: string, width: number): string[] {
  const lines: string[] = ['']
  for (const word of text.split(' ')) {
    const line = lines.at(-1) ?? ''
    if (line !== '' && line.length + 1 + word.length > width) lines.push(word)
    else lines[lines.length - 1] = line === '' ? word : `${line} ${word}`
  }
  return lines
}
