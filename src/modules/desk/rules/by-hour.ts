import type { Now } from '../contract.ts'

type Hour = { readonly hour: number; readonly cents: bigint }

/** All hours of a day: hours that lie ahead have brought nothing yet, which is not the same as nothing. */
export function byHour(
  today: readonly Hour[],
  weekAgo: readonly Hour[],
  hourNow: number,
): NonNullable<Now['takings']>['hours'] {
  const [now, before] = [today, weekAgo].map(
    (hours) => new Map(hours.map(({ hour, cents }) => [hour, cents])),
  )
  return Array.from({ length: 24 }, (_, hour) => {
    const brought = now?.get(hour)
    return {
      hour,
      cents: brought === undefined && hour > hourNow ? null : String(brought ?? 0n),
      weekAgo: String(before?.get(hour) ?? 0n),
    }
  })
}
