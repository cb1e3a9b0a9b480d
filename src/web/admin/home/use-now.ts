import { readNow } from '#modules/desk/contract.ts'
import { useCall } from '#web/api.ts'

const AGAIN_MS = 30_000

/** How things stand; every card of the start page reads from the same answer. */
export function useHowThingsStand() {
  return useCall(readNow, {}, { refetchInterval: AGAIN_MS })
}
