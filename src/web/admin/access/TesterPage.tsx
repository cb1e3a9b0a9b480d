import { FlaskConical } from 'lucide-react'
import { useState } from 'react'
import { readTest, startTest, TEST_METHODS, type RadiusTest } from '#modules/access/contract.ts'
import { AttributeList } from '#web/admin/access/AttributeList.tsx'
import { RadiusTabs } from '#web/admin/access/RadiusTabs.tsx'
import { ServiceChoice } from '#web/admin/access/ServiceChoice.tsx'
import { useMethod } from '#web/admin/access/use-method.ts'
import { useReason } from '#web/admin/access/use-reason.ts'
import { useRouterOptions } from '#web/admin/network/use-router-options.ts'
import { useCall } from '#web/api.ts'
import { useText } from '#web/i18n/index.ts'
import { paths } from '#web/paths.ts'
import { Banner } from '#web/ui/Banner.tsx'
import { Card } from '#web/ui/Card.tsx'
import { Combobox } from '#web/ui/form/Combobox.tsx'
import { Form } from '#web/ui/form/Form.tsx'
import { SelectField } from '#web/ui/form/SelectField.tsx'
import { TextField } from '#web/ui/form/TextField.tsx'
import { useContractForm } from '#web/ui/form/use-contract-form.ts'
import { Page } from '#web/ui/Page.tsx'
import { Spinner } from '#web/ui/Spinner.tsx'

const AGAIN_MS = 700

/** Asks our own server as a router would, and shows what went over the wire. */
export function TesterPage() {
  const t = useText()
  const routers = useRouterOptions()
  const method = useMethod()
  const [testId, setTestId] = useState<string>()
  const form = useContractForm(startTest, {
    defaults: {
      ...{ nasId: '', serviceId: '', method: 'pap', password: null },
      ...{ station: null, nasPort: null },
    },
    onDone: (test) => setTestId(test.id),
  })
  return (
    <Page
      title={t('access.radius.title')}
      lead={t('access.tester.lead')}
      tabs={<RadiusTabs here={paths.radius('tester')} />}
    >
      <div className="grid items-start gap-6 lg:grid-cols-2">
        <Card>
          <Form form={form} submit={t('access.tester.ask')} guard={false} evenUnchanged>
            <Combobox
              label={t('access.tester.router')}
              options={routers}
              value={form.values.nasId}
              onChange={(nasId) => form.set({ nasId })}
              error={form.issueAt('nasId')}
            />
            <ServiceChoice
              label={t('access.tester.service')}
              value={form.values.serviceId}
              onChange={(serviceId) => form.set({ serviceId })}
            />
            <SelectField
              label={t('access.tester.method')}
              options={TEST_METHODS.map((value) => ({
                value,
                label: method(value),
              }))}
              {...form.field('method')}
            />
            <TextField
              label={t('access.tester.password')}
              hint={t('access.tester.passwordHint')}
              autoComplete="off"
              spellCheck={false}
              {...form.textOrNull('password')}
            />
            <div className="grid gap-5 sm:grid-cols-2">
              <TextField
                label={t('access.tester.station')}
                spellCheck={false}
                {...form.textOrNull('station')}
              />
              <TextField
                label={t('access.tester.port')}
                spellCheck={false}
                {...form.textOrNull('nasPort')}
              />
            </div>
          </Form>
        </Card>
        <Card title={t('access.tester.result')}>
          {testId === undefined ? (
            <p className="flex items-center gap-2 text-soft">
              <FlaskConical className="size-4" aria-hidden="true" /> {t('access.tester.none')}
            </p>
          ) : (
            <Result key={testId} testId={testId} />
          )}
        </Card>
      </div>
    </Page>
  )
}

function Result({ testId }: { testId: string }) {
  const t = useText()
  const [isOver, setOver] = useState(false)
  const test = useCall(readTest, { testId }, { refetchInterval: isOver ? false : AGAIN_MS })
  const outcome = test.data?.id === testId ? test.data.outcome : null
  if (outcome && !isOver) setOver(true)
  if (!outcome)
    return (
      <p className="flex items-center gap-2 text-soft" role="status">
        <Spinner /> {t('access.tester.waiting')}
      </p>
    )
  return <Outcome of={outcome} />
}

function Outcome({ of: outcome }: { of: NonNullable<RadiusTest['outcome']> }) {
  const t = useText()
  const reason = useReason()
  const took =
    outcome.took_ms === null ? '' : ` ${t('access.tester.took', { ms: outcome.took_ms })}`
  return (
    <div className="grid gap-5">
      <Banner
        tone={outcome.kind === 'accept' ? 'good' : 'bad'}
        title={`${t(`access.tester.kindOf.${outcome.kind}`)}${took}`}
      >
        {outcome.reason === null ? t('access.tester.silence') : reason(outcome.reason)}
      </Banner>
      {outcome.request.length > 0 && (
        <section className="grid gap-2">
          <h3 className="font-semibold">{t('access.tester.request')}</h3>
          <AttributeList of={outcome.request} />
        </section>
      )}
      {outcome.reply.length > 0 && (
        <section className="grid gap-2">
          <h3 className="font-semibold">{t('access.tester.reply')}</h3>
          <AttributeList of={outcome.reply} />
        </section>
      )}
    </div>
  )
}
