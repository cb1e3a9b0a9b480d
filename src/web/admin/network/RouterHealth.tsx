import type { NasRow } from '#modules/network/contract.ts'
import { useText } from '#web/i18n/index.ts'
import { Status, type Tone } from '#web/ui/Badge.tsx'

const TONES: Record<NasRow['health'], Tone> = {
  new: 'neutral',
  well: 'good',
  silent: 'warn',
  trouble: 'bad',
}

/** How a router is, in a word; the colour repeats it. */
export function RouterHealth({ of }: { of: NasRow['health'] }) {
  const t = useText()
  return (
    <Status tone={TONES[of]} pulse={of === 'well'}>
      {t(`network.routers.healthOf.${of}`)}
    </Status>
  )
}
