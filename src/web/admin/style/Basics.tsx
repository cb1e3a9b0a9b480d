import { Download, Inbox, MapPin, Plus, Settings2, Trash2, Wifi } from 'lucide-react'
import { useState } from 'react'
import { Row, Section } from '#web/admin/style/Section.tsx'
import { useText } from '#web/i18n/index.ts'
import { paths } from '#web/paths.ts'
import { Avatar } from '#web/ui/Avatar.tsx'
import { Badge, Status, Tag, type Tone } from '#web/ui/Badge.tsx'
import { Banner } from '#web/ui/Banner.tsx'
import { Button } from '#web/ui/Button.tsx'
import { Card } from '#web/ui/Card.tsx'
import { cn } from '#web/ui/cn.ts'
import { EmptyState } from '#web/ui/EmptyState.tsx'
import { IconButton } from '#web/ui/IconButton.tsx'
import { Kbd } from '#web/ui/Kbd.tsx'
import { ButtonLink, Link } from '#web/ui/Link.tsx'
import { Progress } from '#web/ui/Progress.tsx'
import { Skeleton, TextSkeleton } from '#web/ui/Skeleton.tsx'
import { Spinner } from '#web/ui/Spinner.tsx'
import { Tooltip } from '#web/ui/Tooltip.tsx'

const GROUNDS = ['paper', 'surface', 'raised', 'sunken', 'hover', 'line', 'field'] as const
const GROUND_LOOK: Record<(typeof GROUNDS)[number], string> = {
  paper: 'bg-paper',
  surface: 'bg-surface',
  raised: 'bg-raised',
  sunken: 'bg-sunken',
  hover: 'bg-hover',
  line: 'bg-line',
  field: 'bg-field',
}
const TONES: readonly Tone[] = ['neutral', 'accent', 'good', 'warn', 'bad', 'info']
const CHARTS = ['bg-chart-1', 'bg-chart-2', 'bg-chart-3', 'bg-chart-4', 'bg-chart-5', 'bg-chart-6']

export function Colours() {
  const t = useText()
  return (
    <Section id="colour" title={t('style.colour')}>
      <div className="grid gap-6 md:grid-cols-2">
        <div className="grid grid-cols-4 gap-2">
          {GROUNDS.map((name) => (
            <div key={name}>
              <div className={cn('h-14 rounded-lg border', GROUND_LOOK[name])} />
              <p className="mt-1 font-mono text-xs text-soft">{name}</p>
            </div>
          ))}
          <div>
            <div className="h-14 rounded-lg bg-accent" />
            <p className="mt-1 font-mono text-xs text-soft">accent</p>
          </div>
        </div>
        <div className="grid content-start gap-3">
          <p className="flex flex-wrap gap-x-5 gap-y-1">
            <span>{t('style.textInk')}</span>
            <span className="text-soft">{t('style.textSoft')}</span>
            <span className="text-faint">{t('style.textFaint')}</span>
            <span className="text-accent-text">{t('style.textAccent')}</span>
          </p>
          <Row>
            {TONES.map((tone) => (
              <Badge key={tone} tone={tone}>
                {tone}
              </Badge>
            ))}
          </Row>
          <div className="flex h-6 overflow-hidden rounded-md">
            {CHARTS.map((look) => (
              <span key={look} className={cn('flex-1', look)} />
            ))}
          </div>
        </div>
      </div>
    </Section>
  )
}

const SIZES = [
  'text-3xl font-semibold tracking-[-0.024em]',
  'text-2xl font-semibold tracking-[-0.022em]',
  'text-xl font-semibold tracking-[-0.018em]',
  'text-lg',
  'text-base',
  'text-sm',
  'text-xs',
]
const SAMPLE = 'Karen mast: 1,284 Mbit/s at 21:05'

export function Type() {
  const t = useText()
  return (
    <Section id="type" title={t('style.type')}>
      <div className="grid gap-2">
        {SIZES.map((look) => (
          <p key={look} className="flex flex-wrap items-baseline gap-x-4">
            <span className="w-20 font-mono text-xs text-soft">{look.split(' ')[0]}</span>
            <span className={look}>{SAMPLE}</span>
          </p>
        ))}
        <p className="flex flex-wrap items-baseline gap-x-4">
          <span className="w-20 font-mono text-xs text-soft">font-mono</span>
          <span className="font-mono">kasi_3fJk9… 102.68.76.0/22</span>
        </p>
      </div>
    </Section>
  )
}

