import pg from 'pg'

/** What PostgreSQL says, as the values that Kasi works with. `numeric` stays text: it is never money. */
const { builtins } = pg.types

/** Array types have no name in pg's list; these are their numbers in PostgreSQL's own catalogue. */
const ARRAY = { text: 1009, int8: 1016, date: 1182, timestamptz: 1185 }

const instant = (text: string) => Temporal.Instant.from(text.replace(' ', 'T'))
const plainDate = (text: string) => Temporal.PlainDate.from(text)
const plainTime = (text: string) => Temporal.PlainTime.from(text)
const plainDateTime = (text: string) => Temporal.PlainDateTime.from(text.replace(' ', 'T'))
// Needs `intervalstyle = iso_8601`, which every connection of ours asks for.
const duration = (text: string) => Temporal.Duration.from(text)

/** pg reads an array of text; each entry then becomes what its type is. */
const textArray = pg.types.getTypeParser(ARRAY.text)

function arrayOf(parse: (text: string) => unknown) {
  return (text: string) => {
    const entries: (string | null)[] = textArray(text)
    return entries.map((entry) => (entry === null ? null : parse(entry)))
  }
}

const parsers = new Map<number, (text: string) => unknown>([
  [builtins.INT8, BigInt],
  [builtins.TIMESTAMPTZ, instant],
  [builtins.DATE, plainDate],
  [builtins.TIME, plainTime],
  [builtins.TIMESTAMP, plainDateTime],
  [builtins.INTERVAL, duration],
  [ARRAY.int8, arrayOf(BigInt)],
  [ARRAY.date, arrayOf(plainDate)],
  [ARRAY.timestamptz, arrayOf(instant)],
])

/** For `types` of a pool; other pools in the process (the queue's) keep pg's own parsers. */
export const ourTypes: pg.CustomTypesConfig = {
  getTypeParser: (oid, format) =>
    (format === 'binary' ? undefined : parsers.get(oid)) ?? pg.types.getTypeParser(oid, format),
}

/**
 * pg turns an object into JSON unless it has `toPostgres`, its documented hook; without it an Instant
 * would arrive in quotes. The prototypes are the one place that also reaches values within arrays.
 */
for (const type of [
  Temporal.Instant,
  Temporal.PlainDate,
  Temporal.PlainTime,
  Temporal.PlainDateTime,
  Temporal.Duration,
]) {
  Object.defineProperty(type.prototype, 'toPostgres', {
    configurable: true,
    value(this: { toString(): string }) {
      return this.toString()
    },
  })
}
