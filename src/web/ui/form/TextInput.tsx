import type { ComponentProps, ReactNode } from 'react'
import { cn } from '#web/ui/cn.ts'

/** The bare box; `TextField` brings label and error. `before` and `after` stand inside it (a unit, a button). */
export function TextInput({
  before,
  after,
  className,
  ...rest
}: ComponentProps<'input'> & { before?: ReactNode; after?: ReactNode }) {
  if (!before && !after) return <input {...rest} className={cn('control', className)} />
  return (
    <div className={cn('control flex items-stretch gap-2 p-0', className)}>
      {before && (
        <span className="flex items-center pl-2.5 text-soft [&_svg]:size-4">{before}</span>
      )}
      <input
        {...rest}
        className={cn(
          'w-full min-w-0 flex-1 rounded-[inherit] bg-transparent outline-none',
          before ? 'pl-0' : 'pl-[0.6875rem]',
          after ? 'pr-0' : 'pr-[0.6875rem]',
        )}
      />
      {after && (
        <span className="flex items-center pr-1.5 text-sm whitespace-nowrap text-soft">
          {after}
        </span>
      )}
    </div>
  )
}
