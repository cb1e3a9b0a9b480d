import { X } from 'lucide-react'
import { useEffect, useId, useState, type ReactNode } from 'react'
import { useText } from '#web/i18n/index.ts'
import { Button } from '#web/ui/Button.tsx'
import { cn } from '#web/ui/cn.ts'
import { HeldContext } from '#web/ui/held.ts'
import { IconButton } from '#web/ui/IconButton.tsx'
import { PortalContext } from '#web/ui/portal.ts'

export type DialogProps = {
  open: boolean
  onClose: () => void
  title: string
  hint?: ReactNode
  footer?: ReactNode
  size?: 'sm' | 'md' | 'lg'
  /**
   * `side`: a panel at the right edge, to look into a row without leaving the list. `drawer`: the navigation
   * at the left edge. `bare`: no header and no padding; the title is only read out.
   */
  shape?: 'centre' | 'side' | 'drawer' | 'bare'
  /** For what must be answered by a button: neither Escape nor a click outside closes it. */
  sticky?: boolean
  children?: ReactNode
}

const SIZES = { sm: 'max-w-md', md: 'max-w-xl', lg: 'max-w-3xl' }

const CENTRE =
  'rising mx-auto mt-[max(1rem,10vh)] mb-4 max-h-[min(calc(100dvh-2rem),52rem)] w-[calc(100%-2rem)]'
const PLACES = {
  centre: CENTRE,
  bare: CENTRE,
  side: 'm-0 ml-auto h-dvh max-h-none w-full max-w-lg animate-[slide-in_180ms_cubic-bezier(.2,.8,.2,1)]',
  drawer: 'm-0 h-dvh max-h-none w-72 max-w-[85vw] animate-[fade_120ms]',
}

/**
 * The browser's own modal dialog: it traps the focus, makes the page behind inert and gives the focus
 * back, without a script that writes styles into the page (which our CSP refuses).
 */
export function Dialog(props: DialogProps) {
  // Content is mounted only while open, so that a form inside starts fresh each time.
  return props.open ? <OpenDialog {...props} /> : null
}

function OpenDialog({
  onClose: close,
  title,
  hint,
  footer,
  size = 'md',
  shape = 'centre',
  sticky = false,
  children,
}: DialogProps) {
  const [element, setElement] = useState<HTMLDialogElement | null>(null)
  const [held] = useState(() => new Set<symbol>())
  const [asks, setAsks] = useState(false)
  const titleId = useId()
  const hintId = useId()

  useModal(element)

  /** Neither Escape nor a press beside it throws away what somebody typed. */
  function onClose() {
    if (held.size > 0) setAsks(true)
    else close()
  }

  return (
    <dialog
      ref={setElement}
      tabIndex={-1}
      aria-labelledby={titleId}
      aria-describedby={hint ? hintId : undefined}
      onKeyDown={(event) => {
        // Not left to the browser: Chromium sends one Escape to a dialog and to the question in front of it alike.
        if (event.key !== 'Escape' || event.defaultPrevented) return
        event.preventDefault()
        event.stopPropagation()
        if (!sticky) onClose()
      }}
      onCancel={(event) => {
        event.preventDefault()
        if (!sticky) onClose()
      }}
      onClose={() => {
        // Chromium closes by itself what Escape is pressed on a second time, whatever was answered to the first.
        if (!element?.isConnected || element.open) return
        if (sticky || held.size > 0) element.showModal()
        else close()
      }}
      onPointerDown={(event) => {
        if (!sticky && event.target === event.currentTarget) onClose()
      }}
      onMouseDown={(event) => {
        // A press beside it leaves the focus where it is, so that keys go on belonging to the dialog.
        if (event.target === event.currentTarget) event.preventDefault()
      }}
      className={cn(
        'fixed bg-transparent p-0 text-ink outline-none backdrop:animate-[fade_160ms] backdrop:bg-(--scrim)',
        PLACES[shape],
        (shape === 'centre' || shape === 'bare') && SIZES[size],
      )}
    >
      <PortalContext value={element}>
        <HeldContext value={held}>
          <Panel {...{ title, titleId, hint, hintId, footer, shape, sticky, onClose }}>
            {children}
          </Panel>
        </HeldContext>
        <LeaveDialog open={asks} onStay={() => setAsks(false)} onLeave={close} />
      </PortalContext>
    </dialog>
  )
}

