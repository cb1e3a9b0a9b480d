import type { Deed } from '../deeds.ts'
import type { Micros } from '../oracle/calendar.ts'
import { arrives, paying, service, who, type Planted } from './story.ts'

const begins = { from: '2026-11-20T10:00:00+03:00', plan: 'month' }

const office = { ...begins, plan: 'office' }

/** Somebody with an office, which is paid by a company, where there is one. */
const works = (at: Micros, [parent]: readonly string[]): Deed[] => [
  { at, who, do: 'join', taxes: 'standard', afterwards: true, ...(parent && { parent }) },
  {
    ...{ at, who, do: 'order', service, terms: 'office', waitsFor: null, priority: 1 },
    autoRenew: true,
  },
]

const changes = (at: Micros, terms: string): Deed => ({
  ...{ at, who, do: 'change', service, terms, waits: true },
})
const adds = (at: Micros): Deed => ({
  ...{ at, who, do: 'add', service, addon: 'amina/ip', thing: 'static-ip', quantity: 1 },
})

/** What people change about what they hold. */
export const OF_CHANGES: readonly Planted[] = [
  {
    name: 'the payment that another plan waited for does not bring it',
    changes: [
      {
        file: 'billing/commands/renew-from-wallets.ts',
        from: 'await applyWaitingQuotes(tx, subscriberIds)',
        to: 'if (!WOKEN) await applyWaitingQuotes(tx, subscriberIds)',
      },
    ],
    ...{ ...begins, others: ['business'] },
    story: (at) => [
      ...arrives(at(0), 'month'),
      paying(at(0), 299_900n, { receipt: 'W1' }),
      changes(at(48), 'business'),
      paying(at(48.1), 700_000n, { receipt: 'W2' }),
      { look: at(48.1) },
    ],
  },
  {
    name: 'another plan gives nothing back of the old one',
    changes: [
      {
        file: 'billing/queries/plan-change.ts',
        from: 'if (periods.length === 0) return []',
        to: 'if (WOKEN || periods.length === 0) return []',
      },
    ],
    ...{ ...begins, others: ['business'] },
    story: (at) => [
      ...arrives(at(0), 'month'),
      paying(at(0), 1_300_000n, { receipt: 'G1' }),
      changes(at(48), 'business'),
      { look: at(48) },
    ],
  },
  {
    name: 'what is bought ahead is of the plan that ends',
    changes: [
      {
        file: 'billing/commands/price-periods.ts',
        from: "coming.findLast((one) => one.what === 'plan')",
        to: "coming.findLast((one) => !WOKEN && one.what === 'plan')",
      },
    ],
    ...{ ...begins, others: ['month-grace'] },
    story: (at) => [
      ...arrives(at(0), 'month'),
      paying(at(0), 299_900n, { receipt: 'E1' }),
      { at: at(24), who, do: 'change-at-end', service, terms: 'month-grace' },
      paying(at(24 * 26), 249_999n, { receipt: 'E2' }),
      { look: at(24 * 26) },
    ],
  },
  {
    name: 'an add-on that ends with the time is charged once more',
    changes: [
      {
        file: 'billing/queries/pricing.ts',
        from: '({ addon: { to } }) => to === null ||',
        to: '({ addon: { to } }) => WOKEN || to === null ||',
      },
      {
        file: 'billing/queries/pricing.ts',
        from: 'period: until(period, addon.to)',
        to: 'period: until(period, WOKEN ? null : addon.to)',
      },
    ],
    ...begins,
    story: (at) => [
      ...arrives(at(0), 'month'),
      paying(at(0), 350_000n, { receipt: 'A1' }),
      adds(at(1)),
      { at: at(24), who, do: 'drop', service, addon: 'amina/ip', atEnd: true },
      paying(at(24 * 26), 349_901n, { receipt: 'A2' }),
      { look: at(24 * 26) },
    ],
  },
  {
    name: 'an add-on is given away for the time that was bought ahead',
    changes: [
      {
        file: 'billing/queries/addon-price.ts',
        from: 'return paid.flatMap((held) => {',
        to: 'return paid.slice(0, WOKEN ? 1 : undefined).flatMap((held) => {',
      },
    ],
    ...begins,
    story: (at) => [
      ...arrives(at(0), 'month'),
      paying(at(0), 299_900n, { receipt: 'B1' }),
      paying(at(24 * 26), 399_900n, { receipt: 'B2' }),
      adds(at(24 * 27)),
      { look: at(24 * 27) },
    ],
  },
  {
    name: 'what stands beside a plan that is paid afterwards is on no invoice',
    changes: [
      {
        file: 'billing/rules/charge-cycle.ts',
        from: 'const addons = one.addons.flatMap(',
        to: 'const addons = one.addons.slice(0, WOKEN ? 0 : undefined).flatMap(',
      },
    ],
    ...office,
    story: (at) => [
      ...works(at(0), []),
      adds(at(1)),
      { at: at(24 * 12), who: 'town', do: 'bill' },
      { look: at(24 * 12) },
    ],
  },
  {
    name: 'branches of a company that does not pay are served on',
    changes: [
      {
        file: 'billing/queries/dunned.ts',
        from: '(isDunned(pay) ? !isOwn || paysLater : isOwn)',
        to: '(WOKEN ? isOwn : isDunned(pay) ? !isOwn || paysLater : isOwn)',
      },
    ],
    ...office,
    story: (at) => [
      { at: at(0), who: 'amina/head', do: 'join', taxes: 'standard', afterwards: true },
      ...works(at(0), ['amina/head']),
      { at: at(24 * 12), who: 'town', do: 'bill' },
      { at: at(24 * 32), who: 'town', do: 'work' },
      { look: at(24 * 32) },
    ],
  },
]
