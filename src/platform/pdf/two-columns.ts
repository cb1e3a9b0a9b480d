import type { Sheet } from '#kernel/sheet.ts'

/** Letters in a line of a column, nearly. */
const LINE_LETTERS = 55

/** Which panels stand in which of two columns, by their places: each goes where there is less above it. */
export function twoColumns(panels: Sheet['panels']): readonly [number[], number[]] {
  const [first, second] = [
    { lines: 0, places: [] as number[] },
    { lines: 0, places: [] as number[] },
  ]
  for (const [place, { facts, lines, png }] of panels.entries()) {
    const shorter = first.lines <= second.lines ? first : second
    const text = lines.reduce((sum, line) => sum + Math.ceil(line.length / LINE_LETTERS), 0)
    shorter.lines += 2 + facts.length + text + (png === undefined ? 0 : 6)
    shorter.places.push(place)
  }
  return [first.places, second.places]
}
