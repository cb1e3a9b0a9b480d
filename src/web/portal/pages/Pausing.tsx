import { useState } from 'react'
import { pauseMyService, resumeMyService, type MyService } from '#modules/services/contract.ts'
import { useDo } from '#web/portal/queries.ts'
import { useLanguage, useSay } from '#web/portal/texts.ts'
import { Button, Wrong } from '#web/portal/ui.tsx'
import { momentText } from '#web/portal/words.ts'

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
  const language = useLanguage()
  const resume = useDo(resumeMyService)
  return (
    <>
      <p className="text-soft">
        {say(pause.isCharged ? 'pauseIsCharged' : 'pauseIsFree')}
        {pause.to !== null && ` ${say('pauseEnds', { at: momentText(pause.to, language) })}`}
      </p>
      <Button look="primary" busy={resume.isPending} onClick={() => resume.mutate({ serviceId })}>
        {say('resume')}
      </Button>
      <Wrong error={resume.error} />
    </>
  )
}

function Pause({ service }: { service: MyService }) {
  const say = useSay()
  const [isSure, setSure] = useState(false)
  const pause = useDo(pauseMyService, () => setSure(false))
  const { freeDays, leastDays } = service.pausing
  const isFree = freeDays >= Math.max(1, leastDays)
  return (
    <div className="grid gap-2">
      {isSure && (
        <p className="text-soft">
          {isFree ? say('pauseFree', { days: freeDays, least: leastDays }) : say('pauseHint')}
        </p>
      )}
      <div className="flex gap-2">
        <Button
          busy={pause.isPending}
          onClick={() => (isSure ? pause.mutate({ serviceId: service.id }) : setSure(true))}
        >
          {say('pause')}
        </Button>
        {isSure && (
          <Button look="quiet" onClick={() => setSure(false)}>
            {say('cancel')}
          </Button>
        )}
      </div>
      <Wrong error={pause.error} />
    </div>
  )
}
