import { CircleAlert, CircleCheck, Info, X } from 'lucide-react'
import { Toast as Radix } from 'radix-ui'
import { useText } from '#web/i18n/index.ts'
import { Button } from '#web/ui/Button.tsx'
import { cn } from '#web/ui/cn.ts'
import { IconButton } from '#web/ui/IconButton.tsx'
import { toast, useToasts } from '#web/ui/toast.ts'

const TONES = {
  good: { icon: CircleCheck, ink: 'text-good-text' },
  bad: { icon: CircleAlert, ink: 'text-bad-text' },
  info: { icon: Info, ink: 'text-info-text' },
}

/** Where toasts appear: read out politely, reached by F8, paused while pointed at, swiped away on a phone. */
export function ToastList() {
  const t = useText()
  return (
    <Radix.Provider swipeDirection="right" label={t('shell.message')}>
      {useToasts().map(({ id, tone, title, detail, action, stays_ms }) => {
        const { icon: Icon, ink } = TONES[tone]
        return (
          <Radix.Root
            key={id}
            duration={stays_ms}
            type={tone === 'bad' ? 'foreground' : 'background'}
            onOpenChange={(open) => {
              if (!open) toast.close(id)
            }}
            className="floating rising pointer-events-auto flex items-start gap-3 p-3 data-[swipe=move]:translate-x-(--radix-toast-swipe-move-x)"
          >
            <Icon className={cn('mt-0.5 size-4.5 shrink-0', ink)} aria-hidden="true" />
            <div className="min-w-0 flex-1 py-px">
              <Radix.Title className="font-medium break-words">{title}</Radix.Title>
              {detail && (
                <Radix.Description className="text-sm break-words text-soft">
                  {detail}
                </Radix.Description>
              )}
            </div>
            {action && (
              <Radix.Action asChild altText={action.label}>
                <Button size="sm" onClick={action.run}>
                  {action.label}
                </Button>
              </Radix.Action>
            )}
            <Radix.Close asChild>
              <IconButton size="sm" label={t('common.close')}>
                <X />
              </IconButton>
            </Radix.Close>
          </Radix.Root>
        )
      })}
      <Radix.Viewport
        label={t('shell.messages', { hotkey: '{hotkey}' })}
        className="pointer-events-none fixed right-0 bottom-0 z-60 flex max-h-dvh w-full max-w-sm flex-col gap-2 p-4 outline-none"
      />
    </Radix.Provider>
  )
}
