import { CalendarPlus, ChevronLeft, ChevronRight } from 'lucide-react'
import { useState } from 'react'
import {
  announceHoliday,
  ANNOUNCED,
  closeDay,
  reopenDay,
  type Calendar,
  type Holiday,
} from '#modules/organization/contract.ts'
import { useMutate } from '#web/api.ts'
import { useLanguage, useText } from '#web/i18n/index.ts'
import { useMayNot } from '#web/session.ts'
import { Badge, type Tone } from '#web/ui/Badge.tsx'
import { Button } from '#web/ui/Button.tsx'
import { Card } from '#web/ui/Card.tsx'
import { cn } from '#web/ui/cn.ts'
import { Dialog } from '#web/ui/Dialog.tsx'
import { DateField } from '#web/ui/form/DateField.tsx'
import { Form } from '#web/ui/form/Form.tsx'
import { TextField } from '#web/ui/form/TextField.tsx'
import { useContractForm } from '#web/ui/form/use-contract-form.ts'
import { localeOf } from '#web/ui/format.ts'
import { IconButton } from '#web/ui/IconButton.tsx'
import { toastProblem } from '#web/ui/Problem.tsx'
import { toast } from '#web/ui/toast.ts'

type AnnouncedKey = (typeof ANNOUNCED)[number]
type Open = { what: 'nothing' } | { what: 'close' } | { what: 'announce'; holiday: Holiday }

const TONES: Record<Holiday['kind'], Tone> = {
  law: 'neutral',
  observed: 'info',
  announced: 'good',
  own: 'accent',
}

function announcedKey(key: string): AnnouncedKey | undefined {
  return ANNOUNCED.find((each) => each === key)
}

export function HolidaysCard({
  calendar,
  onYear,
}: {
  calendar: Calendar
  onYear: (year: number) => void
}) {
  const t = useText()
  const mayNot = useMayNot()
  const [open, setOpen] = useState<Open>({ what: 'nothing' })
  const reopen = useMutate(reopenDay)
  const refused = mayNot('organization.change-calendar')
  const close = () => setOpen({ what: 'nothing' })

  async function openAgain(holiday: Holiday) {
    try {
      await reopen.mutateAsync({ key: holiday.key })
      toast.good(t('organization.calendarCard.reopened'))
    } catch (error) {
      toastProblem(error, t)
    }
  }

  return (
    <Card
      flush
      title={t('organization.calendarCard.holidays')}
      hint={t('organization.calendarCard.holidaysHint')}
      actions={
        <div className="flex flex-wrap items-center gap-2">
          <span
            className="flex items-center"
            role="group"
            aria-label={t('organization.calendarCard.year')}
          >
            <IconButton label={t('common.previous')} onClick={() => onYear(calendar.year - 1)}>
              <ChevronLeft />
            </IconButton>
            <span className="tnum px-1 font-medium" aria-live="polite">
              {calendar.year}
            </span>
            <IconButton label={t('common.next')} onClick={() => onYear(calendar.year + 1)}>
              <ChevronRight />
            </IconButton>
          </span>
          <Button
            icon={<CalendarPlus />}
            onClick={() => setOpen({ what: 'close' })}
            disabledBecause={refused}
          >
            {t('organization.calendarCard.closeDay')}
          </Button>
        </div>
      }
    >
      <ul className="divide-y">
        {calendar.holidays.map((holiday) => (
          <HolidayRow
            key={`${holiday.key} ${holiday.date} ${holiday.kind}`}
            holiday={holiday}
            isPast={holiday.date < calendar.today}
            refused={refused}
            onAnnounce={() => setOpen({ what: 'announce', holiday })}
            onReopen={() => void openAgain(holiday)}
          />
        ))}
      </ul>
      {open.what === 'close' && <CloseDay year={calendar.year} onClose={close} />}
      {open.what === 'announce' && <Announce holiday={open.holiday} onClose={close} />}
    </Card>
  )
}

type RowProps = {
  holiday: Holiday
  isPast: boolean
  refused: string | false
  onAnnounce: () => void
  onReopen: () => void
}

function HolidayRow({ holiday, isPast, refused, onAnnounce, onReopen }: RowProps) {
  const t = useText()
  const language = useLanguage()
  const day = Temporal.PlainDate.from(holiday.date)
  const locale = localeOf(language)
  const mayAnnounce = holiday.kind !== 'observed' && announcedKey(holiday.key) !== undefined
  return (
    <li
      className={cn(
        'flex flex-wrap items-center gap-x-4 gap-y-1 px-5 py-2.5',
        isPast && 'text-soft',
      )}
    >
      <time dateTime={holiday.date} className="tnum w-36 shrink-0">
        {day.toLocaleString(locale, { weekday: 'short', day: 'numeric', month: 'short' })}
      </time>
      <span className="min-w-0 flex-1 basis-40 font-medium break-words">
        {holiday.name[language]}
      </span>
      <Badge tone={TONES[holiday.kind]}>{t(`organization.calendarCard.${holiday.kind}`)}</Badge>
      {holiday.certainty === 'expected' && (
        <span className="text-sm text-soft">{t('organization.calendarCard.expected')}</span>
      )}
      {mayAnnounce && (
        <Button size="sm" onClick={onAnnounce} disabledBecause={refused}>
          {t('organization.calendarCard.announce')}
        </Button>
      )}
      {holiday.kind === 'own' && (
        <Button size="sm" look="quiet" onClick={onReopen} disabledBecause={refused}>
          {t('organization.calendarCard.reopen')}
        </Button>
      )}
    </li>
  )
}

function CloseDay({ year, onClose }: { year: number; onClose: () => void }) {
  const t = useText()
  const form = useContractForm(closeDay, {
    defaults: { date: '', name: '' },
    onDone: () => {
      toast.good(t('organization.calendarCard.closedDone'))
      onClose()
    },
  })
  return (
    <Dialog open onClose={onClose} title={t('organization.calendarCard.closeDayTitle')} size="sm">
      <Form form={form} submit={t('common.add')} onCancel={onClose} guard={false}>
        <DateField
          label={t('organization.calendarCard.date')}
          min={`${year}-01-01`}
          max={`${year}-12-31`}
          {...form.field('date')}
        />
        <TextField label={t('organization.calendarCard.reason')} {...form.field('name')} />
      </Form>
    </Dialog>
  )
}

function Announce({ holiday, onClose }: { holiday: Holiday; onClose: () => void }) {
  const t = useText()
  const language = useLanguage()
  const form = useContractForm(announceHoliday, {
    defaults: { key: announcedKey(holiday.key) ?? 'idd-ul-fitr', date: holiday.date },
    onDone: () => {
      toast.good(t('organization.saved'))
      onClose()
    },
  })
  return (
    <Dialog
      open
      onClose={onClose}
      title={t('organization.calendarCard.announceTitle', { name: holiday.name[language] })}
      hint={t('organization.calendarCard.announceHint')}
      size="sm"
    >
      <Form form={form} submit={t('common.save')} onCancel={onClose} evenUnchanged guard={false}>
        <DateField label={t('organization.calendarCard.date')} {...form.field('date')} />
      </Form>
    </Dialog>
  )
}
