import { CircleAlert, CircleCheck, Info, TriangleAlert, X } from 'lucide-react'
import type { ReactNode } from 'react'
import { useText } from '#web/i18n/index.ts'
import { cn } from '#web/ui/cn.ts'
import { IconButton } from '#web/ui/IconButton.tsx'

const TONES = {
  info: { icon: Info, look: 'border-info-text/25 bg-info-wash', ink: 'text-info-text' },
  good: { icon: CircleCheck, look: 'border-good-text/25 bg-good-wash', ink: 'text-good-text' },
  warn: { icon: TriangleAlert, look: 'border-warn-text/25 bg-warn-wash', ink: 'text-warn-text' },
  bad: { icon: CircleAlert, look: 'border-bad-text/25 bg-bad-wash', ink: 'text-bad-text' },
}

type Props = {
  tone?: keyof typeof TONES
  title: string
  children?: ReactNode
  action?: ReactNode
  onClose?: () => void
  className?: string
}

/** Something to know about this page or about everything. `bad` and `warn` are read out at once. */
export function Banner({ tone = 'info', title, children, action, onClose, className }: Props) {
  const t = useText()
  const { icon: Icon, look, ink } = TONES[tone]
  return (
    <div
      role={tone === 'bad' || tone === 'warn' ? 'alert' : 'status'}
      className={cn(
        'flex flex-wrap items-start gap-x-3 gap-y-2 rounded-lg border px-4 py-3',
        look,
        className,
      )}
    >
      <Icon className={cn('mt-0.5 size-4.5 shrink-0', ink)} aria-hidden="true" />
      <div className="min-w-0 flex-1 basis-56">
        <p className="font-medium">{title}</p>
        {children && <div className="text-sm text-soft">{children}</div>}
      </div>
      {action && <div className="flex gap-2">{action}</div>}
      {onClose && (
        <IconButton size="sm" label={t('common.close')} onClick={onClose} className="-mr-1.5">
          <X />
        </IconButton>
      )}
    </div>
  )
}
