import { defineModule } from '#platform/manifest.ts'
import {
  batchMade,
  guessingNoticed,
  stolenTried,
  voucherPaidIn,
  voucherRedeemed,
  voucherRestored,
  vouchersSold,
  vouchersVoided,
} from './events.ts'
import { jobs, schedule } from './jobs.ts'
import { invariants } from './queries/invariants.ts'
import { routes } from './routes.ts'

export const vouchers = defineModule({
  name: 'vouchers',
  permissions: {
    'vouchers.read': 'See vouchers, what became of them, and what is owed for them',
    'vouchers.make': 'Make batches of vouchers',
    'vouchers.print': 'Put the codes of vouchers on paper',
    'vouchers.sell': 'Hand vouchers out and take what is paid for them',
    'vouchers.void': 'Make vouchers void, and give back what was paid for them',
  },
  routes,
  announces: [
    batchMade,
    vouchersSold,
    voucherRedeemed,
    vouchersVoided,
    voucherRestored,
    voucherPaidIn,
    guessingNoticed,
    stolenTried,
  ],
  jobs,
  schedule,
  invariants,
})
