import { cva } from 'class-variance-authority'
import { useId, type ComponentProps, type ReactNode } from 'react'
import { cn } from '#web/ui/cn.ts'
import { Spinner } from '#web/ui/Spinner.tsx'
import { Tooltip } from '#web/ui/Tooltip.tsx'

export const buttonLook = cva(
  'inline-flex max-w-full shrink-0 items-center justify-center gap-1.5 rounded-md border font-medium whitespace-nowrap select-none max-sm:whitespace-normal transition-[background-color,border-color,color,box-shadow] duration-100 aria-disabled:cursor-not-allowed disabled:cursor-not-allowed [&_svg]:size-4 [&_svg]:shrink-0',
  {
    variants: {
      look: {
        primary:
          'border-transparent bg-accent text-on-accent shadow-sm hover:bg-accent-hover aria-disabled:bg-line aria-disabled:text-soft aria-disabled:shadow-none',
        plain:
          'border-line bg-surface text-ink shadow-sm hover:border-field hover:bg-hover aria-disabled:bg-sunken aria-disabled:text-soft aria-disabled:shadow-none aria-disabled:hover:border-line',
        quiet:
          'border-transparent bg-transparent text-soft hover:bg-hover hover:text-ink aria-disabled:text-faint aria-disabled:hover:bg-transparent',
        danger:
          'border-transparent bg-bad-fill text-white shadow-sm hover:brightness-95 aria-disabled:bg-line aria-disabled:text-soft aria-disabled:shadow-none',
        'danger-quiet':
          'border-line bg-surface text-bad-text shadow-sm hover:border-bad-text hover:bg-bad-wash aria-disabled:text-soft',
      },
      size: {
        sm: 'min-h-7 px-2.5 py-0.5 text-sm pointer-coarse:min-h-9',
        md: 'min-h-9 px-3.5 py-1 text-base pointer-coarse:min-h-11',
        lg: 'min-h-11 px-5 py-1.5 text-lg',
      },
      wide: { true: 'w-full', false: '' },
    },
    defaultVariants: { look: 'plain', size: 'md', wide: false },
  },
)

export type ButtonLook = 'primary' | 'plain' | 'quiet' | 'danger' | 'danger-quiet'
export type ButtonSize = 'sm' | 'md' | 'lg'

export type ButtonProps = Omit<ComponentProps<'button'>, 'disabled'> & {
  look?: ButtonLook
  size?: ButtonSize
  wide?: boolean
  icon?: ReactNode
  busy?: boolean
  /**
   * Why this cannot be pressed now. The button stays focusable, says the reason as a tooltip and to
   * screen readers, and does nothing: a dead button without a reason is a riddle.
   */
  disabledBecause?: string | false | undefined
}

export function Button({
  look,
  size,
  wide,
  icon,
  busy = false,
  disabledBecause,
  className,
  children,
  type = 'button',
  onClick,
  ...rest
}: ButtonProps) {
  const reasonId = useId()
  const off = busy || Boolean(disabledBecause)
  return (
    <>
      <Tooltip text={disabledBecause || undefined}>
        <button
          {...rest}
          // oxlint-disable-next-line react/button-has-type -- typed as one of the three, `button` unless said
          type={type}
          aria-disabled={off || undefined}
          aria-busy={busy || undefined}
          aria-describedby={disabledBecause ? reasonId : rest['aria-describedby']}
          className={cn(buttonLook({ look, size, wide }), className)}
          onClick={(event) => {
            // Not the `disabled` attribute: that would take the reason away from keyboards.
            if (off) event.preventDefault()
            else onClick?.(event)
          }}
        >
          {busy ? <Spinner /> : icon}
          {children}
        </button>
      </Tooltip>
      {disabledBecause && (
        <span id={reasonId} hidden>
          {disabledBecause}
        </span>
      )}
    </>
  )
}
