import { QueryClientProvider } from '@tanstack/react-query'
import { lazy, StrictMode, Suspense, useEffect, useLayoutEffect, useSyncExternalStore } from 'react'
import { readBrand } from '#modules/organization/contract.ts'
import { readMe } from '#modules/subscribers/contract.ts'
import { goTo, PAGES, pathOf, usePage } from '#web/portal/address.ts'
import { wear } from '#web/portal/brand.ts'
import { noteIsIn } from '#web/portal/early.ts'
import { ZoneContext } from '#web/portal/moment.ts'
import { SignIn } from '#web/portal/pages/SignIn.tsx'
import { forgetWhatWasRead, isSignedOut, queries, useAsked } from '#web/portal/queries.ts'
import { setLanguage, useLanguage, useSay } from '#web/portal/texts.ts'
import { Button, Loading, Wrong } from '#web/portal/ui.tsx'

const Home = lazy(() => import('./pages/Home.tsx').then(({ Home: page }) => ({ default: page })))
const Pay = lazy(() => import('./pages/Pay.tsx').then(({ Pay: page }) => ({ default: page })))
const Papers = lazy(() =>
  import('./pages/Papers.tsx').then(({ Papers: page }) => ({ default: page })),
)
const Messages = lazy(() =>
  import('./pages/Messages.tsx').then(({ Messages: page }) => ({ default: page })),
)
const GoogleBack = lazy(() =>
  import('./pages/GoogleBack.tsx').then(({ GoogleBack: page }) => ({ default: page })),
)
const Profile = lazy(() =>
  import('./pages/Profile.tsx').then(({ Profile: page }) => ({ default: page })),
)

export function App() {
  return (
    <StrictMode>
      <QueryClientProvider client={queries}>
        <Frame />
      </QueryClientProvider>
    </StrictMode>
  )
}

/** The head with the ISP's name, the page, and the way to the others at the bottom, where thumbs are. */
function Frame() {
  const say = useSay()
  const language = useLanguage()
  const page = usePage()
  const isOnline = useOnline()
  const brand = useAsked(readBrand, {})
  const me = useAsked(readMe, {})
  const isIn = me.data !== undefined && !isSignedOut(me.error)
  const isOut = isSignedOut(me.error)
  useLayoutEffect(() => {
    if (brand.data) wear(brand.data)
  }, [brand.data])
  useEffect(() => {
    if (isIn || isOut) noteIsIn(isIn)
    if (isOut) forgetWhatWasRead()
  }, [isIn, isOut])
  return (
    <div className="mx-auto flex min-h-dvh max-w-xl flex-col">
      <header className="flex items-center justify-between gap-3 p-4">
        <span className="flex min-w-0 items-center gap-3 text-lg font-semibold">
          {brand.data?.logoUrl && (
            <img src={brand.data.logoUrl} alt="" className="h-9 max-w-28 object-contain" />
          )}
          <span className="min-w-0 [overflow-wrap:anywhere]">{brand.data?.name ?? say('app')}</span>
        </span>
        <Button
          look="quiet"
          aria-label={say('languageLabel')}
          onClick={() => void setLanguage(language === 'en' ? 'sw' : 'en')}
        >
          {say('language')}
        </Button>
      </header>
      {!isOnline && (
        <p role="status" className="mx-4 mb-3 rounded-lg bg-warn-wash p-3 text-warn-text">
          {say('offline')}
        </p>
      )}
      <main className="flex-1 px-4 pb-24 [&>.grid]:grid-cols-1">
        {isIn ? (
          <ZoneContext value={brand.data?.timeZone ?? 'Africa/Nairobi'}>
            <Suspense fallback={<Loading />}>
              {(page === 'home' || page === 'google') && <Home me={me.data} />}
              {page === 'pay' && <Pay me={me.data} />}
              {page === 'papers' && <Papers />}
              {page === 'messages' && <Messages />}
              {page === 'me' && <Profile me={me.data} />}
            </Suspense>
          </ZoneContext>
        ) : isSignedOut(me.error) && page === 'google' ? (
          <Suspense fallback={<Loading />}>
            <GoogleBack />
          </Suspense>
        ) : isSignedOut(me.error) ? (
          <SignIn supportPhone={brand.data?.supportPhone ?? null} />
        ) : me.error ? (
          <div className="grid gap-3">
            <Wrong error={me.error} />
            <Button onClick={() => void me.refetch()}>{say('retry')}</Button>
          </div>
        ) : (
          <Loading />
        )}
      </main>
      {isIn && (
        <nav
          aria-label={say('app')}
          className="fixed inset-x-0 bottom-0 border-t bg-surface pb-[env(safe-area-inset-bottom)]"
        >
          <ul className="mx-auto grid max-w-xl grid-cols-5">
            {PAGES.map((name) => (
              <li key={name}>
                <a
                  href={pathOf(name)}
                  aria-current={page === name ? 'page' : undefined}
                  className="flex min-h-14 items-center justify-center text-[0.8125rem] text-soft aria-[current]:font-semibold aria-[current]:text-accent-text"
                  onClick={(event) => {
                    event.preventDefault()
                    goTo(name)
                  }}
                >
                  {say(name)}
                </a>
              </li>
            ))}
          </ul>
        </nav>
      )}
    </div>
  )
}

function useOnline(): boolean {
  return useSyncExternalStore(
    (tell) => {
      window.addEventListener('online', tell)
      window.addEventListener('offline', tell)
      return () => {
        window.removeEventListener('online', tell)
        window.removeEventListener('offline', tell)
      }
    },
    () => navigator.onLine,
  )
}
