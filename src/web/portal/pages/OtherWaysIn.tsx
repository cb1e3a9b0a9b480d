import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { call } from '#kernel/client.ts'
import {
  beginGoogleSignIn,
  beginPasskeySignIn,
  readSignInWays,
  signInWithMyPasskey,
} from '#modules/subscribers/contract.ts'
import { queries, useAsked, useDo } from '#web/portal/queries.ts'
import { useSay } from '#web/portal/texts.ts'
import { Button, Wrong } from '#web/portal/ui.tsx'
import { getPasskey, passkeyHome } from '#web/state/passkey.ts'

/** By a passkey, where the browser has such things, and by Google, where the ISP is known there. */
export function OtherWaysIn() {
  const say = useSay()
  const ways = useAsked(readSignInWays, {})
  const [isDeclined, setDeclined] = useState(false)
  const byPasskey = useMutation({
    mutationFn: async () => {
      setDeclined(false)
      const { options } = await call(beginPasskeySignIn, {})
      const response = await getPasskey(options).catch(() => undefined)
      if (!response) return setDeclined(true)
      await call(signInWithMyPasskey, { response })
      await queries.invalidateQueries()
    },
  })
  const byGoogle = useDo(beginGoogleSignIn, ({ address }) => location.assign(address), 'nothing')
  // Of an address of numbers there are no passkeys, and browsers hide them where a page is not safe: then only the link can lead to them.
  const home = passkeyHome(location.href)
  const hasPasskeys = typeof PublicKeyCredential !== 'undefined' && home === 'here'
  const elsewhere = home === 'here' ? undefined : home
  if (!hasPasskeys && elsewhere === undefined && ways.data?.google !== true) return null
  return (
    <div className="grid gap-3">
      <p className="flex items-center gap-3 text-sm text-soft before:h-px before:flex-1 before:bg-line after:h-px after:flex-1 after:bg-line">
        {say('or')}
      </p>
      {ways.data?.google === true && (
        <Button busy={byGoogle.isPending} onClick={() => byGoogle.mutate({})}>
          {say('byGoogle')}
        </Button>
      )}
      {hasPasskeys && (
        <Button busy={byPasskey.isPending} onClick={() => byPasskey.mutate()}>
          {say('byPasskey')}
        </Button>
      )}
      {elsewhere !== undefined && (
        <a
          href={elsewhere}
          className="flex min-h-11 items-center justify-center text-accent-text underline"
        >
          {say('passkeyInElsewhere', { at: new URL(elsewhere).host })}
        </a>
      )}
      {isDeclined && <p role="status">{say('passkeyDeclined')}</p>}
      <Wrong error={byGoogle.error ?? byPasskey.error} />
    </div>
  )
}