export function Buttons() {
  const t = useText()
  const [busy, setBusy] = useState(false)
  return (
    <Section id="buttons" title={t('style.buttons')}>
      <Row>
        <Button look="primary" icon={<Plus />}>
          {t('common.add')}
        </Button>
        <Button>{t('common.edit')}</Button>
        <Button look="quiet">{t('common.cancel')}</Button>
        <Button look="danger-quiet" icon={<Trash2 />}>
          {t('common.remove')}
        </Button>
        <Button look="danger">{t('common.delete')}</Button>
        <Button
          look="primary"
          busy={busy}
          onClick={() => {
            setBusy(true)
            setTimeout(() => setBusy(false), 2000)
          }}
        >
          {t('common.save')}
        </Button>
        <Button look="primary" disabledBecause={t('style.disabledWhy')}>
          {t('common.save')}
        </Button>
        <Button disabledBecause={t('style.disabledWhy')}>{t('common.edit')}</Button>
      </Row>
      <Row>
        <Button size="sm">{t('common.details')}</Button>
        <Button size="lg" look="primary">
          {t('common.next')}
        </Button>
        <IconButton label={t('common.table.csv')}>
          <Download />
        </IconButton>
        <IconButton label={t('common.table.view')} look="plain">
          <Settings2 />
        </IconButton>
        <IconButton label={t('common.remove')} size="sm">
          <Trash2 />
        </IconButton>
        <ButtonLink to={paths.style()}>{t('style.title')}</ButtonLink>
        <Link to={paths.style()}>{t('style.title')}</Link>
        <span className="flex gap-1">
          <Kbd>Ctrl</Kbd>
          <Kbd>K</Kbd>
        </span>
      </Row>
    </Section>
  )
}

export function Marks() {
  const t = useText()
  return (
    <Section id="marks" title={t('style.marks')}>
      <Row>
        <Badge tone="good">Active</Badge>
        <Badge tone="warn" icon={<Wifi aria-hidden="true" />}>
          Slowed
        </Badge>
        <Badge tone="bad">Suspended</Badge>
        <Badge tone="info">New</Badge>
        <Badge tone="accent">Owner</Badge>
        <Badge>Archived</Badge>
      </Row>
      <Row>
        <Status tone="good" pulse>
          Online
        </Status>
        <Status tone="warn">Slow</Status>
        <Status tone="bad">Down since 14:05</Status>
        <Status tone="neutral">Never seen</Status>
        <Tag>fibre</Tag>
        <Tag
          onRemove={() => undefined}
          removeLabel={t('common.field.multiRemove', { name: 'Nairobi' })}
        >
          Nairobi
        </Tag>
      </Row>
      <Row>
        {['Amina Otieno', 'Brian Kiprono', 'Wanjiku Njeri', 'Hassan Abdi', 'Zawadi Mwangi'].map(
          (name) => (
            <Avatar key={name} name={name} />
          ),
        )}
        <Avatar name="Amina Otieno" size="sm" />
        <Avatar name="Kasi Networks" size="lg" />
        <Tooltip text={t('shell.live.onHint')} keys="?">
          <Button size="sm" look="quiet">
            {t('common.more')}
          </Button>
        </Tooltip>
      </Row>
    </Section>
  )
}

export function Messages() {
  const t = useText()
  return (
    <Section id="messages" title={t('style.messages')}>
      <div className="grid gap-3 md:grid-cols-2">
        <Banner
          title={t('shell.update.title')}
          action={<Button size="sm">{t('shell.update.reload')}</Button>}
        >
          {t('shell.update.body')}
        </Banner>
        <Banner tone="good" title={t('common.saved')} onClose={() => undefined} />
        <Banner tone="warn" title={t('shell.down.title')}>
          {t('shell.down.body')}
        </Banner>
        <Banner tone="bad" title={t('common.problem.fault')}>
          {t('common.problem.faultHint')}
        </Banner>
      </div>
    </Section>
  )
}

export function Waiting() {
  const t = useText()
  return (
    <Section id="loading" title={t('style.loading')}>
      <div className="grid gap-4 md:grid-cols-3">
        <Card>
          <Skeleton className="mb-4 h-6 w-1/2" />
          <TextSkeleton lines={4} />
        </Card>
        <Card>
          <div className="grid gap-4">
            <p className="flex items-center gap-2 text-soft">
              <Spinner /> {t('common.loading')}
            </p>
            <Progress label="1" value={62} />
            <Progress label="2" value={84} tone="warn" />
            <Progress label="3" value={97} tone="bad" />
          </div>
        </Card>
        <Card flush>
          <EmptyState
            icon={Inbox}
            title="No sites yet"
            action={
              <Button look="primary" icon={<MapPin />}>
                Add the first site
              </Button>
            }
          >
            A site is a place where your equipment stands: a mast, an office, a shop.
          </EmptyState>
        </Card>
      </div>
    </Section>
  )
}
