import { useIsFetching } from '@tanstack/react-query'
import { useText } from '#web/i18n/index.ts'
import { useConnectionLost } from '#web/state/connection.ts'
import { useLive, useLiveState } from '#web/state/live.ts'
import { Status } from '#web/ui/Badge.tsx'
import { Spinner } from '#web/ui/Spinner.tsx'
import { Tooltip } from '#web/ui/Tooltip.tsx'

/** Keeps the screen live, and says whether what one sees is now: live, connecting, or only the last that was known. */
export function LiveMark() {
  const t = useText()
  useLive()
  const lost = useConnectionLost()
  const live = useLiveState()
  const fetching = useIsFetching() > 0
  if (lost || live === 'waiting')
    return <Mark tone="bad" word={t('shell.live.off')} hint={t('shell.live.offHint')} />
  if (live === 'connecting')
    return (
      <Mark tone="warn" word={t('shell.live.connecting')} hint={t('shell.live.connectingHint')} />
    )
  if (live === 'open')
    return <Mark tone="good" pulse word={t('shell.live.on')} hint={t('shell.live.onHint')} />
  return fetching ? <Spinner className="mx-2 text-faint" /> : null
}

function Mark({
  tone,
  word,
  hint,
  pulse = false,
}: {
  tone: 'good' | 'warn' | 'bad'
  word: string
  hint: string
  pulse?: boolean
}) {
  return (
    <Tooltip text={hint} side="bottom">
      <span role="status" className="mr-1 rounded-md px-2 py-1 text-sm text-soft">
        <Status tone={tone} pulse={pulse}>
          <span className="max-sm:sr-only">{word}</span>
        </Status>
      </span>
    </Tooltip>
  )
}
