import {
  BadgePercent,
  Calculator,
  Gauge,
  Landmark,
  Package,
  PackagePlus,
  Puzzle,
  ShoppingBag,
} from 'lucide-react'
import { call } from '#kernel/client.ts'
import {
  addPlan,
  listPackages,
  listPlans,
  listProducts,
  listProfiles,
  listRules,
  readTaxes,
  testPrice,
} from '#modules/catalog/contract.ts'
import { defineScreens } from '#web/admin/screens.ts'
import { paths } from '#web/paths.ts'

const FOUND_MAX = 5

export const screens = defineScreens({
  screens: [
    {
      path: paths.plans(),
      page: () => import('./PlansPage.tsx').then((module) => module.PlansPage),
      title: 'catalog.plan.title',
    },
    {
      path: paths.newPlan(),
      page: () => import('./PlanEditorPage.tsx').then((module) => module.NewPlanPage),
      title: 'catalog.plan.add',
    },
    {
      path: paths.plan('$planId'),
      page: () => import('./PlanPage.tsx').then((module) => module.PlanPage),
      title: 'catalog.plan.title',
    },
    {
      path: paths.planDraft('$planId'),
      page: () => import('./PlanEditorPage.tsx').then((module) => module.PlanDraftPage),
      title: 'catalog.plan.title',
    },
    {
      path: paths.profiles(),
      page: () => import('./ProfilesPage.tsx').then((module) => module.ProfilesPage),
      title: 'catalog.profile.title',
    },
    {
      path: paths.products(),
      page: () => import('./ProductsPage.tsx').then((module) => module.ProductsPage),
      title: 'catalog.product.title',
    },
    {
      path: paths.packages(),
      page: () => import('./PackagesPage.tsx').then((module) => module.PackagesPage),
      title: 'catalog.package.title',
    },
    {
      path: paths.priceRules(),
      page: () => import('./RulesPage.tsx').then((module) => module.RulesPage),
      title: 'catalog.rule.title',
    },
    {
      path: paths.priceRules('segments'),
      page: () => import('./SegmentsPage.tsx').then((module) => module.SegmentsPage),
      title: 'catalog.segment.title',
    },
    {
      path: paths.priceRules('coupons'),
      page: () => import('./CouponsPage.tsx').then((module) => module.CouponsPage),
      title: 'catalog.coupon.title',
    },
    {
      path: paths.taxes(),
      page: () => import('./TaxesPage.tsx').then((module) => module.TaxesPage),
      title: 'catalog.tax.title',
    },
    {
      path: paths.priceTest(),
      page: () => import('./PriceTestPage.tsx').then((module) => module.PriceTestPage),
      title: 'catalog.test.title',
    },
  ],
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
