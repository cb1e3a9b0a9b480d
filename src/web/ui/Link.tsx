import { useRouter } from '@tanstack/react-router'
import type { ComponentProps, MouseEvent, ReactNode } from 'react'
import { buttonLook, type ButtonLook, type ButtonSize } from '#web/ui/Button.tsx'
import { cn } from '#web/ui/cn.ts'

type AnchorProps = Omit<ComponentProps<'a'>, 'href'> & { to: string }

/**
 * A link inside this web, with an address from `paths.ts`. A real `<a href>`: opens in a new tab, can be
 * copied, and loads the page's code as soon as it is pointed at.
 */
export function Anchor({ to, onClick, ...rest }: AnchorProps) {
  const router = useRouter({ warn: false })
  const preload = () => void router?.preloadRoute({ to }).catch(() => undefined)
  return (
    <a
      {...rest}
      href={to}
      onPointerEnter={preload}
      onFocus={preload}
      onClick={(event) => {
        onClick?.(event)
        if (event.defaultPrevented || !isPlainClick(event) || !router || rest.target) return
        event.preventDefault()
        router.history.push(to)
      }}
    />
  )
}

/** Goes to an address from `paths.ts`, from code: after saving, from a menu. */
export function useGo(): (to: string) => void {
  const router = useRouter()
  return (to) => router.history.push(to)
}

function isPlainClick(event: MouseEvent): boolean {
  return event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey
}

/** A link in text. */
export function Link({ className, ...rest }: AnchorProps) {
  return (
    <Anchor
      {...rest}
      className={cn(
        'rounded-sm font-medium text-accent-text underline decoration-accent-text/35 underline-offset-3 hover:decoration-current',
        className,
      )}
    />
  )
}

/** A link that looks like a button: it goes somewhere and changes nothing. */
export function ButtonLink({
  look,
  size,
  icon,
  className,
  children,
  ...rest
}: AnchorProps & { look?: ButtonLook; size?: ButtonSize; icon?: ReactNode }) {
  return (
    <Anchor {...rest} className={cn(buttonLook({ look, size }), className)}>
      {icon}
      {children}
    </Anchor>
  )
}
