import '#web/ui/theme.css'
import { createRoot } from 'react-dom/client'
import { App } from '#web/admin/App.tsx'
import { startTexts, text } from '#web/i18n/index.ts'

const place = document.getElementById('app')
if (!place) throw new Error('index.html has no #app')

await startTexts()
if (typeof Temporal === 'undefined') {
  place.textContent = text('shell.oldBrowser')
} else {
  createRoot(place).render(<App />)
}
