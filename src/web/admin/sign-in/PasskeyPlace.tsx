import { useText } from '#web/i18n/index.ts'
import { passkeyHome } from '#web/state/passkey.ts'
import { Banner } from '#web/ui/Banner.tsx'

/** At an address of numbers no browser makes or shows a passkey; where Kasi runs on this machine, its name is offered. */
export function PasskeyPlace() {
  const t = useText()
  const home = passkeyHome(location.href)
  if (home === 'here') return null
  if (home === undefined) return <Banner title={t('signIn.passkeyNeedsName')} className="mb-3" />
  return (
    <Banner title={t('signIn.passkeyElsewhere')} className="mb-3">
      <a href={home} className="underline">
        {new URL(home).origin}
      </a>
    </Banner>
  )
}
