import { useState } from 'react'
import { randomId } from '#kernel/id.ts'
import { kes, moneyToWire } from '#kernel/money.ts'
import {
  addGateway,
  changeGateway,
  GATEWAY_APIS,
  GATEWAY_KINDS,
  type Gateway,
  type GatewayKind,
} from '#modules/messaging/contract.ts'
import { useText } from '#web/i18n/index.ts'
import { Dialog } from '#web/ui/Dialog.tsx'
import { CheckField } from '#web/ui/form/Check.tsx'
import { MoneyField, NumberField } from '#web/ui/form/fields.tsx'
import { Form } from '#web/ui/form/Form.tsx'
import { RadioCards } from '#web/ui/form/RadioCards.tsx'
import { TextField } from '#web/ui/form/TextField.tsx'
import { useContractForm, type Bound } from '#web/ui/form/use-contract-form.ts'
import { toast } from '#web/ui/toast.ts'

const NO_KEYS = { account: '', secret: '', signing: null }
const USUAL_PRICE = moneyToWire(kes(80n))

export function AddGateway({ onClose }: { onClose: () => void }) {
  const t = useText()
  const [id] = useState(randomId)
  const form = useContractForm(addGateway, {
    defaults: {
      ...{ id, kind: 'africastalking', name: '', sender: '', rank: 1 },
      ...{ api: GATEWAY_APIS.africastalking[0], partCost: USUAL_PRICE, keys: NO_KEYS },
    },
    fixed: { id },
    onDone: () => {
      toast.good(t('messaging.gateways.added'))
      onClose()
    },
  })
  const { kind } = form.values
  return (
    <Dialog open onClose={onClose} title={t('messaging.gateways.add')} shape="side">
      <Form
        form={form}
        submit={t('messaging.gateways.add')}
        permission={addGateway}
        onCancel={onClose}
      >
        <RadioCards
          label={t('messaging.gateways.kind')}
          options={GATEWAY_KINDS.map((value) => ({
            value,
            label: t(`messaging.gateways.kinds.${value}`),
          }))}
          {...form.field('kind')}
          onChange={(chosen) => form.set({ kind: chosen, api: GATEWAY_APIS[chosen][0] })}
        />
        <TextField label={t('messaging.gateways.name')} {...form.field('name')} />
        <TextField label={t('messaging.gateways.api')} {...form.field('api')} />
        <SenderField kind={kind} bound={form.field('sender')} />
        <KeyFields
          kind={kind}
          account={form.field('keys.account')}
          secret={form.field('keys.secret')}
          signing={form.textOrNull('keys.signing')}
        />
        <Costs rank={form.field('rank')} partCost={form.field('partCost')} />
      </Form>
    </Dialog>
  )
}

/** What may change; keys only where new ones are typed. */
export function ChangeGateway({ gateway, onClose }: { gateway: Gateway; onClose: () => void }) {
  const t = useText()
  const { id: gatewayId, version, name, api, sender, rank, partCost, isOn, kind } = gateway
  const [hasNewKeys, setNewKeys] = useState(false)
  const form = useContractForm(changeGateway, {
    defaults: {
      ...{ gatewayId, version, name, api, sender, rank, partCost, isOn, keys: NO_KEYS },
    },
    fixed: { gatewayId, version },
    prepare: (values) => ({ ...values, keys: hasNewKeys ? (values.keys ?? null) : null }),
    onDone: () => {
      toast.good(t('messaging.gateways.changed'))
      onClose()
    },
  })
  const { value: checked, ...isOnBound } = form.field('isOn')
  return (
    <Dialog open onClose={onClose} title={name} shape="side">
      <Form
        form={form}
        submit={t('messaging.gateways.change')}
        permission={changeGateway}
        onCancel={onClose}
      >
        <CheckField label={t('messaging.gateways.isOn')} checked={checked} {...isOnBound} />
        <TextField label={t('messaging.gateways.name')} {...form.field('name')} />
        <TextField label={t('messaging.gateways.api')} {...form.field('api')} />
        <SenderField kind={kind} bound={form.field('sender')} />
        <Costs rank={form.field('rank')} partCost={form.field('partCost')} />
        <CheckField
          label={t('messaging.gateways.newKeys')}
          checked={hasNewKeys}
          onChange={setNewKeys}
        />
        {hasNewKeys && (
          <KeyFields
            kind={kind}
            account={form.field('keys.account')}
            secret={form.field('keys.secret')}
            signing={form.textOrNull('keys.signing')}
          />
        )}
      </Form>
    </Dialog>
  )
}

function SenderField({ kind, bound }: { kind: GatewayKind; bound: Bound<string> }) {
  const t = useText()
  return kind === 'whatsapp' ? (
    <TextField label={t('messaging.gateways.senderWhatsapp')} {...bound} />
  ) : (
    <TextField
      label={t('messaging.gateways.sender')}
      hint={t('messaging.gateways.senderHint')}
      {...bound}
    />
  )
}

function KeyFields({
  kind,
  account,
  secret,
  signing,
}: {
  kind: GatewayKind
  account: Bound<string>
  secret: Bound<string>
  signing: Bound<string>
}) {
  const t = useText()
  const quiet = { autoComplete: 'off', spellCheck: false } as const
  return (
    <>
      <TextField
        label={t(`messaging.gateways.account.${kind}`)}
        {...(kind === 'whatsapp' && { hint: t('messaging.gateways.accountHint') })}
        {...quiet}
        {...account}
      />
      <TextField label={t(`messaging.gateways.secret.${kind}`)} {...quiet} {...secret} />
      {kind === 'whatsapp' && (
        <TextField
          label={t('messaging.gateways.signing')}
          hint={t('messaging.gateways.signingHint')}
          {...quiet}
          {...signing}
        />
      )}
    </>
  )
}

function Costs({ rank, partCost }: { rank: Bound<number>; partCost: Bound<Gateway['partCost']> }) {
  const t = useText()
  return (
    <>
      <NumberField
        label={t('messaging.gateways.rank')}
        hint={t('messaging.gateways.rankHint')}
        {...rank}
        onChange={(typed) => rank.onChange(typed ?? 1)}
      />
      <MoneyField
        label={t('messaging.gateways.partCost')}
        hint={t('messaging.gateways.partCostHint')}
        {...partCost}
        onChange={(typed) => partCost.onChange(typed ?? moneyToWire(kes(0n)))}
      />
    </>
  )
}
