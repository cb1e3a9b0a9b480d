import { call } from '#kernel/client.ts'
import {
  addPlan,
  listPackages,
  listPlans,
  listProducts,
  listProfiles,
  listRules,
  listServiceTypes,
  readTaxes,
  testPrice,
} from '#modules/catalog/contract.ts'
import { defineWays } from '#web/admin/screens.ts'
import { paths } from '#web/paths.ts'
import {
  BadgePercent,
  Calculator,
  Gauge,
  Landmark,
  Package,
  PackagePlus,
  Puzzle,
  Shapes,
  ShoppingBag,
} from 'lucide-react'

const FOUND_MAX = 5

export const ways = defineWays({
  nav: [
    {
      ...{ area: 'catalog', label: 'catalog.plan.title', icon: Package, to: paths.plans() },
      ...{ permission: listPlans, order: 10 },
    },
    {
      ...{ area: 'catalog', label: 'catalog.product.title', icon: ShoppingBag },
      ...{ to: paths.products(), permission: listProducts, order: 20 },
    },
    {
      ...{ area: 'catalog', label: 'catalog.package.title', icon: Puzzle, to: paths.packages() },
      ...{ permission: listPackages, order: 30 },
    },
    {
      ...{ area: 'catalog', label: 'catalog.profile.title', icon: Gauge, to: paths.profiles() },
      ...{ permission: listProfiles, order: 40 },
    },
    {
      ...{ area: 'catalog', label: 'catalog.serviceType.title', icon: Shapes },
      ...{ to: paths.serviceTypes(), permission: listServiceTypes, order: 45 },
    },
    {
      ...{ area: 'catalog', label: 'catalog.rule.nav', icon: BadgePercent },
      ...{ to: paths.priceRules(), permission: listRules, order: 50 },
    },
    {
      ...{ area: 'catalog', label: 'catalog.tax.title', icon: Landmark, to: paths.taxes() },
      ...{ permission: readTaxes, order: 60 },
    },
    {
      ...{ area: 'catalog', label: 'catalog.test.title', icon: Calculator },
      ...{ to: paths.priceTest(), permission: testPrice, order: 70 },
    },
  ],
  actions: [
    {
      ...{ label: 'catalog.plan.add', icon: PackagePlus, to: paths.newPlan() },
      permission: addPlan,
    },
  ],
  finders: [
    {
      name: 'plans',
      permission: listPlans,
      find: async (query, signal) => {
        const { items } = await call(listPlans, { q: query, limit: FOUND_MAX }, { signal })
        return items.map((plan) => ({
          ...{ icon: Package, title: plan.name, detail: plan.code, to: paths.plan(plan.id) },
        }))
      },
    },
  ],
})
