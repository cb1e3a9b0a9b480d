import { readReport, REPORTS } from '#modules/desk/contract.ts'
import { reportNow } from '#modules/desk/queries/reports.ts'
import { system } from '#kernel/actor.ts'
import type { Difference } from './compare.ts'
import type { Engine } from './engine.ts'
import { instantOf } from './engine.ts'
import { DAY, type Micros } from './oracle/calendar.ts'

const LOOK = { actor: system('town'), name: 'town.look' }
/** How many days ago reports are asked for again. */
const AGO = [1n, 12n, 40n]

/**
 * What accountants read: every report comes to what the ledger says, on any day; and what was owed at the end of a day stays so, whatever happens after
 * it.
 */
export function openReports(engine: Engine, zone: string) {
  const owedOn = new Map<string, string>()
  return async (at: Micros): Promise<Difference[]> => {
    const differences: Difference[] = []
    for (const asOf of AGO.map((days) => dayOf(at - days * DAY, zone)))
      for (const name of REPORTS) {
        const { series, ledger } = await engine.units.read(LOOK, (read) =>
          reportNow(read, readReport.input.parse({ report: name, asOf })),
        )
        if (ledger && ledger.difference !== '0')
          differences.push({
            who: null,
            what: `the report ${name} of ${asOf} differs by ${ledger.difference} cents from the ledger`,
          })
        if (name !== 'ageing') continue
        const [before, now] = [owedOn.get(asOf), JSON.stringify(series)]
        if (before !== undefined && before !== now)
          differences.push({
            who: null,
            what: `what was owed on ${asOf} is ${now}, and was told as ${before}`,
          })
        owedOn.set(asOf, now)
      }
    return differences
  }
}

const dayOf = (at: Micros, zone: string) =>
  instantOf(at).toZonedDateTimeISO(zone).toPlainDate().toString()
