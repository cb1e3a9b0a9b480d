import { useState } from 'react'
import { call } from '#kernel/client.ts'
import { readPlan } from '#modules/catalog/contract.ts'
import { order } from '#modules/services/contract.ts'
import {
  addSubscriber,
  formatNumber,
  noDetails,
  usualTerms,
  type Subscriber,
} from '#modules/subscribers/contract.ts'
import type { InputOf } from '#kernel/endpoint.ts'
import { ServiceFields } from '#web/admin/services/ServiceFields.tsx'
import { noService, type ServiceChoice } from '#web/admin/services/service-choice.ts'
import { KnownAlready } from '#web/admin/subscribers/KnownAlready.tsx'
import { WhereFields } from '#web/admin/subscribers/WhereFields.tsx'
import { WhoFields } from '#web/admin/subscribers/WhoFields.tsx'
import { refreshRooms } from '#web/api.ts'
import { useLanguage, useText } from '#web/i18n/index.ts'
import { paths } from '#web/paths.ts'
import { Card } from '#web/ui/Card.tsx'
import { CheckField } from '#web/ui/form/Check.tsx'
import { Form } from '#web/ui/form/Form.tsx'
import { useContractForm } from '#web/ui/form/use-contract-form.ts'
import { useGo } from '#web/ui/Link.tsx'
import { Page } from '#web/ui/Page.tsx'
import { toastProblem } from '#web/ui/Problem.tsx'
import { toast } from '#web/ui/toast.ts'

/** Which wording of the privacy notice and of consents is shown today. */
const TEXT_VERSION = '2026-11'

type Input = InputOf<typeof addSubscriber>

/** One page from "hello" to a service that waits for its first payment: a clerk needs a minute. */
export function NewSubscriberPage() {
  const t = useText()
  const go = useGo()
  const language = useLanguage()
  const [service, setService] = useState<ServiceChoice>(noService)
  const form = useContractForm(addSubscriber, {
    defaults: emptySubscriber(language),
    prepare: withoutEmptyParts,
    onDone: async (added) => {
      toast.good(
        t('subscribers.new.done', { name: added.name, number: formatNumber(added.number) }),
      )
      go(await placeAfter(added))
    },
  })

  /** The service is a second step that may fail by itself: the subscriber is there then, and says what is missing. */
  async function placeAfter(added: Subscriber): Promise<string> {
    if (service.planId === '') return paths.subscriber(added.id)
    try {
      const { onSaleId } = await call(readPlan, { planId: service.planId })
      const ordered = await call(order, {
        subscriberId: added.id,
        planVersionId: onSaleId ?? '',
        access: service.access,
        waitsFor: service.waitsFor === 'nothing' ? null : service.waitsFor,
        siteId: service.siteId === '' ? added.siteId : service.siteId,
        addressId: added.addresses[0]?.id ?? null,
        contractId: null,
        label: null,
        username: null,
        password: null,
      })
      await refreshRooms(['services'])
      return paths.service(ordered.id)
    } catch (error) {
      toastProblem(error, t)
      return paths.subscriber(added.id)
    }
  }

  const { values } = form
  const given = (purpose: 'privacy-notice' | 'marketing-sms') =>
    values.consents?.some((one) => one.purpose === purpose) ?? false
  const agree = (purpose: 'privacy-notice' | 'marketing-sms') => (yes: boolean) => {
    const others = (values.consents ?? []).filter((one) => one.purpose !== purpose)
    const mine = { purpose, textVersion: TEXT_VERSION, channel: 'office' as const }
    form.set({ consents: yes ? [...others, mine] : others })
  }

  return (
    <Page
      title={t('subscribers.new.title')}
      lead={t('subscribers.new.lead')}
      crumbs={[{ label: t('subscribers.title'), to: paths.subscribers() }]}
    >
      <Form
        form={form}
        submit={
          service.planId === '' ? t('subscribers.new.save') : t('subscribers.new.saveWithService')
        }
        permission={addSubscriber}
        onCancel={() => go(paths.subscribers())}
      >
        <KnownAlready values={values} />
        <div className="grid items-start gap-6 lg:grid-cols-2">
          <Card title={t('subscribers.new.who')}>
            <WhoFields form={form} />
          </Card>
          <div className="grid gap-6">
            <Card title={t('subscribers.new.where')} hint={t('subscribers.new.whereHint')}>
              <WhereFields form={form} />
            </Card>
            <Card title={t('subscribers.new.service')} hint={t('subscribers.new.serviceHint')}>
              <ServiceFields value={service} onChange={setService} />
            </Card>
            <div className="grid gap-3">
              <CheckField
                label={t('subscribers.new.privacy')}
                checked={given('privacy-notice')}
                onChange={agree('privacy-notice')}
              />
              <CheckField
                label={t('subscribers.new.marketing')}
                checked={given('marketing-sms')}
                onChange={agree('marketing-sms')}
              />
            </div>
          </div>
        </div>
      </Form>
    </Page>
  )
}

function emptySubscriber(language: 'en' | 'sw'): Input {
  return {
    kind: 'person',
    name: '',
    language,
    siteId: null,
    parentId: null,
    tags: [],
    details: { ...noDetails, paper: { kind: 'national-id', number: '' } },
    contacts: [
      { channel: 'phone', purpose: 'main', value: '', name: null },
      { channel: 'email', purpose: 'main', value: '', name: null },
    ],
    addresses: [
      {
        kind: 'installation',
        county: 'Nairobi',
        town: null,
        line: null,
        landmark: null,
        at: null,
      },
    ],
    terms: usualTerms,
    consents: [],
  }
}

/** Boxes that were left empty are not sent as wrong ones. */
function withoutEmptyParts(values: Input): Input {
  const [phone, email] = values.contacts
  const { paper } = values.details
  const [place] = values.addresses ?? []
  const isPlaced = place && (place.town ?? place.line ?? place.landmark ?? place.at) !== null
  return {
    ...values,
    details: { ...values.details, paper: paper?.number ? paper : null },
    contacts: [...(phone ? [phone] : []), ...(email?.value ? [email] : [])],
    addresses: isPlaced ? [place] : [],
  }
}
