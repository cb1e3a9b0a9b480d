import { Plus, RadioTower } from 'lucide-react'
import { useState } from 'react'
import { addGateway, listGateways } from '#modules/messaging/contract.ts'
import { GatewayCard } from '#web/admin/messaging/GatewayCard.tsx'
import { AddGateway } from '#web/admin/messaging/GatewayForms.tsx'
import { MessagingPage } from '#web/admin/messaging/MessagingPage.tsx'
import { useCall } from '#web/api.ts'
import { useText } from '#web/i18n/index.ts'
import { paths } from '#web/paths.ts'
import { useMayNot } from '#web/session.ts'
import { Button } from '#web/ui/Button.tsx'
import { Card } from '#web/ui/Card.tsx'
import { EmptyState } from '#web/ui/EmptyState.tsx'
import { Loaded } from '#web/ui/Problem.tsx'

/** Who carries texts, and how each of them does. */
export function GatewaysPage() {
  const t = useText()
  const mayNot = useMayNot()
  const gateways = useCall(listGateways, {})
  const [isAdding, setAdding] = useState(false)
  const add = (
    <Button
      look="primary"
      icon={<Plus />}
      onClick={() => setAdding(true)}
      disabledBecause={mayNot(addGateway)}
    >
      {t('messaging.gateways.add')}
    </Button>
  )
  return (
    <MessagingPage here={paths.messages('gateways')} actions={add}>
      <p className="mb-4 text-soft">{t('messaging.gateways.lead')}</p>
      <Loaded of={gateways}>
        {({ gateways: all }) => (
          <div className="grid items-start gap-5 lg:grid-cols-2">
            {all.length === 0 && (
              <EmptyState icon={RadioTower} title={t('messaging.gateways.none')} action={add}>
                {t('messaging.gateways.noneHint')}
              </EmptyState>
            )}
            {all.map((gateway) => (
              <GatewayCard key={gateway.id} gateway={gateway} />
            ))}
            <Card title={t('messaging.gateways.emailTitle')}>
              <p className="text-soft">{t('messaging.gateways.emailHint')}</p>
            </Card>
          </div>
        )}
      </Loaded>
      {isAdding && <AddGateway onClose={() => setAdding(false)} />}
    </MessagingPage>
  )
}
