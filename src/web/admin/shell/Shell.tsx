import { Outlet, useLocation, useRouter } from '@tanstack/react-router'
import { lazy, Suspense, useEffect, useEffectEvent, useRef, useState } from 'react'
import { isSignedOut } from '#web/queries.ts'
import { paths } from '#web/paths.ts'
import { forgetWhatWasRead, MeContext, useSession } from '#web/session.ts'
import { useText } from '#web/i18n/index.ts'
import { Navigation } from '#web/admin/shell/Navigation.tsx'
import { Notices } from '#web/admin/shell/Notices.tsx'
import { Shortcuts } from '#web/admin/shell/Shortcuts.tsx'
import { StepUp } from '#web/admin/shell/StepUp.tsx'
import { TopBar } from '#web/admin/shell/TopBar.tsx'
import { keep, useKept } from '#web/state/kept.ts'
import { ProblemView } from '#web/ui/Problem.tsx'
import { PageSkeleton } from '#web/ui/Skeleton.tsx'

const Palette = lazy(async () => ({
  default: (await import('#web/admin/shell/Palette.tsx')).Palette,
}))

/** The frame around every page of staff: navigation, top bar, palette, and what concerns all pages. */
export function Shell() {
  const t = useText()
  const { history } = useRouter()
  const session = useSession()
  const place = useLocation({ select: (location) => location.href })
  const signedOut = isSignedOut(session.error)
  const mustEnrol = session.data?.standing === 'enrolling'
  const [drawerOpen, setDrawerOpen] = useState(false)
  const [paletteOpen, setPaletteOpen] = useState(false)
  const collapsed = useKept('navigation', (kept) => kept === 'collapsed')

  // The place is read, not watched: it changes to the sign-in page as soon as we leave.
  const leave = useEffectEvent(() => {
    if (signedOut) {
      forgetWhatWasRead()
      history.replace(paths.signIn(place))
    } else if (mustEnrol) history.replace(paths.enrol(place))
  })
  useEffect(() => leave(), [signedOut, mustEnrol])
  // Somebody else signed in beside us, in another tab: this one begins anew, as theirs.
  const whose = session.data?.id
  const began = useRef(whose)
  useEffect(() => {
    if (began.current !== undefined && whose !== undefined && began.current !== whose)
      location.reload()
    began.current ??= whose
  }, [whose])
  // Whoever follows a link on the phone wants the page, not the drawer.
  useEffect(() => setDrawerOpen(false), [place])

  if (signedOut || mustEnrol) return null
  if (session.isPending) return <PageSkeleton />
  if (!session.data)
    return (
      <main className="pt-12">
        <ProblemView error={session.error} onRetry={() => void session.refetch()} />
      </main>
    )

  return (
    <MeContext value={session.data}>
      <a
        href="#content"
        className="sr-only z-60 rounded-md bg-accent px-4 py-2 text-on-accent focus-visible:not-sr-only focus-visible:fixed focus-visible:top-2 focus-visible:left-2"
      >
        {t('shell.skip')}
      </a>
      <div className="min-h-dvh lg:grid lg:grid-cols-[auto_minmax(0,1fr)]">
        <Navigation
          collapsed={collapsed}
          onCollapse={() => keep('navigation', collapsed ? 'open' : 'collapsed')}
          drawerOpen={drawerOpen}
          onDrawer={setDrawerOpen}
        />
        <div className="flex min-w-0 flex-col">
          <TopBar onMenu={() => setDrawerOpen(true)} onPalette={() => setPaletteOpen(true)} />
          <Notices />
          <main id="content" tabIndex={-1} className="flex-1 outline-none">
            <Outlet />
          </main>
        </div>
      </div>
      {paletteOpen && (
        <Suspense>
          <Palette onClose={() => setPaletteOpen(false)} />
        </Suspense>
      )}
      <Shortcuts
        onPalette={() => setPaletteOpen(true)}
        onCollapse={() => keep('navigation', collapsed ? 'open' : 'collapsed')}
      />
      <StepUp />
    </MeContext>
  )
}
