import { useState } from 'react'
import {
  changeWebhook,
  removeWebhook,
  replayFailed,
  rotateWebhookSecret,
  type Webhook,
} from '#platform/webhooks/contract.ts'
import { EventsField } from '#web/admin/webhooks/EventsField.tsx'
import { SecretDialog } from '#web/admin/webhooks/SecretDialog.tsx'
import { useMutate } from '#web/api.ts'
import { useText } from '#web/i18n/index.ts'
import { paths } from '#web/paths.ts'
import { useNow } from '#web/state/clock.ts'
import { Confirm } from '#web/ui/Confirm.tsx'
import { Dialog } from '#web/ui/Dialog.tsx'
import { Form } from '#web/ui/form/Form.tsx'
import { TextField } from '#web/ui/form/TextField.tsx'
import { useContractForm } from '#web/ui/form/use-contract-form.ts'
import { useGo } from '#web/ui/Link.tsx'
import { toast } from '#web/ui/toast.ts'

export type OpenDialog = 'edit' | 'rotate' | 'replay' | 'remove'

const REPLAY_HOURS = 7 * 24

type Props = { webhook: Webhook; open: OpenDialog | undefined; onClose: () => void }

/** What is asked before something grave or large is done to a webhook. */
export function WebhookDialogs({ webhook, open, onClose: close }: Props) {
  const t = useText()
  const go = useGo()
  const now = useNow()
  const [secret, setSecret] = useState<string>()
  const rotate = useMutate(rotateWebhookSecret)
  const replay = useMutate(replayFailed)
  const remove = useMutate(removeWebhook)
  const { id: webhookId, name } = webhook
  return (
    <>
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
