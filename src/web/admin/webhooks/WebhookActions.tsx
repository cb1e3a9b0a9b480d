import { KeyRound, Pencil, Power, Send, Trash2, Undo2 } from 'lucide-react'
import { useState } from 'react'
import { changeWebhook, testWebhook, type Webhook } from '#platform/webhooks/contract.ts'
import { WebhookDialogs, type OpenDialog } from '#web/admin/webhooks/WebhookDialogs.tsx'
import { useMutate } from '#web/api.ts'
import { useText } from '#web/i18n/index.ts'
import { Button } from '#web/ui/Button.tsx'
import { IconButton } from '#web/ui/IconButton.tsx'
import { Menu, MenuItem, MenuSeparator } from '#web/ui/Menu.tsx'
import { toastProblem } from '#web/ui/Problem.tsx'
import { toast } from '#web/ui/toast.ts'

/** What can be done with one webhook. */
export function WebhookActions({ webhook }: { webhook: Webhook }) {
  const t = useText()
  const [open, setOpen] = useState<OpenDialog>()
  const test = useMutate(testWebhook)
  const change = useMutate(changeWebhook)
  const { id: webhookId, name, url, events, version } = webhook
  const isOn = webhook.state === 'on'

  async function attempt(work: () => Promise<unknown>, done: string) {
    try {
      await work()
      toast.good(done)
    } catch (error) {
      toastProblem(error, t)
    }
  }

  return (
    <>
      <Button
        look="primary"
        icon={<Send />}
        busy={test.isPending}
        onClick={() =>
          void attempt(() => test.mutateAsync({ webhookId }), t('system.webhooks.tested'))
        }
        disabledBecause={!isOn && t('system.webhooks.off')}
      >
        {t('system.webhooks.test')}
      </Button>
      <Menu trigger={<IconButton label={t('common.actions')}>⋯</IconButton>}>
        <MenuItem icon={<Pencil />} onSelect={() => setOpen('edit')}>
          {t('system.webhooks.edit')}
        </MenuItem>
        <MenuItem
          icon={<Power />}
          onSelect={() =>
            void attempt(
              () =>
                change.mutateAsync({
                  webhookId,
                  name,
                  url,
                  events,
                  version,
                  state: isOn ? 'off' : 'on',
                }),
              isOn ? t('system.webhooks.switchedOff') : t('system.webhooks.switchedOn'),
            )
          }
        >
          {isOn ? t('system.webhooks.switchOff') : t('system.webhooks.switchOn')}
        </MenuItem>
        <MenuItem icon={<KeyRound />} onSelect={() => setOpen('rotate')}>
          {t('system.webhooks.rotate')}
        </MenuItem>
        <MenuItem icon={<Undo2 />} onSelect={() => setOpen('replay')}>
          {t('system.webhooks.replayFailed')}
        </MenuItem>
        <MenuSeparator />
        <MenuItem icon={<Trash2 />} danger onSelect={() => setOpen('remove')}>
          {t('system.webhooks.remove')}
        </MenuItem>
      </Menu>
      <WebhookDialogs webhook={webhook} open={open} onClose={() => setOpen(undefined)} />
    </>
  )
}
