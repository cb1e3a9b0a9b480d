import { useEffect, useState } from 'react'
import { call } from '#kernel/client.ts'
import { finishGoogleSignIn } from '#modules/subscribers/contract.ts'
import { goTo } from '#web/portal/address.ts'
import { queries } from '#web/portal/queries.ts'
import { useSay } from '#web/portal/texts.ts'
import { Button, Loading, Wrong } from '#web/portal/ui.tsx'

const AGAIN_ms = 600
const TIMES_MAX = 50

/** Where Google sends the browser back to: waits until Kasi has heard from Google whose account it is. */
export function GoogleBack() {
  const say = useSay()
  const [error, setError] = useState<unknown>()
  const [sent] = useState(() => new URLSearchParams(location.search))
  const [code, state] = [sent.get('code'), sent.get('state')]
  useEffect(() => {
    if (code === null || state === null) return
    // Good once and soon over, but nothing for a history.
    history.replaceState(null, '', location.pathname)
    let isShown = true
    void (async () => {
      try {
        for (let n = 0; n < TIMES_MAX && isShown; n++) {
          const { step } = await call(finishGoogleSignIn, { code, state })
          if (step === 'done') {
            goTo('home')
            return await queries.invalidateQueries()
          }
          await new Promise((done) => setTimeout(done, AGAIN_ms))
        }
        if (isShown) setError(new Error('Google is silent'))
      } catch (found) {
        if (isShown) setError(found)
      }
    })()
    return () => {
      isShown = false
    }
  }, [code, state])
  const isCancelled = code === null || state === null
  if (!isCancelled && error === undefined) return <Loading />
  return (
    <div className="grid gap-3">
      {isCancelled && <p role="status">{say('googleCancelled')}</p>}
      <Wrong error={error} />
      <Button look="primary" onClick={() => goTo('home')}>
        {say('signIn')}
      </Button>
    </div>
  )
}
