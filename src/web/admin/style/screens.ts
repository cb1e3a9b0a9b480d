import { defineScreens } from '#web/admin/screens.ts'
import { loadAllTexts } from '#web/i18n/index.ts'
import { paths } from '#web/paths.ts'

export const screens = defineScreens({
  screens: [
    {
      path: paths.style(),
      page: async () => {
        await loadAllTexts()
        return (await import('./StylePage.tsx')).StylePage
      },
      title: 'style.title',
      frame: 'bare',
    },
  ],
})
