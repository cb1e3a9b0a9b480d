import { formatRange, parseRange } from '#kernel/ip.ts'

/** Ranges as people write them: one in each line. */
export function rangesIn(text: string): string[] {
  return text
    .split(/[\n,;]/)
    .map((line) => line.trim())
    .filter((line) => line !== '')
}

/** What is wrong with the first range that has something wrong, by its place. */
export function wrongRange(
  text: string,
  issueOf: (place: number) => string | undefined,
): string | undefined {
  return rangesIn(text)
    .map((_, place) => issueOf(place))
    .find((issue) => issue !== undefined)
}

/** Addresses with commas or blanks between. */
export function addressesIn(text: string): string[] {
  return text.split(/[\s,;]+/).filter((part) => part !== '')
}

/** A range as short as it can be said. */
export function rangeText({ first, last }: { first: string; last: string }): string {
  const range = parseRange(`${first}-${last}`)
  return range ? formatRange(range) : `${first} – ${last}`
}
