import { defineScreens } from '#web/admin/screens.ts'
import { paths } from '#web/paths.ts'

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
      path: paths.serviceTypes(),
      page: () => import('./ServiceTypesPage.tsx').then((module) => module.ServiceTypesPage),
      title: 'catalog.serviceType.title',
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
})
