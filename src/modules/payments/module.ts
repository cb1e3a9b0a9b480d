import { defineModule } from '#platform/manifest.ts'
import {
  claimSettled,
  moneyMissing,
  paymentAssigned,
  paymentReceived,
  paymentReversed,
  paymentUnassigned,
  promptSettled,
  purchasePaid,
  refundAsked,
  refundFailed,
  refundPaid,
  standingOrderMissed,
  standingOrderSettled,
  tellingsMissed,
} from './events.ts'
import { takeTellings } from './commands/take-tellings.ts'
import {
  askingAboutClaims,
  askingPhones,
  comparingStatements,
  expectingMoney,
  expectMoney,
  lookingAfterPayOuts,
  lookingAfterPrompts,
  payingOut,
  pulling,
  pullPayments,
  readingTellings,
  registeringAtMpesa,
  settlingClaims,
  type MpesaGround,
} from './jobs.ts'
import { askBalances, askingBalances, lookingAfterOrders, sendingOrders } from './jobs/orders.ts'
import { forgetQrs, forgettingQrs, makingQrs } from './jobs/qr.ts'
import { lookingAfterStandingOrders, sendingStandingOrders } from './jobs/standing-orders.ts'
import { invariants } from './queries/invariants.ts'
import { mpesaAddresses } from './queries/settings.ts'
import { routes } from './routes.ts'

export function payments(ground: MpesaGround) {
  return defineModule({
    name: 'payments',
    permissions: {
      'payments.read': 'See payments, refunds and what waits in suspense',
      'payments.record': 'Book cash, bank slips, cheques and receipts by hand',
      'payments.assign': 'Give payments in suspense to their owners, and take them back',
      'payments.reverse': 'Undo payments whose money is not there',
      'payments.ask': 'Put M-Pesa prompts on phones of subscribers',
      'payments.shortcodes': 'Add and change M-Pesa shortcodes and their keys',
      'payments.reconcile': 'Import statements, settle differences and close days',
      'payments.refund': 'Give money of payments back to subscribers',
      'payments.send': 'Send money of shortcodes to other businesses',
    },
    settings: [mpesaAddresses],
    routes,
    hooks: [
      { name: 'payments.take-tellings', path: '/hooks/sfc/:secret/:what', take: takeTellings },
    ],
    announces: [
      paymentReceived,
      paymentAssigned,
      paymentUnassigned,
      paymentReversed,
      refundAsked,
      refundPaid,
      refundFailed,
      promptSettled,
      purchasePaid,
      tellingsMissed,
      claimSettled,
      moneyMissing,
      standingOrderSettled,
      standingOrderMissed,
    ],
    jobs: [
      askingPhones(ground),
      registeringAtMpesa(ground),
      pulling(ground),
      askingAboutClaims(ground),
      expectingMoney,
      payingOut(ground),
      sendingOrders(ground),
      makingQrs(ground),
      forgettingQrs,
      sendingStandingOrders(ground),
      askingBalances,
    ],
    schedule: [
      { job: pullPayments, cron: '*/15 * * * *' },
      { job: expectMoney, cron: '12 * * * *' },
      { job: askBalances, cron: '37 * * * *' },
      { job: forgetQrs, cron: '50 0 * * *' },
    ],
    reconcilers: [
      readingTellings,
      lookingAfterPrompts(ground),
      settlingClaims,
      comparingStatements,
      lookingAfterPayOuts(ground),
      lookingAfterOrders(ground),
      lookingAfterStandingOrders,
    ],
    invariants,
  })
}
