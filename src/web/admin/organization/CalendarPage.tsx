import { useState } from 'react'
import { readCalendar } from '#modules/organization/contract.ts'
import { HolidaysCard } from '#web/admin/organization/HolidaysCard.tsx'
import { HoursForm } from '#web/admin/organization/HoursForm.tsx'
import { OrganizationPage } from '#web/admin/organization/OrganizationPage.tsx'
import { useCall } from '#web/api.ts'
import { useText } from '#web/i18n/index.ts'
import { paths } from '#web/paths.ts'
import { Status } from '#web/ui/Badge.tsx'
import { Card } from '#web/ui/Card.tsx'
import { Loaded } from '#web/ui/Problem.tsx'
import { useToday } from '#web/ui/zone.ts'

export function CalendarPage() {
  const t = useText()
  const today = useToday()
  const [year, setYear] = useState(today.year)
  const calendar = useCall(readCalendar, { year })
  return (
    <OrganizationPage here={paths.organization('calendar')}>
      <Loaded of={calendar}>
        {(loaded) => (
          <div className="grid items-start gap-6 xl:grid-cols-[3fr_2fr]">
            <HolidaysCard calendar={loaded} onYear={setYear} />
            <Card
              title={t('organization.calendarCard.hours')}
              hint={t('organization.calendarCard.hoursHint')}
              actions={
                <Status tone={loaded.openNow ? 'good' : 'neutral'}>
                  {loaded.openNow
                    ? t('organization.calendarCard.openNow')
                    : t('organization.calendarCard.closedNow')}
                </Status>
              }
            >
              <HoursForm calendar={loaded} />
            </Card>
          </div>
        )}
      </Loaded>
    </OrganizationPage>
  )
}
