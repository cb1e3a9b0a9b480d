import { KeyRound, Pencil, Power, Send, Trash2, Undo2 } from 'lucide-react'
import { useState } from 'react'
import {
  changeWebhook,
  removeWebhook,
  replayFailed,
  rotateWebhookSecret,
  testWebhook,
  type Webhook,
} from '#platform/webhooks/contract.ts'
import { EventsField } from '#web/admin/webhooks/EventsField.tsx'
import { SecretDialog } from '#web/admin/webhooks/SecretDialog.tsx'
import { useMutate } from '#web/api.ts'
import { useText } from '#web/i18n/index.ts'
import { paths } from '#web/paths.ts'
import { useNow } from '#web/state/clock.ts'
import { Button } from '#web/ui/Button.tsx'
import { Confirm } from '#web/ui/Confirm.tsx'
import { Dialog } from '#web/ui/Dialog.tsx'
import { Form } from '#web/ui/form/Form.tsx'
import { TextField } from '#web/ui/form/TextField.tsx'
import { useContractForm } from '#web/ui/form/use-contract-form.ts'
import { IconButton } from '#web/ui/IconButton.tsx'
import { useGo } from '#web/ui/Link.tsx'
import { Menu, MenuItem, MenuSeparator } from '#web/ui/Menu.tsx'
import { toastProblem } from '#web/ui/Problem.tsx'
import { toast } from '#web/ui/toast.ts'

type Open = 'edit' | 'rotate' | 'replay' | 'remove'
const REPLAY_HOURS = 7 * 24

export function WebhookActions({ webhook }: { webhook: Webhook }) {
  const t = useText()
  const go = useGo()
  const now = useNow()
  const [open, setOpen] = useState<Open>()
  const [secret, setSecret] = useState<string>()
  const test = useMutate(testWebhook)
  const change = useMutate(changeWebhook)
  const rotate = useMutate(rotateWebhookSecret)
  const replay = useMutate(replayFailed)
  const remove = useMutate(removeWebhook)
  const close = () => setOpen(undefined)
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
      {open === 'edit' && <Edit webhook={webhook} onClose={close} />}
      <Confirm
        open={open === 'rotate'}
        onClose={close}
        title={t('system.webhooks.rotateTitle')}
        action={t('system.webhooks.rotate')}
        run={async () => setSecret((await rotate.mutateAsync({ webhookId })).secret)}
      >
        {t('system.webhooks.rotateBody')}
      </Confirm>
      <Confirm
        open={open === 'replay'}
        onClose={close}
        title={t('system.webhooks.replayTitle')}
        action={t('system.webhooks.replay')}
        run={async () => {
          const since = now.subtract({ hours: REPLAY_HOURS }).toString()
          const { replayed } = await replay.mutateAsync({ webhookId, since })
          toast.good(t('system.webhooks.replayDone', { count: replayed }))
        }}
      >
        {t('system.webhooks.replayBody')}
      </Confirm>
      <Confirm
        open={open === 'remove'}
        onClose={close}
        title={t('system.webhooks.removeTitle', { name })}
        action={t('system.webhooks.remove')}
        typed={name}
        danger
        run={async () => {
          await remove.mutateAsync({ webhookId })
          toast.good(t('system.webhooks.removed'))
          go(paths.webhooks())
        }}
      >
        {t('system.webhooks.removeBody')}
      </Confirm>
      {secret !== undefined && (
        <SecretDialog secret={secret} onClose={() => setSecret(undefined)} />
      )}
    </>
  )
}

function Edit({ webhook, onClose }: { webhook: Webhook; onClose: () => void }) {
  const t = useText()
  const { id: webhookId, name, url, events, state, version } = webhook
  const form = useContractForm(changeWebhook, {
    defaults: { webhookId, name, url, events, state, version },
    onDone: () => {
      toast.good(t('system.webhooks.saved'))
      onClose()
    },
  })
  return (
    <Dialog open onClose={onClose} title={t('system.webhooks.edit')}>
      <Form form={form} submit={t('common.save')} onCancel={onClose} guard={false}>
        <TextField label={t('system.webhooks.name')} autoFocus {...form.field('name')} />
        <TextField
          label={t('system.webhooks.url')}
          hint={t('system.webhooks.urlHint')}
          type="url"
          {...form.field('url')}
        />
        <EventsField {...form.field('events')} />
      </Form>
    </Dialog>
  )
}
