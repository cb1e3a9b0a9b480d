import { Link2, Pencil, Send } from 'lucide-react'
import { useState } from 'react'
import {
  changeGateway,
  readGatewayHooks,
  writeMessage,
  type Gateway,
} from '#modules/messaging/contract.ts'
import { ChangeGateway } from '#web/admin/messaging/GatewayForms.tsx'
import { WriteMessage } from '#web/admin/messaging/WriteMessage.tsx'
import { useMutate } from '#web/api.ts'
import { useText } from '#web/i18n/index.ts'
import { useMayNot } from '#web/session.ts'
import { Badge } from '#web/ui/Badge.tsx'
import { Banner } from '#web/ui/Banner.tsx'
import { Button } from '#web/ui/Button.tsx'
import { Card } from '#web/ui/Card.tsx'
import { Dialog } from '#web/ui/Dialog.tsx'
import { Facts } from '#web/ui/Facts.tsx'
import { SecretBox } from '#web/ui/form/SecretBox.tsx'
import { toastProblem } from '#web/ui/Problem.tsx'
import { Money, RelativeTime } from '#web/ui/values.tsx'

/** One gateway: whether it works, what it costs, and what it did in the last day. */
export function GatewayCard({ gateway }: { gateway: Gateway }) {
  const t = useText()
  const mayNot = useMayNot()
  const [open, setOpen] = useState<'change' | 'test'>()
  const close = () => setOpen(undefined)
  const { lastDay } = gateway
  return (
    <Card
      title={
        <span className="flex flex-wrap items-center gap-2">
          {gateway.name}
          <State gateway={gateway} />
        </span>
      }
      actions={
        <>
          <Button
            size="sm"
            icon={<Send />}
            onClick={() => setOpen('test')}
            disabledBecause={mayNot(writeMessage)}
          >
            {t('messaging.gateways.test')}
          </Button>
          <Button
            size="sm"
            icon={<Pencil />}
            onClick={() => setOpen('change')}
            disabledBecause={mayNot(changeGateway)}
          >
            {t('messaging.gateways.change')}
          </Button>
        </>
      }
    >
      {gateway.trouble !== null && gateway.restsUntil !== null && (
        <Banner tone="warn" title={t('messaging.gateways.rests')} className="mb-4">
          {gateway.trouble} <RelativeTime at={gateway.restsUntil} />
        </Banner>
      )}
      <Facts
        facts={[
          {
            label: t('messaging.gateways.kind'),
            value: t(`messaging.gateways.kinds.${gateway.kind}`),
          },
          { label: t('messaging.gateways.api'), value: gateway.api },
          { label: t('messaging.gateways.sender'), value: gateway.sender },
          { label: t('messaging.gateways.rank'), value: gateway.rank },
          { label: t('messaging.gateways.partCost'), value: <Money of={gateway.partCost} /> },
          {
            label: t('messaging.gateways.lastDay'),
            value: `${lastDay.taken} ${t('messaging.gateways.taken')}, ${lastDay.delivered} ${t('messaging.gateways.delivered')}, ${lastDay.failed} ${t('messaging.gateways.lost')}`,
          },
        ]}
      />
      {gateway.kind !== 'bulk' && <Hooks gateway={gateway} />}
      {open === 'change' && <ChangeGateway gateway={gateway} onClose={close} />}
      {open === 'test' && (
        <WriteMessage
          gateway={gateway}
          given={{ text: t('messaging.gateways.testText') }}
          onClose={close}
        />
      )}
    </Card>
  )
}

function State({ gateway: { isOn, restsUntil } }: { gateway: Gateway }) {
  const t = useText()
  if (!isOn) return <Badge>{t('messaging.gateways.off')}</Badge>
  return restsUntil === null ? (
    <Badge tone="good">{t('messaging.gateways.on')}</Badge>
  ) : (
    <Badge tone="warn">{t('messaging.gateways.rests')}</Badge>
  )
}

/** The addresses that go into the provider's own settings. */
function Hooks({ gateway }: { gateway: Gateway }) {
  const t = useText()
  const mayNot = useMayNot()
  const hooks = useMutate(readGatewayHooks, { refresh: [] })
  return (
    <>
      <Button
        className="mt-4"
        size="sm"
        icon={<Link2 />}
        busy={hooks.isPending}
        onClick={() =>
          void hooks
            .mutateAsync({ gatewayId: gateway.id })
            .catch((error: unknown) => toastProblem(error, t))
        }
        disabledBecause={mayNot(readGatewayHooks)}
      >
        {t('messaging.gateways.hooks')}
      </Button>
      {hooks.data && (
        <Dialog open onClose={hooks.reset} title={t('messaging.gateways.hooks')}>
          <div className="grid gap-4">
            <p className="text-soft">{t('messaging.gateways.hooksHint')}</p>
            <SecretBox label={t('messaging.gateways.report')} value={hooks.data.report} hint="" />
            {gateway.kind === 'whatsapp' && (
              <SecretBox
                label={t('messaging.gateways.verifyToken')}
                value={hooks.data.verifyToken}
                hint=""
              />
            )}
            {gateway.kind === 'africastalking' && (
              <>
                <SecretBox label={t('messaging.gateways.inbox')} value={hooks.data.inbox} hint="" />
                <SecretBox
                  label={t('messaging.gateways.optOut')}
                  value={hooks.data.optOut}
                  hint=""
                />
              </>
            )}
          </div>
        </Dialog>
      )}
    </>
  )
}
