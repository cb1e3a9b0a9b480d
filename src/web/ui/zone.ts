import { useBrand } from '#web/session.ts'
import { useNow } from '#web/state/clock.ts'

/** Where Kasi is used first; what is shown in the moment before the ISP's own zone is known. */
const NAIROBI = 'Africa/Nairobi'

/** The ISP's time zone: every time on a screen is shown in it, wherever the person sits and whatever they may read. */
export function useZone(): string {
  return useBrand()?.timeZone ?? NAIROBI
}

export function useToday(): Temporal.PlainDate {
  const zone = useZone()
  return useNow().toZonedDateTimeISO(zone).toPlainDate()
}
