import { Terminal } from 'lucide-react'
import { useState } from 'react'
import type { ParsedReplyOf } from '#kernel/endpoint.ts'
import { readScript, type Nas } from '#modules/network/contract.ts'
import { callWithProof } from '#web/api.ts'
import { useText } from '#web/i18n/index.ts'
import { paths } from '#web/paths.ts'
import { useMayNot } from '#web/session.ts'
import { Banner } from '#web/ui/Banner.tsx'
import { Button } from '#web/ui/Button.tsx'
import { Card } from '#web/ui/Card.tsx'
import { Facts } from '#web/ui/Facts.tsx'
import { CheckField } from '#web/ui/form/Check.tsx'
import { TextField } from '#web/ui/form/TextField.tsx'
import { CodeBlock } from '#web/ui/Json.tsx'
import { Link } from '#web/ui/Link.tsx'
import { toastProblem } from '#web/ui/Problem.tsx'
import { Segmented } from '#web/ui/Segmented.tsx'

type SetUp = ParsedReplyOf<typeof readScript>
type Asked = { routerOs: 6 | 7; pppoe: boolean; hotspot: boolean; interface: string }

/** One paste for a MikroTik, a piece of configuration for others: what makes the router ours. */
export function SetUpCard({ nas }: { nas: Nas }) {
  const t = useText()
  const refused = useMayNot()(readScript, nas.siteId)
  const isMikrotik = nas.routerOs !== null
  const [asked, setAsked] = useState<Asked>({
    routerOs: nas.routerOs ?? 7,
    pppoe: true,
    hotspot: true,
    interface: 'bridge',
  })
  const [setUp, setSetUp] = useState<SetUp>()
  const [busy, setBusy] = useState(false)
  const ask = (change: Partial<Asked>) => {
    setAsked({ ...asked, ...change })
    setSetUp(undefined)
  }

  async function show() {
    setBusy(true)
    try {
      const { pppoe, hotspot, ...others } = asked
      const wanted = { ...others, pppoe: String(pppoe), hotspot: String(hotspot) }
      setSetUp(await callWithProof(readScript, { nasId: nas.id, ...wanted }))
    } catch (error) {
      toastProblem(error, t)
    } finally {
      setBusy(false)
    }
  }

  return (
    <Card
      className="lg:col-span-2"
      title={t('network.router.script')}
      hint={isMikrotik ? t('network.router.scriptHint') : t('network.router.scriptHintOther')}
      actions={
        <Button
          look="primary"
          icon={<Terminal />}
          busy={busy}
          onClick={() => void show()}
          disabledBecause={refused}
        >
          {t('network.router.scriptShow')}
        </Button>
      }
    >
      <div className="grid gap-5">
        {isMikrotik && (
          <div className="flex flex-wrap items-end gap-x-6 gap-y-4">
            <Segmented
              label={t('network.router.forVersion')}
              value={asked.routerOs === 6 ? '6' : '7'}
              onChange={(version) => ask({ routerOs: version === '6' ? 6 : 7 })}
              options={[
                { value: '7', label: `${t('network.router.forVersion')} 7` },
                { value: '6', label: `${t('network.router.forVersion')} 6` },
              ]}
            />
            <TextField
              className="w-56"
              label={t('network.router.interface')}
              value={asked.interface}
              onChange={(where) => ask({ interface: where })}
              spellCheck={false}
            />
            <CheckField
              className="pb-1.5"
              label={t('network.router.withPppoe')}
              checked={asked.pppoe}
              onChange={(pppoe) => ask({ pppoe })}
            />
            <CheckField
              className="pb-1.5"
              label={t('network.router.withHotspot')}
              checked={asked.hotspot}
              onChange={(hotspot) => ask({ hotspot })}
            />
          </div>
        )}
        {setUp && <Shown setUp={setUp} nas={nas} />}
      </div>
    </Card>
  )
}

function Shown({ setUp, nas }: { setUp: SetUp; nas: Nas }) {
  const t = useText()
  return (
    <>
      {setUp.missing.length > 0 && (
        <Banner
          tone="warn"
          title={t('network.router.scriptMissing')}
          action={<Link to={paths.settings('network')}>{t('network.router.toSettings')}</Link>}
        >
          {t('network.router.scriptMissingBody', { settings: setUp.missing.join(', ') })}
        </Banner>
      )}
      {setUp.router !== '' && <CodeBlock label={t('network.router.paste')} code={setUp.router} />}
      {setUp.snippets.map(({ where, text }) => (
        <CodeBlock key={where} label={where} code={text} />
      ))}
      {setUp.router === '' && setUp.snippets.length === 0 && (
        <>
          <p>{t('network.router.clicked')}</p>
          <Facts
            facts={[
              { label: t('network.router.servers'), value: setUp.servers.join(', ') || '–' },
              { label: t('network.router.authPort'), value: String(setUp.authPort) },
              { label: t('network.router.acctPort'), value: String(setUp.acctPort) },
              { label: t('network.routers.coaPort'), value: String(nas.coaPort) },
            ]}
          />
        </>
      )}
      {setUp.ourEnd.length > 0 && (
        <section className="grid gap-3">
          <h3 className="font-semibold">{t('network.router.ourEnd')}</h3>
          {setUp.ourEnd.map(({ where, text }) => (
            <CodeBlock key={where} label={where} code={text} />
          ))}
        </section>
      )}
    </>
  )
}