type PanelProps = Pick<DialogProps, 'title' | 'hint' | 'footer' | 'children' | 'onClose'> & {
  titleId: string
  hintId: string
  shape: NonNullable<DialogProps['shape']>
  sticky: boolean
}

/** What one sees of a dialog: its head, its content, its buttons. */
function Panel({
  title,
  titleId,
  hint,
  hintId,
  footer,
  shape,
  sticky,
  onClose,
  children,
}: PanelProps) {
  const t = useText()
  const isBare = shape === 'bare' || shape === 'drawer'
  return (
    <div
      className={cn(
        'flex flex-col bg-raised shadow-lg',
        shape === 'side' && 'h-full border-l',
        shape === 'drawer' && 'h-full border-r',
        (shape === 'centre' || shape === 'bare') && 'max-h-[inherit] rounded-xl border',
      )}
    >
      {isBare ? (
        <h2 id={titleId} className="sr-only">
          {title}
        </h2>
      ) : (
        <header
          className={cn('flex items-start gap-3 px-5 pt-4 pb-3', shape === 'side' && 'border-b')}
        >
          <div className="min-w-0 flex-1">
            <h2 id={titleId} className="text-lg font-semibold tracking-[-0.01em] break-words">
              {title}
            </h2>
            {hint && (
              <p id={hintId} className="mt-0.5 text-sm text-soft">
                {hint}
              </p>
            )}
          </div>
          {!sticky && (
            <IconButton
              size="sm"
              label={t('common.close')}
              onClick={onClose}
              className="-mt-0.5 -mr-1.5"
            >
              <X />
            </IconButton>
          )}
        </header>
      )}
      <div
        className={cn(
          'min-h-0 flex-1 overflow-y-auto',
          !isBare && 'px-5 pb-5',
          shape === 'side' && 'pt-4',
        )}
      >
        {children}
      </div>
      {footer && (
        <footer className="flex flex-wrap justify-end gap-2 rounded-b-xl border-t bg-sunken px-5 py-3.5">
          {footer}
        </footer>
      )}
    </div>
  )
}

/** Asks before something throws away what was typed. */
export function LeaveDialog({
  open,
  onStay,
  onLeave,
}: {
  open: boolean
  onStay: () => void
  onLeave: () => void
}) {
  const t = useText()
  return (
    <Dialog
      open={open}
      onClose={onStay}
      title={t('common.form.leaveTitle')}
      size="sm"
      footer={
        <>
          <Button onClick={onLeave} look="danger-quiet">
            {t('common.form.leave')}
          </Button>
          <Button look="primary" onClick={onStay}>
            {t('common.form.stay')}
          </Button>
        </>
      }
    >
      <p className="text-soft">{t('common.form.leaveBody')}</p>
    </Dialog>
  )
}

/** Shows it above everything, with the focus in its first field, and gives the focus back afterwards. */
function useModal(element: HTMLDialogElement | null): void {
  useEffect(() => {
    if (!element) return
    const before = document.activeElement
    if (!element.open) element.showModal()
    // The browser would choose the closing cross, and its tooltip with it.
    const field = element.querySelector<HTMLElement>('input, textarea, [role="combobox"]')
    ;(field ?? element).focus()
    return () => {
      element.close()
      // The element leaves the page before the browser would give the focus back.
      if (before instanceof HTMLElement && before.isConnected) before.focus()
    }
  }, [element])
}

/** A look into one row, next to the list it came from. */
export function SidePanel(props: Omit<DialogProps, 'shape' | 'size'>) {
  return <Dialog {...props} shape="side" />
}
