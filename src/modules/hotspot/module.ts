import { defineModule } from '#platform/manifest.ts'
import { doorChanged, passMade, purchaseUndone } from './events.ts'
import { jobs, makePaid, schedule } from './jobs.ts'
import { again } from './pages/again.ts'
import { joinPage, mine } from './pages/mine.ts'
import { screenPage, voucherPage } from './pages/other-ways.ts'
import { paying } from './pages/paying.ts'
import { doors, freeMinutes, shop, terms } from './pages/shop.ts'
import { invariants } from './queries/invariants.ts'
import { keepDays, loginHosts, sendsMoneyBack } from './queries/settings.ts'
import { backInCode, moneyGoesBack } from './queries/texts.ts'
import { reactions } from './reactions.ts'
import { routes } from './routes.ts'

export const hotspot = (ground: { readonly origin: () => URL }) =>
  defineModule({
    name: 'hotspot',
    permissions: {
      'hotspot.read': 'See hotspots, what is offered there and what was bought',
      'hotspot.arrange':
        'Arrange hotspots: what is offered, what is given away, how the page looks',
    },
    settings: [loginHosts, keepDays, sendsMoneyBack],
    templates: [backInCode, moneyGoesBack],
    routes: routes(ground),
    pages: [
      doors,
      shop,
      terms,
      freeMinutes,
      voucherPage,
      paying,
      mine,
      joinPage,
      again,
      screenPage,
    ],
    announces: [passMade, doorChanged, purchaseUndone],
    reactions,
    jobs,
    schedule,
    reconcilers: [makePaid],
    invariants,
  })
