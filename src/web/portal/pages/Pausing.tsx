import { useState } from 'react'
import { pauseMyService, resumeMyService, type MyService } from '#modules/services/contract.ts'
import { useMoment } from '#web/portal/moment.ts'
import { useDo } from '#web/portal/queries.ts'
import { useSay } from '#web/portal/texts.ts'
import { Button, Wrong } from '#web/portal/ui.tsx'

/** Off for a while, without paying for it as far as the ISP grants. */
export function Pausing({ service }: { service: MyService }) {
  if (service.status !== 'active') return null
  return service.pause === null ? (
    <Pause service={service} />
  ) : (
    <Resume serviceId={service.id} pause={service.pause} />
  )
}

function Resume({
  serviceId,
  pause,
}: {
  serviceId: string
  pause: NonNullable<MyService['pause']>
}) {
  const say = useSay()
  const moment = useMoment()
  const resume = useDo(resumeMyService)
  return (
    <div className="grid gap-2">
      <p className="text-soft">
        {say(pause.isCharged ? 'pauseIsCharged' : 'pauseIsFree')}
        {pause.to !== null && ` ${say('pauseEnds', { at: moment(pause.to) })}`}
      </p>
      <Button look="primary" busy={resume.isPending} onClick={() => resume.mutate({ serviceId })}>
        {say('resume')}
      </Button>
      <Wrong error={resume.error} />
    </div>
  )
}

function Pause({ service }: { service: MyService }) {
  const say = useSay()
  const [isSure, setSure] = useState(false)
  const pause = useDo(pauseMyService, () => setSure(false))
  const { freeDays, leastDays } = service.pausing
  const isFree = freeDays >= Math.max(1, leastDays)
  if (!isSure) return <Button onClick={() => setSure(true)}>{say('pause')}</Button>
  return (
    <div className="grid gap-2 rounded-lg bg-sunken p-3">
      <p className="text-soft">
        {isFree ? say('pauseFree', { days: freeDays, least: leastDays }) : say('pauseHint')}
      </p>
      <div className="flex gap-2">
        <Button busy={pause.isPending} onClick={() => pause.mutate({ serviceId: service.id })}>
          {say('pause')}
        </Button>
        <Button look="quiet" onClick={() => setSure(false)}>
          {say('cancel')}
        </Button>
      </div>
      <Wrong error={pause.error} />
    </div>
  )
}
